package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Conditional;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * The first {@code kept} elements of a vector pass unchanged and choose, through a {@code network},
 * the map of numbers for each of the others; ln |det| is the sum of the logarithms of its slopes.
 * Both directions are one pass.
 *
 * <p>Source: Dinh, Sohl-Dickstein and Bengio, "Density estimation using Real NVP" (2017), equations
 * 4 to 8; Durkan, Bekasov, Murray and Papamakarios, "Neural spline flows" (2019), section 2.1.
 */
public record Coupling(int kept, Conditional network) implements Bijector {
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
    return Tensor.concat(-1, first(x), network.given(first(x)).forward(rest(x)));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return Tensor.concat(-1, first(y), network.given(first(y)).inverse(rest(y)));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return network.given(first(x)).logAbsDetJacobian(rest(x), rest(y)).sum(-1);
  }

  private Tensor first(Tensor x) {
    return x.slice(-1, 0, kept);
  }

  private Tensor rest(Tensor x) {
    return x.slice(-1, kept, x.size(-1));
  }
}
