package dev.merapi.dist.bijector;

import dev.merapi.dist.constraint.Constraint;
import dev.merapi.dist.constraint.Constraints;
import dev.merapi.tensor.Tensor;
import java.util.function.Function;

/**
 * Each element through a {@link Spline} of its own that an autoregressive {@code network} makes of
 * those before it: from [.., n] the splines of n numbers, of which the i-th may look at x₀, …, xᵢ₋₁
 * alone. Forward is one pass, the inverse takes n, one an element.
 *
 * <p>Source: Durkan, Bekasov, Murray and Papamakarios, "Neural spline flows" (2019), section 3.2.
 */
public record SplineAutoregressive(Function<Tensor, Spline> network) implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.realVector();
  }

  @Override
  public Constraint codomain() {
    return Constraints.realVector();
  }

  @Override
  public Tensor forward(Tensor x) {
    return network.apply(x).forward(x);
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor x = y;
    for (int i = 0; i < y.size(-1); i++) {
      Tensor known = Tensor.arange(y.size(-1)).lt(i);
      x = Tensor.where(known, x, network.apply(x).inverse(y));
    }
    return x;
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return network.apply(x).logAbsDetJacobian(x, y).sum(-1);
  }
}
