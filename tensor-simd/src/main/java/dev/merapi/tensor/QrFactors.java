package dev.merapi.tensor;

/**
 * A = Q R with k = min(m, n), for A [B.., m, n].
 *
 * @param q orthonormal columns [B.., m, k]
 * @param r upper triangular with a diagonal ≥ 0 [B.., k, n]
 */
public record QrFactors(Tensor q, Tensor r) {

  /** The factors of an m × n matrix from one packed axis, Q before R, each row by row. */
  public static QrFactors unpack(Tensor packed, int m, int n) {
    Shape batch = packed.shape().dropRight(1);
    int k = Math.min(m, n);
    return new QrFactors(
        packed.slice(-1, 0, m * k).reshape(batch.append(m, k)),
        packed.slice(-1, m * k, m * k + k * n).reshape(batch.append(k, n)));
  }
}
