package dev.merapi.tensor;

import static dev.merapi.tensor.Language.WORDS;

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
      Tensor result = known.item() != 0 ? yes.apply(operands) : no.apply(operands);
      ArgumentException.ifNoResult(result, "Choice.between");
      return result;
    }
    return WORDS.branch(condition, List.copyOf(operands), yes::apply, no::apply);
  }
}
