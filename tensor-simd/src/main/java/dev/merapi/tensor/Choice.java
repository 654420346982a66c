package dev.merapi.tensor;

import dev.merapi.tensor.internal.graph.Closure;
import dev.merapi.tensor.internal.op.Branch;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * One of two computations, chosen by a number; {@link Tensor#where} chooses element by element
 * instead, and computes both. A known number chooses at once. In a graph both are recorded, on
 * stand-ins for the operands, and only the chosen one runs; what they use besides the operands is
 * computed in any case.
 */
public final class Choice {
  private Choice() {}

  /**
   * {@code yes} of the operands where the condition, a single number, is not 0, else {@code no} of
   * them; of one shape.
   */
  public static Tensor between(
      Tensor condition,
      List<? extends Tensor> operands,
      Function<List<? extends Tensor>, ? extends Tensor> yes,
      Function<List<? extends Tensor>, ? extends Tensor> no) {
    if (condition instanceof Dense known) {
      return known.item() != 0 ? yes.apply(operands) : no.apply(operands);
    }
    Closure ifYes = record(operands, yes);
    Closure ifNo = record(operands, no);
    List<Tensor> all = new ArrayList<>();
    all.add(condition);
    all.addAll(operands);
    all.addAll(ifYes.free());
    all.addAll(operands);
    all.addAll(ifNo.free());
    return new Branch(ifYes.graph(), ifNo.graph()).on(all.toArray(Tensor[]::new));
  }

  private static Closure record(
      List<? extends Tensor> operands,
      Function<List<? extends Tensor>, ? extends Tensor> function) {
    List<Symbolic.Input> inputs =
        operands.stream().map(operand -> Symbolic.Input.of("operand", operand.shape())).toList();
    return Closure.of(inputs, List.of(function.apply(inputs)));
  }
}
