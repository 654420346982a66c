package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.specimen.Specimen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Draws operands and directions for the laws of primitives, all from one seed. */
final class Operands {
  /** Unbounded numbers are drawn from −REACH to REACH. */
  private static final double REACH = 3;

  private static final double MARGIN = 0.05;

  private final SplittableRandom random;

  Operands(long seed) {
    this.random = new SplittableRandom(seed);
  }

  List<Dense> of(Specimen specimen) {
    List<Dense> operands = new ArrayList<>();
    for (Specimen.Operand operand : specimen.operands()) {
      operands.add(of(operand.shape(), operand.values()));
    }
    return operands;
  }

  private Dense of(Shape shape, Specimen.Values values) {
    return switch (values) {
      case Specimen.Values.Reals(Interval interval) -> {
        double low = Math.max(interval.low(), -REACH) + MARGIN;
        double high = Math.min(interval.high(), Math.max(REACH, interval.low() + REACH)) - MARGIN;
        yield uniform(shape, low, high);
      }
      case Specimen.Values.Positions(int size) -> uniform(shape, 0, size).floor().dense();
      case Specimen.Values.Flags() -> uniform(shape, 0, 2).floor().dense();
      case Specimen.Values.Words() -> uniform(shape, 0, 0x1p32).floor().dense();
      case Specimen.Values.Triangular(boolean lower) -> {
        Tensor whole = uniform(shape, -1, 1).plus(Tensor.eye(shape.size(-1)).times(2));
        yield (lower ? whole.tril() : whole.triu()).dense();
      }
      case Specimen.Values.Definite() -> {
        Tensor root = uniform(shape, -1, 1);
        yield root.matmul(root.transpose()).plus(Tensor.eye(shape.size(-1))).dense();
      }
    };
  }

  Dense uniform(Shape shape, double low, double high) {
    double[] values = new double[shape.count()];
    Arrays.setAll(values, i -> random.nextDouble(low, high));
    return new Dense(values, shape);
  }

  /** A direction in which an operand can move and keep its properties. */
  Dense direction(Specimen.Operand operand) {
    Dense any = uniform(operand.shape(), -1, 1);
    return switch (operand.values()) {
      case Specimen.Values.Reals _ -> any;
      case Specimen.Values.Positions _, Specimen.Values.Flags _, Specimen.Values.Words _ ->
          Tensor.zeros(operand.shape()).dense();
      case Specimen.Values.Triangular(boolean lower) -> (lower ? any.tril() : any.triu()).dense();
      case Specimen.Values.Definite() -> any.plus(any.transpose()).dense();
    };
  }
}
