package dev.merapi.tensor;

import dev.merapi.tensor.internal.matrix.CholeskyKernel;

/** The refusal of matrices that are not positive definite. */
final class LeadingMinor {
  private LeadingMinor() {}

  /**
   * Names the first matrix whose factor is NaN, and the order of its first leading minor that is
   * not positive definite.
   */
  static void requirePositive(Dense matrix, Dense factor) {
    int n = matrix.size(-1);
    double[] factors = factor.rowMajorArray();
    for (int i = 0; n > 0 && i < factors.length / (n * n); i++) {
      if (Double.isNaN(factors[i * n * n])) {
        double[] scratch = new double[n * n];
        double[] work = new double[CholeskyKernel.workspace(n)];
        int order = CholeskyKernel.apply(matrix.rowMajorArray(), i * n * n, scratch, 0, n, work);
        throw new ArgumentException(
            ("Matrix %d of shape %s is not positive definite: its leading minor of order %d is not."
                    + " Add a small multiple of the identity, or use choleskyOrNaN() where NaN"
                    + " will do")
                .formatted(i, matrix.shape(), order));
      }
    }
  }
}
