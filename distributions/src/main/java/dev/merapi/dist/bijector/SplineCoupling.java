package dev.merapi.dist.bijector;

import dev.merapi.dist.constraint.Constraint;
import dev.merapi.dist.constraint.Constraints;
import dev.merapi.tensor.Tensor;
import java.util.function.Function;

/**
 * The first {@code kept} elements pass unchanged; each of the others goes through a {@link Spline}
 * of its own that a {@code network} makes from them: [.., kept] → the spline of [.., n − kept]
 * numbers.
 */
public record SplineCoupling(int kept, Function<Tensor, Spline> network) implements Bijector {
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
    Tensor first = x.slice(-1, 0, kept);
    Tensor rest = x.slice(-1, kept, x.size(-1));
    return Tensor.concat(-1, first, network.apply(first).forward(rest));
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor first = y.slice(-1, 0, kept);
    Tensor rest = y.slice(-1, kept, y.size(-1));
    return Tensor.concat(-1, first, network.apply(first).inverse(rest));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Tensor first = x.slice(-1, 0, kept);
    Tensor rest = x.slice(-1, kept, x.size(-1));
    return network.apply(first).logAbsDetJacobian(rest, rest).sum(-1);
  }
}
