package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.internal.special.StraightThrough;
import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * Solutions of f(x) = y for increasing functions of numbers without a closed inverse: bisection,
 * one loop for all elements, then two steps of Newton from there. As x₀ − (f(x₀) − y)/f′(x₀) at a
 * root x₀ held fixed has the derivatives of the root by y and by whatever f depends on (implicit
 * function theorem), so has the result; the second step does the same for second derivatives.
 */
final class Root {
  private static final int HALVINGS = 64;
  private static final int STEPS = 2;

  private Root() {}

  /** The root between {@code low} and {@code high}, given f and the logarithm of its slope. */
  static Tensor of(
      UnaryOperator<Tensor> f, UnaryOperator<Tensor> logSlope, Tensor y, Tensor low, Tensor high) {
    Shape shape = Shape.broadcast(y.shape(), low.shape(), high.shape());
    Loop.State last =
        Loop.scan(
            List.of(low.expand(shape), high.expand(shape)),
            HALVINGS,
            (ends, _) -> {
              Tensor middle = middle(ends);
              Tensor below = f.apply(middle).lt(y);
              return new Loop.State(
                  List.of(
                      Tensor.where(below, middle, ends.get(0)),
                      Tensor.where(below, ends.get(1), middle)),
                  List.of());
            });
    Tensor x = new StraightThrough().on(middle(last.carry()), Tensor.scalar(0));
    for (int i = 0; i < STEPS; i++) {
      x = x.minus(f.apply(x).minus(y).times(logSlope.apply(x).unaryMinus().exp()));
    }
    return x;
  }

  private static Tensor middle(List<? extends Tensor> ends) {
    return ends.get(0).plus(ends.get(1)).times(0.5);
  }
}
