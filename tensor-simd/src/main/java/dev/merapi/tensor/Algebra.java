package dev.merapi.tensor;

import static dev.merapi.tensor.Language.WORDS;

/**
 * Products and triangles of matrices on the last axes; the axes to their left are batches and
 * broadcast.
 */
sealed interface Algebra permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /**
   * Matrix · matrix [.., m, k] · [.., k, n], matrix · vector [.., m, k] · [k], vector · matrix, or
   * the dot product of two vectors.
   */
  default Tensor matmul(Tensor other) {
    Tensor a = self();
    Tensor left = a.rank() == 1 ? a.unsqueeze(0) : a;
    Tensor right = other.rank() == 1 ? other.unsqueeze(1) : other;
    Tensor product = WORDS.matmul(left, right);
    product = other.rank() == 1 ? product.squeeze(-1) : product;
    return a.rank() == 1 ? product.squeeze(other.rank() == 1 ? -1 : -2) : product;
  }

  /** Sums of products over axes that letters name, as {@code einsum("bij,bjk->bik", a, b)}. */
  static Tensor einsum(String equation, Tensor... operands) {
    return Einsum.of(equation, operands);
  }

  /** The products of all pairs: [n] and [m] give [n, m]; axes to the left broadcast. */
  default Tensor outer(Tensor other) {
    return self().unsqueeze(-1).times(other.unsqueeze(-2));
  }

  /** Σ this · other over the last axis. */
  default Tensor dot(Tensor other) {
    return self().times(other).sum(-1);
  }

  /** The Euclidean length over the axes, which go; its gradient at 0 is NaN. */
  default Tensor norm(int... axes) {
    return self().square().sum(axes).sqrt();
  }

  /** The sum of the main diagonal. */
  default Tensor trace() {
    return diagonal().sum(-1);
  }

  /** The main diagonals of square matrices. */
  default Tensor diagonal() {
    return WORDS.diagonal(self());
  }

  /** Square matrices with this last axis on the diagonal and zeros elsewhere. */
  default Tensor diagonalMatrix() {
    int n = self().size(-1);
    return Tensor.where(Tensor.eye(n), self().unsqueeze(-1), Tensor.scalar(0));
  }

  /** The lower triangle with the diagonal; zeros above it. */
  default Tensor tril() {
    return tril(0);
  }

  /**
   * The elements on and below diagonal {@code k} (0 is the main one, −1 the one below it); zeros
   * above it.
   */
  default Tensor tril(int k) {
    return Tensor.where(columnMinusRow().le(k), self(), Tensor.scalar(0));
  }

  /** The upper triangle with the diagonal; zeros below it. */
  default Tensor triu() {
    return triu(0);
  }

  /** The elements on and above diagonal {@code k}; zeros below it. */
  default Tensor triu(int k) {
    return Tensor.where(columnMinusRow().ge(k), self(), Tensor.scalar(0));
  }

  private Tensor columnMinusRow() {
    return Tensor.arange(self().size(-1)).minus(Tensor.arange(self().size(-2)).unsqueeze(1));
  }
}
