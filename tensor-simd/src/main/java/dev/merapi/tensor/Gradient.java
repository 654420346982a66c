package dev.merapi.tensor;

import static dev.merapi.tensor.Language.WORDS;

import java.util.List;
import java.util.function.Function;

/**
 * The reverse pass: the derivative of a scalar with respect to nodes it depends on, as expressions
 * in the same primitives, so that gradients can be differentiated again. What has weight zero in a
 * sum of exponentials or a choice carries no gradient, also where a derivative is infinite.
 */
public final class Gradient {
  private Gradient() {}

  /**
   * d output / d node for each node of {@code wrt}, as symbolic tensors; zeros where there is no
   * dependence.
   */
  public static List<Tensor> of(Tensor output, List<? extends Tensor> wrt) {
    return WORDS.gradient(output, List.copyOf(wrt), false);
  }

  /**
   * d output / d node for each node of {@code wrt}, as numbers, for nodes that carry their values.
   */
  public static List<Tensor> ofRecorded(Tensor output, List<? extends Tensor> wrt) {
    return WORDS.gradient(output, List.copyOf(wrt), true);
  }

  /** The gradient of {@code function} at {@code point}, computed once, by recording. */
  public static Tensor at(Function<Tensor, Tensor> function, Tensor point) {
    Symbolic.Input x = Symbolic.Input.recorded("x", point.dense());
    return ofRecorded(function.apply(x), List.of(x)).getFirst();
  }
}
