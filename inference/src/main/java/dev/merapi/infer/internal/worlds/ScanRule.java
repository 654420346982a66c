package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.loop.Scan;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/** A loop: the same loop with a step that is mapped over the worlds, all of them side by side. */
record ScanRule(Scan scan) implements Rule {
  @Override
  public OptionalInt kept(int operand, int axis) {
    return OptionalInt.empty();
  }

  @Override
  public Tensor apply(List<Mapped> operands, List<Hidden> order) {
    Shape sizes = Shape.of(Hidden.sizes(order));
    Hidden world = new Hidden("world", sizes.count(), List.of());
    IdentityHashMap<Tensor, Mapped> known = new IdentityHashMap<>();
    List<Symbolic.Input> before = new ArrayList<>();
    List<Symbolic.Input> inputs = new ArrayList<>();
    List<Tensor> stacked = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      Shape one = scan.body().inputs().get(i).shape();
      boolean varies = isCarry(i) || !operands.get(i).isPlain();
      Symbolic.Input stand = Symbolic.Input.of("one", one);
      Shape all = varies ? Shape.of(world.values()).append(one) : one;
      Symbolic.Input input = Symbolic.Input.of("all", all);
      before.add(stand);
      inputs.add(input);
      known.put(stand, new Mapped(varies ? List.of(world) : List.of(), one, input));
      stacked.add(varies ? stacked(i, operands.get(i), order) : operands.get(i).stored());
    }
    Worlds worlds = new Worlds(known);
    List<Tensor> results =
        scan.body().apply(before).stream()
            .map(result -> worlds.of(result, Limit.joint(Double.MAX_VALUE)).full())
            .map(result -> result.fully(List.of(world), result.rank()))
            .toList();
    Scan loop =
        new Scan(
            Graph.of(inputs, results),
            scan.carries(),
            scan.sequences(),
            scan.steps(),
            scan.backwards(),
            scan.keep());
    Tensor rows = scan.rows(loop, loop.on(stacked.toArray(Tensor[]::new)), world.values());
    return rows.reshape(sizes.append(rows.size(-1)));
  }

  private boolean isCarry(int operand) {
    return operand < scan.carries();
  }

  /** An operand with the worlds along its first axis, after that of the steps. */
  private Tensor stacked(int i, Mapped operand, List<Hidden> order) {
    int worlds = IntStream.of(Hidden.sizes(order)).reduce(1, (a, b) -> a * b);
    Tensor rows =
        operand
            .full()
            .fully(order, operand.rank())
            .reshape(Shape.of(worlds).append(operand.shape()));
    boolean sequence = !isCarry(i) && i < scan.carries() + scan.sequences();
    return sequence ? rows.moveAxis(0, 1) : rows;
  }
}
