package dev.merapi.distributions.internal.specimen;

import dev.merapi.distributions.bijector.Affine;
import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Composition;
import dev.merapi.distributions.bijector.Elu;
import dev.merapi.distributions.bijector.EventAxes;
import dev.merapi.distributions.bijector.Exp;
import dev.merapi.distributions.bijector.Family;
import dev.merapi.distributions.bijector.Inverse;
import dev.merapi.distributions.bijector.LeakyRelu;
import dev.merapi.distributions.bijector.Permute;
import dev.merapi.distributions.bijector.Power;
import dev.merapi.distributions.bijector.Reshape;
import dev.merapi.distributions.bijector.Sigmoid;
import dev.merapi.distributions.bijector.SignedPower;
import dev.merapi.distributions.bijector.Softplus;
import dev.merapi.distributions.bijector.Tanh;
import dev.merapi.distributions.internal.bijector.Above;
import dev.merapi.distributions.internal.bijector.Below;
import dev.merapi.distributions.internal.bijector.Between;
import dev.merapi.distributions.internal.bijector.CholeskyProduct;
import dev.merapi.distributions.internal.bijector.CorrelationCholesky;
import dev.merapi.distributions.internal.bijector.CorrelationProduct;
import dev.merapi.distributions.internal.bijector.FillSymmetric;
import dev.merapi.distributions.internal.bijector.FillTriangle;
import dev.merapi.distributions.internal.bijector.Joined;
import dev.merapi.distributions.internal.bijector.L1Ball;
import dev.merapi.distributions.internal.bijector.LowerCholesky;
import dev.merapi.distributions.internal.bijector.Ordered;
import dev.merapi.distributions.internal.bijector.Orthogonal;
import dev.merapi.distributions.internal.bijector.Planar;
import dev.merapi.distributions.internal.bijector.PositiveOrdered;
import dev.merapi.distributions.internal.bijector.Radial;
import dev.merapi.distributions.internal.bijector.RecursiveLinear;
import dev.merapi.distributions.internal.bijector.ScaledUnitLowerCholesky;
import dev.merapi.distributions.internal.bijector.SimplexToOrdered;
import dev.merapi.distributions.internal.bijector.SoftplusLowerCholesky;
import dev.merapi.distributions.internal.bijector.Stacked;
import dev.merapi.distributions.internal.bijector.StickBreaking;
import dev.merapi.distributions.internal.bijector.UnitLowerCholesky;
import dev.merapi.distributions.internal.bijector.ZeroSum;
import dev.merapi.distributions.transform.Flows;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;

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

  /** A family of bijectors and the shape of an event on which its members can be tried. */
  public record Learnt(String name, Family<Bijector> family, Shape event) {
    /** Its first member. */
    public Specimen member() {
      return new Specimen(family.at(family.start(Key.of(4))), event);
    }

    @Override
    public String toString() {
      return name + event;
    }
  }

  private static Learnt of(String name, Family<Bijector> family, int... event) {
    return new Learnt(name, family, Shape.of(event));
  }

  /** All families; {@link #all} has a member of each. */
  public static List<Learnt> families() {
    Tensor mean = line(3, 2);
    Tensor variance = line(3, 1).square().plus(0.1);
    Family<Bijector> masked = Flows.autoregressive(4, 6, Flows.affine());
    return List.of(
        of("affine", Flows.affine()),
        of("spline", Flows.spline(5, 2)),
        of("sigmoids", Flows.sigmoids(5)),
        of("polynomial", Flows.polynomial(3, 2)),
        of("inverse autoregressive", masked, 4),
        of("masked autoregressive", masked.map(Bijector::inverse), 4),
        of("spline autoregressive", Flows.autoregressive(3, 5, Flows.spline(4, 2)), 3),
        of("neural autoregressive", Flows.autoregressive(3, 5, Flows.sigmoids(4)), 3),
        of("polynomial autoregressive", Flows.autoregressive(3, 5, Flows.polynomial(2, 1)), 3),
        of("block neural autoregressive", Flows.blockNeural(3, 4), 3),
        of("affine coupling", Flows.coupling(4, 2, 5, Flows.affine()), 4),
        of("spline coupling", Flows.coupling(3, 1, 5, Flows.spline(4, 2)), 3),
        of("planar", Flows.planar(4), 4),
        of("radial", Flows.radial(4), 4),
        of("sylvester", Flows.sylvester(3, 2), 3),
        of("householder", Flows.householder(3, 2), 3),
        of("matrix exponential", Flows.matrixExponential(3), 3),
        of("lower Cholesky affine", Flows.lowerCholeskyAffine(3), 3),
        of("channel mix", Flows.channelMix(List.of(2, 0, 1), 2), 3, 2, 2),
        of("batch norm", Flows.batchNorm(mean, variance), 3),
        of("iterated", Flows.iterated(2, Flows.planar(3)), 3));
  }

  /** All specimens. */
  public static List<Specimen> all() {
    Tensor loc = Tensor.scalar(0.4);
    Tensor scale = Tensor.scalar(-1.7);
    List<Specimen> fixed =
        List.of(
            of(new Exp()),
            of(new Affine(loc, scale)),
            of(new Sigmoid()),
            of(new Tanh()),
            of(new Softplus()),
            of(new Power(scale)),
            of(new SignedPower(Tensor.scalar(1.4))),
            of(new LeakyRelu(0.3)),
            of(new Elu()),
            of(new Above(loc)),
            of(new Below(loc)),
            of(new Between(scale, loc)),
            of(new Inverse(new Exp())),
            of(Composition.of(new Affine(loc, scale), new Tanh())),
            of(new Ordered(), 4),
            of(new PositiveOrdered(), 4),
            of(new StickBreaking(), 4),
            of(new L1Ball(), 4),
            of(new ZeroSum(1), 4),
            of(new ZeroSum(2), 2, 3),
            of(new EventAxes(new Exp(), 2), 2, 3),
            of(new LowerCholesky(), 6),
            of(new SoftplusLowerCholesky(), 6),
            of(new ScaledUnitLowerCholesky(), 6),
            of(new UnitLowerCholesky(), 6),
            of(new FillTriangle(), 6),
            of(new FillSymmetric(), 6),
            of(new CorrelationCholesky(), 6),
            of(new CorrelationProduct(), 4, 4),
            of(new CholeskyProduct(), 3, 3),
            of(new CholeskyProduct().inverse(), 3, 3),
            of(Composition.of(new CorrelationCholesky(), new CorrelationProduct()), 6),
            of(Composition.of(new LowerCholesky(), new CholeskyProduct()), 6),
            of(new SimplexToOrdered(loc), 4),
            of(new Planar(line(4, 0.7), line(4, -0.4), Tensor.scalar(0.3)), 4),
            of(new Radial(line(4, 0.2), Tensor.scalar(-0.3), Tensor.scalar(0.8)), 4),
            of(Orthogonal.discreteCosine(5), 5),
            of(Orthogonal.haar(5), 5),
            of(Orthogonal.haar(8), 8),
            of(Orthogonal.realFourier(4), 4),
            of(Orthogonal.realFourier(5), 5),
            of(new RecursiveLinear(line(4, 0.5).reshape(2, 2)), 3, 2),
            of(new Reshape(Shape.of(6), Shape.of(3, 2)), 6),
            of(new Permute(List.of(2, 0, 1)), 3),
            of(new Joined(List.of(new StickBreaking(), new Exp()), List.of(3, 2)), 4),
            of(new Stacked(List.of(new Ordered(), new L1Ball())), 2, 4),
            of(new Stacked(List.of(new Exp(), new Tanh())), 2));
    return Stream.concat(fixed.stream(), families().stream().map(Learnt::member)).toList();
  }

  /** Some numbers, between −2 and 2 times the size. */
  private static Tensor line(int n, double size) {
    return Tensor.arange(n).times(1.7).sin().times(size).plus(size);
  }
}
