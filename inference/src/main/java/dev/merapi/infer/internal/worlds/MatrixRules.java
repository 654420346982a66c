package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Contraction;
import dev.merapi.tensor.internal.op.HmmLogSum;
import dev.merapi.tensor.internal.op.HmmPosterior;
import dev.merapi.tensor.internal.op.MatMul;
import dev.merapi.tensor.internal.op.MatrixFunction;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.List;
import java.util.OptionalInt;

/** Products and functions of matrices. */
final class MatrixRules {
  private static final List<Integer> LAST_TWO = List.of(-1, -2);

  private MatrixRules() {}

  static Rule of(Contraction contraction, List<Shape> shapes) {
    return switch (contraction) {
      case MatMul product -> new Product(product, rank(shapes));
      case HmmLogSum chain -> chain(chain, shapes);
      case HmmPosterior chain -> chain(chain, shapes);
      default -> new WorldByWorld(contraction);
    };
  }

  static Rule of(MatrixFunction function, List<Shape> shapes) {
    return shapes.stream().allMatch(shape -> shape.rank() >= 2)
        ? new Function(function, rank(shapes), function.shape(shapes).rank())
        : new WorldByWorld(function);
  }

  private static Rule chain(Primitive chain, List<Shape> shapes) {
    return new HmmRule(chain, shapes, chain.shape(shapes).rank());
  }

  private static int rank(List<Shape> shapes) {
    return shapes.stream().mapToInt(Shape::rank).max().orElse(0);
  }

  /** Rows, columns and the batch stay apart; the inner axis does not. */
  private record Product(MatMul product, int rank) implements Rule {
    private int inner(int operand) {
      boolean transposed = operand == 0 ? product.transposeLeft() : product.transposeRight();
      return (operand == 0) == transposed ? -2 : -1;
    }

    @Override
    public OptionalInt kept(int operand, int axis) {
      if (axis == inner(operand)) {
        return OptionalInt.empty();
      }
      return OptionalInt.of(axis < -2 ? axis : operand == 0 ? -2 : -1);
    }

    @Override
    public Tensor apply(List<Mapped> operands, List<Hidden> order) {
      return product.on(operand(operands, 0, order), operand(operands, 1, order));
    }

    private Tensor operand(List<Mapped> operands, int k, List<Hidden> order) {
      Mapped x = operands.get(k);
      return x.isPlain() ? x.stored() : x.full(List.of(inner(k))).along(order, rank);
    }
  }

  /** The axes left of the matrices stay apart. */
  private record Function(MatrixFunction function, int rank, int resultRank) implements Rule {
    @Override
    public OptionalInt kept(int operand, int axis) {
      return axis >= -2 ? OptionalInt.empty() : OptionalInt.of(axis + rank - resultRank);
    }

    @Override
    public Tensor apply(List<Mapped> operands, List<Hidden> order) {
      List<Tensor> aligned =
          operands.stream().map(x -> x.full(LAST_TWO).along(order, rank)).toList();
      Shape batch =
          Shape.broadcast(aligned.stream().map(x -> x.shape().dropRight(2)).toArray(Shape[]::new));
      return function.on(
          aligned.stream()
              .map(x -> x.expand(batch.append(x.shape().takeRight(2))))
              .toArray(Tensor[]::new));
    }
  }

  /** The axes left of the chain stay apart. */
  private record HmmRule(Primitive chain, List<Shape> shapes, int resultRank) implements Rule {
    @Override
    public OptionalInt kept(int operand, int axis) {
      int fromLeft = axis + shapes.get(operand).rank();
      int batch = shapes.getFirst().rank() - 1;
      return fromLeft < batch ? OptionalInt.of(fromLeft - resultRank) : OptionalInt.empty();
    }

    @Override
    public Tensor apply(List<Mapped> operands, List<Hidden> order) {
      return chain.on(
          operands.stream().map(x -> x.full().fully(order, x.rank())).toArray(Tensor[]::new));
    }
  }
}
