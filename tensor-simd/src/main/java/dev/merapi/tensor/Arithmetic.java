package dev.merapi.tensor;

import static dev.merapi.tensor.Language.WORDS;

/**
 * Arithmetic, element by element; the names are those of Kotlin's operators. Operands broadcast.
 */
sealed interface Arithmetic permits Tensor {

  private Tensor self() {
    return (Tensor) this;
  }

  /** this + other. */
  default Tensor plus(Tensor other) {
    return WORDS.add(self(), other);
  }

  /** this + other. */
  default Tensor plus(double other) {
    return plus(Tensor.scalar(other));
  }

  /** this − other. */
  default Tensor minus(Tensor other) {
    return WORDS.subtract(self(), other);
  }

  /** this − other. */
  default Tensor minus(double other) {
    return minus(Tensor.scalar(other));
  }

  /** this · other. */
  default Tensor times(Tensor other) {
    return WORDS.multiply(self(), other);
  }

  /** this · other. */
  default Tensor times(double other) {
    return times(Tensor.scalar(other));
  }

  /** this / other. */
  default Tensor div(Tensor other) {
    return WORDS.divide(self(), other);
  }

  /** this / other. */
  default Tensor div(double other) {
    return div(Tensor.scalar(other));
  }

  /** this^other. */
  default Tensor pow(Tensor other) {
    return WORDS.power(self(), other);
  }

  /** this^other. */
  default Tensor pow(double other) {
    return pow(Tensor.scalar(other));
  }

  /** this − other · ⌊this/other⌋, with the sign of other. */
  default Tensor mod(Tensor other) {
    return WORDS.modulo(self(), other);
  }

  /** this − other · ⌊this/other⌋, with the sign of other. */
  default Tensor mod(double other) {
    return mod(Tensor.scalar(other));
  }

  /** −this. */
  default Tensor unaryMinus() {
    return WORDS.neg(self());
  }

  /** The lesser of this and other. */
  default Tensor minimum(Tensor other) {
    return WORDS.minimum(self(), other);
  }

  /** The greater of this and other. */
  default Tensor maximum(Tensor other) {
    return WORDS.maximum(self(), other);
  }

  /** This, moved to the nearest of {@code low} and {@code high} where it lies outside them. */
  default Tensor clamp(double low, double high) {
    return maximum(Tensor.scalar(low)).minimum(Tensor.scalar(high));
  }
}
