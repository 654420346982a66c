package dev.merapi.dist.bijector;

import dev.merapi.dist.constraint.Constraint;
import dev.merapi.dist.constraint.Constraints;
import dev.merapi.tensor.Tensor;

/**
 * The first {@code kept} elements pass unchanged and tell, by a {@code network} from them to the
 * others, how to shift and scale these; ln |det| = Σ logScale. Both directions are one pass.
 *
 * <p>Source: Dinh, Sohl-Dickstein and Bengio, "Density estimation using Real NVP" (2017), equations
 * 4 and 5.
 */
public record AffineCoupling(int kept, Conditioner network) implements Bijector {
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
    Conditioner.ShiftAndScale law = network.of(first);
    Tensor rest = law.shift().plus(law.logScale().exp().times(x.slice(-1, kept, x.size(-1))));
    return Tensor.concat(-1, first, rest);
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor first = y.slice(-1, 0, kept);
    Conditioner.ShiftAndScale law = network.of(first);
    Tensor rest = y.slice(-1, kept, y.size(-1)).minus(law.shift());
    return Tensor.concat(-1, first, rest.times(law.logScale().unaryMinus().exp()));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return network.of(x.slice(-1, 0, kept)).logScale().sum(-1);
  }
}
