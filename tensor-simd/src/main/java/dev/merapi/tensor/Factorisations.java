package dev.merapi.tensor;

import static dev.merapi.tensor.Language.WORDS;

/**
 * Matrices as products of simpler ones, and what follows: solutions, inverses, determinants. On the
 * last two axes; the axes to their left are batches and broadcast.
 */
sealed interface Factorisations permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * The lower-triangular L with positive diagonal and L Lᵀ = this, for symmetric positive definite
   * matrices, of which only the lower triangle is read. A matrix of known numbers that is not
   * positive definite is an error that names the leading minor; one that a graph computes gives
   * NaN, so that a sampler can step back from it.
   */
  default Tensor cholesky() {
    Tensor factor = choleskyOrNaN();
    if (self() instanceof Dense matrix) {
      LeadingMinor.requirePositive(matrix, factor.dense());
    }
    return factor;
  }

  /** As {@link #cholesky}, but NaN for any matrix that is not positive definite. */
  default Tensor choleskyOrNaN() {
    return WORDS.cholesky(self());
  }

  /** The X with this · X = right for triangular matrices. */
  default Tensor solveTriangular(Tensor right, boolean lower) {
    return solveTriangular(right, lower, false);
  }

  /** The X with this · X = right, or thisᵀ · X = right, for triangular matrices. */
  default Tensor solveTriangular(Tensor right, boolean lower, boolean transposed) {
    return WORDS.solveTriangular(self(), right, lower, transposed);
  }

  /** The X with L Lᵀ X = right, where this is the lower-triangular L. */
  default Tensor choleskySolve(Tensor right) {
    return solveTriangular(solveTriangular(right, true), true, true);
  }

  /** (L Lᵀ)⁻¹, where this is the lower-triangular L. */
  default Tensor choleskyInverse() {
    Tensor inverse = solveTriangular(Tensor.eye(self().size(-1)), true);
    return inverse.transpose().matmul(inverse);
  }

  /** ln |det| of triangular matrices: the sum of the logarithms of the sizes on the diagonal. */
  default Tensor logDetTriangular() {
    return self().diagonal().abs().log().sum(-1);
  }

  /** ln det of symmetric positive definite matrices; others as by {@link #cholesky}. */
  default Tensor logDet() {
    return cholesky().logDetTriangular().times(2);
  }

  /** Orthonormal Q and upper triangular R with a diagonal ≥ 0 whose product this is. */
  default QrFactors qr() {
    Tensor packed = WORDS.qrPacked(self());
    return QrFactors.unpack(packed, self().size(-2), self().size(-1));
  }

  /**
   * Eigenvalues, ascending, and eigenvectors of symmetric matrices, of which only the lower
   * triangle is read.
   */
  default Eigen eigenSymmetric() {
    Tensor packed = WORDS.eigenPacked(self());
    return Eigen.unpack(packed, self().size(-1));
  }

  /** The X with this · X = right for square matrices, by QR; ±∞ or NaN for a singular one. */
  default Tensor solve(Tensor right) {
    QrFactors factors = qr();
    return factors.r().solveTriangular(factors.q().transpose().matmul(right), false);
  }

  /** The inverse of square matrices, by QR. */
  default Tensor inverse() {
    return solve(Tensor.eye(self().size(-1)));
  }

  /** ln |det| of square matrices, by QR. */
  default Tensor logAbsDet() {
    return qr().r().logDetTriangular();
  }
}
