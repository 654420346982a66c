package dev.merapi.tensor.internal.specimen;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.op.Interval;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Random;
import java.util.List;

/**
 * A primitive with operands on which it can be tried. The laws of primitives run over all specimens
 * in {@link Primitives}.
 */
public record Specimen(Primitive primitive, List<Operand> operands) {
  public Specimen {
    operands = List.copyOf(operands);
  }

  /** The shape of an operand and the values that it may take. */
  public record Operand(Shape shape, Values values) {}

  /** A set of values from which operands are drawn. */
  public sealed interface Values {
    /** Numbers inside an interval. */
    record Reals(Interval interval) implements Values {}

    /** Whole numbers from 0 to size − 1. */
    record Positions(int size) implements Values {}

    /** Symmetric positive definite matrices. */
    record Definite() implements Values {}

    /** Triangular matrices with a diagonal away from 0. */
    record Triangular(boolean lower) implements Values {}

    /** 0 and 1. */
    record Flags() implements Values {}

    /** Words of keys. */
    record Words() implements Values {}
  }

  /** A specimen whose operands are real numbers of the given shapes. */
  static Specimen reals(Primitive primitive, Shape... shapes) {
    return on(
        primitive,
        List.of(shapes).stream().map(shape -> real(Interval.REAL, shape)).toArray(Operand[]::new));
  }

  static Specimen on(Primitive primitive, Operand... operands) {
    return new Specimen(primitive, List.of(operands));
  }

  static Operand real(Interval interval, Shape shape) {
    return new Operand(shape, new Values.Reals(interval));
  }

  static Operand positions(int size, int... shape) {
    return new Operand(Shape.of(shape), new Values.Positions(size));
  }

  static Operand words(int... batch) {
    return new Operand(Shape.of(batch).append(Random.WORDS), new Values.Words());
  }

  @Override
  public String toString() {
    return primitive
        + " on "
        + operands.stream().map(operand -> operand.shape().toString()).toList();
  }
}
