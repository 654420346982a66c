package dev.merapi.tensor;

/**
 * A = V diag(w) Vᵀ for symmetric A [B.., n, n].
 *
 * @param values w, ascending [B.., n]
 * @param vectors V, whose column j belongs to value j [B.., n, n]
 */
public record Eigen(Tensor values, Tensor vectors) {

  /** Values and vectors of order n from one packed axis, values first, then V row by row. */
  public static Eigen unpack(Tensor packed, int n) {
    Shape batch = packed.shape().dropRight(1);
    return new Eigen(
        packed.slice(-1, 0, n), packed.slice(-1, n, n + n * n).reshape(batch.append(n, n)));
  }
}
