package dev.merapi.tensor;

import dev.merapi.tensor.internal.op.Add;
import dev.merapi.tensor.internal.op.Divide;
import dev.merapi.tensor.internal.op.Maximum;
import dev.merapi.tensor.internal.op.Minimum;
import dev.merapi.tensor.internal.op.Modulo;
import dev.merapi.tensor.internal.op.Multiply;
import dev.merapi.tensor.internal.op.Neg;
import dev.merapi.tensor.internal.op.Power;
import dev.merapi.tensor.internal.op.Subtract;

/**
 * Arithmetic, element by element; the names are those of Kotlin's operators. Operands broadcast.
 */
public sealed interface Arithmetic permits Tensor {

  /** This tensor. */
  Tensor self();

  /** this + other. */
  default Tensor plus(Tensor other) {
    return new Add().on(self(), other);
  }

  /** this + other. */
  default Tensor plus(double other) {
    return plus(Tensor.scalar(other));
  }

  /** this − other. */
  default Tensor minus(Tensor other) {
    return new Subtract().on(self(), other);
  }

  /** this − other. */
  default Tensor minus(double other) {
    return minus(Tensor.scalar(other));
  }

  /** this · other. */
  default Tensor times(Tensor other) {
    return new Multiply().on(self(), other);
  }

  /** this · other. */
  default Tensor times(double other) {
    return times(Tensor.scalar(other));
  }

  /** this / other. */
  default Tensor div(Tensor other) {
    return new Divide().on(self(), other);
  }

  /** this / other. */
  default Tensor div(double other) {
    return div(Tensor.scalar(other));
  }

  /** this^other. */
  default Tensor pow(Tensor other) {
    return new Power().on(self(), other);
  }

  /** this^other. */
  default Tensor pow(double other) {
    return pow(Tensor.scalar(other));
  }

  /** this − other · ⌊this/other⌋, with the sign of other. */
  default Tensor mod(Tensor other) {
    return new Modulo().on(self(), other);
  }

  /** this − other · ⌊this/other⌋, with the sign of other. */
  default Tensor mod(double other) {
    return mod(Tensor.scalar(other));
  }

  /** −this. */
  default Tensor unaryMinus() {
    return new Neg().on(self());
  }

  /** The lesser of this and other. */
  default Tensor minimum(Tensor other) {
    return new Minimum().on(self(), other);
  }

  /** The greater of this and other. */
  default Tensor maximum(Tensor other) {
    return new Maximum().on(self(), other);
  }

  /** This, moved to the nearest of {@code low} and {@code high} where it lies outside them. */
  default Tensor clamp(double low, double high) {
    return maximum(Tensor.scalar(low)).minimum(Tensor.scalar(high));
  }
}
