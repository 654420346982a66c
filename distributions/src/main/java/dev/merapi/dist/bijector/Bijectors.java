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
        of(new Planar(line(4, 0.7), line(4, -0.4), Tensor.scalar(0.3)), 4),
        of(new Radial(line(4, 0.2), Tensor.scalar(-0.3), Tensor.scalar(0.8)), 4),
        of(new AffineAutoregressive(made(4, 6)), 4),
        of(new AffineAutoregressive(made(4, 6)).inverse(), 4),
        of(new AffineCoupling(2, made(2, 5)), 4),
        of(new Spline(line(5, 0.6), line(5, -0.3), line(4, 0.5), 2)),
        of(new SplineCoupling(1, Bijectors::spline), 3),
        of(new SplineAutoregressive(Bijectors::splines), 3),
        of(Orthogonal.discreteCosine(5), 5),
        of(Orthogonal.haar(5), 5),
        of(Orthogonal.haar(8), 8),
        of(Orthogonal.householder(line(6, 0.8).reshape(2, 3)), 3),
        of(new MatrixExponential(line(9, 0.7).reshape(3, 3)), 3),
        of(new Permute(List.of(2, 0, 1)), 3),
        of(new LowerCholeskyAffine(line(3, 1), Tensor.eye(3).plus(0.4).tril()), 3),
        of(new Joined(List.of(new StickBreaking(), new Exp()), List.of(3, 2)), 4));
  }

  /** Some numbers, between −2 and 2 times the size. */
  private static Tensor line(int n, double size) {
    return Tensor.arange(n).times(1.7).sin().times(size).plus(size);
  }

  private static Made made(int n, int hidden) {
    return new Made(
        line(hidden * n, 0.4).reshape(hidden, n),
        line(hidden, 0.2),
        line(2 * n * hidden, 0.1).reshape(2 * n, hidden),
        line(2 * n, 0.1));
  }

  /** Splines of three numbers that look at the sum of those before. */
  private static Spline splines(Tensor x) {
    Tensor before = x.cumsum(-1).minus(x).unsqueeze(-1);
    return new Spline(
        before.times(line(4, 0.3)), before.times(line(4, -0.2)), before.times(line(3, 0.5)), 2);
  }

  private static Spline spline(Tensor x) {
    Tensor at = x.unsqueeze(-1);
    return new Spline(
        at.times(line(8, 0.3).reshape(2, 4)),
        at.times(line(8, -0.2).reshape(2, 4)),
        at.times(line(6, 0.5).reshape(2, 3)),
        2);
  }
}
