package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.specimen.Specimen;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Random operands for primitives. */
record Values(Random random) {
  List<Dense> of(Specimen specimen) {
    return specimen.operands().stream().map(this::of).toList();
  }

  private Dense of(Specimen.Operand operand) {
    Shape shape = operand.shape();
    return switch (operand.values()) {
      case Specimen.Values.Reals(var interval) ->
          numbers(
              shape,
              Math.max(interval.low(), -2),
              Math.min(interval.high(), Math.max(interval.low(), -2) + 3));
      case Specimen.Values.Positions(int size) -> (Dense) numbers(shape, 0, size).floor();
      case Specimen.Values.Flags() -> (Dense) numbers(shape, 0, 2).floor();
      case Specimen.Values.Words() -> (Dense) numbers(shape, 0, 0x1p32).floor();
      case Specimen.Values.Triangular(boolean lower) -> {
        Tensor x = numbers(shape, 0.5, 1.5);
        yield (Dense) (lower ? x.tril() : x.triu());
      }
      case Specimen.Values.Definite() -> {
        Tensor x = numbers(shape, -1, 1);
        yield (Dense) x.matmul(x.transpose()).plus(Tensor.eye(shape.size(-1)));
      }
    };
  }

  private Dense numbers(Shape shape, double low, double high) {
    double[] numbers = new double[shape.count()];
    Arrays.setAll(numbers, i -> low + (high - low) * (0.05 + 0.9 * random.nextDouble()));
    return new Dense(numbers, shape);
  }
}
