package dev.merapi.distributions.internal.specimen;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/** A parameter of a {@link Specimen}: its value, and the set that others may be taken from. */
record Argument(Tensor value, Constraint domain) {

  static Argument real(double value) {
    return new Argument(Tensor.scalar(value), Constraints.real());
  }

  static Argument real(double... values) {
    return new Argument(Tensor.of(values), Constraints.real());
  }

  static Argument positive(double value) {
    return new Argument(Tensor.scalar(value), Constraints.positive());
  }

  static Argument positive(double... values) {
    return new Argument(Tensor.of(values), Constraints.positive());
  }

  static Argument nonnegative(double value) {
    return new Argument(Tensor.scalar(value), Constraints.nonnegative());
  }

  static Argument nonnegative(double... values) {
    return new Argument(Tensor.of(values), Constraints.nonnegative());
  }

  static Argument fraction(double value) {
    return new Argument(Tensor.scalar(value), Constraints.unitInterval());
  }

  static Argument fraction(double... values) {
    return new Argument(Tensor.of(values), Constraints.unitInterval());
  }

  static Argument vector(double... values) {
    return new Argument(Tensor.of(values), Constraints.realVector());
  }

  static Argument vector(double[][] rows) {
    return new Argument(Tensor.of(rows), Constraints.realVector());
  }

  static Argument positives(double... values) {
    return new Argument(Tensor.of(values), Constraints.independent(Constraints.positive(), 1));
  }

  static Argument positives(double[][] rows) {
    return new Argument(Tensor.of(rows), Constraints.independent(Constraints.positive(), 1));
  }

  static Argument simplex(double... values) {
    return new Argument(Tensor.of(values), Constraints.simplex());
  }

  static Argument simplex(double[][] rows) {
    return new Argument(Tensor.of(rows), Constraints.simplex());
  }

  static Argument ordered(double... values) {
    return new Argument(Tensor.of(values), Constraints.ordered());
  }

  static Argument matrix(double[][] rows) {
    return new Argument(Tensor.of(rows), Constraints.realMatrix());
  }

  /** A lower-triangular matrix with a positive diagonal. */
  static Argument factor(double[][] rows) {
    return new Argument(Tensor.of(rows), Constraints.lowerCholesky());
  }
}
