package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** Any primitive: applied once in each world, the results stacked. */
record WorldByWorld(Primitive primitive) implements Rule {
  @Override
  public OptionalInt kept(int operand, int axis) {
    return OptionalInt.empty();
  }

  @Override
  public Tensor apply(List<Mapped> operands, List<Hidden> order) {
    int[] sizes = Hidden.sizes(order);
    int worlds = Shape.of(sizes).count();
    List<Tensor> tables = operands.stream().map(x -> rows(x, order, worlds)).toList();
    Tensor[] results =
        IntStream.range(0, worlds)
            .mapToObj(world -> in(world, operands, tables))
            .toArray(Tensor[]::new);
    Tensor stacked = Tensor.stack(0, results);
    return stacked.reshape(Shape.of(sizes).append(results[0].shape()));
  }

  private static Tensor rows(Mapped operand, List<Hidden> order, int worlds) {
    return operand.isPlain()
        ? operand.stored()
        : operand
            .full()
            .fully(order, operand.rank())
            .reshape(Shape.of(worlds).append(operand.shape()));
  }

  private Tensor in(int world, List<Mapped> operands, List<Tensor> tables) {
    Tensor[] inputs =
        IntStream.range(0, tables.size())
            .mapToObj(k -> operands.get(k).isPlain() ? tables.get(k) : row(tables.get(k), world))
            .toArray(Tensor[]::new);
    return primitive.on(inputs);
  }

  private static Tensor row(Tensor table, int number) {
    return table.slice(0, number, number + 1).squeeze(0);
  }
}
