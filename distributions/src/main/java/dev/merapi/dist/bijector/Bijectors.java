package dev.merapi.dist.bijector;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;

/** Every bijector, with the shape of one event of its domain: being listed here is being tested. */
public final class Bijectors {
  private Bijectors() {}

  /** A bijector and the shape of an event on which it can be tried. */
  public record Specimen(Bijector bijector, Shape event) {
    @Override
    public String toString() {
      return bijector.getClass().getSimpleName() + event;
    }
  }

  private static Specimen of(Bijector bijector, int... event) {
    return new Specimen(bijector, Shape.of(event));
  }

  /** All specimens. */
  public static List<Specimen> all() {
    Tensor loc = Tensor.scalar(0.4);
    Tensor scale = Tensor.scalar(-1.7);
    return List.of(
        of(new Exp()),
        of(new Affine(loc, scale)),
        of(new Sigmoid()),
        of(new Tanh()),
        of(new Softplus()),
        of(new Power(scale)),
        of(new LeakyRelu(0.3)),
        of(new Elu()),
        of(new Above(loc)),
        of(new Below(loc)),
        of(new Between(scale, loc)),
        of(new Inverse(new Exp())),
        of(Chain.of(new Affine(loc, scale), new Tanh())),
        of(new Ordered(), 4),
        of(new PositiveOrdered(), 4),
        of(new StickBreaking(), 4),
        of(new L1Ball(), 4),
        of(new ZeroSum(1), 4),
        of(new ZeroSum(2), 2, 3),
        of(new IndependentAxes(new Exp(), 2), 2, 3),
        of(new LowerCholesky(), 6),
        of(new SoftplusLowerCholesky(), 6),
        of(new UnitLowerCholesky(), 6),
        of(new FillTriangle(), 6),
        of(new FillSymmetric(), 6),
        of(new CorrelationCholesky(), 6),
        of(Chain.of(new CorrelationCholesky(), new CorrelationProduct()), 6),
        of(Chain.of(new LowerCholesky(), new CholeskyProduct()), 6),
        of(new Joined(List.of(new StickBreaking(), new Exp()), List.of(3, 2)), 4));
  }
}
