package dev.merapi.distributions;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Circular;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Either;
import dev.merapi.distributions.constraint.Independent;
import dev.merapi.distributions.constraint.Sphere;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.continuous.StudentT;
import dev.merapi.distributions.continuous.Uniform;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.specimen.Specimen;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The density of every continuous distribution integrates to 1: by importance sampling on the
 * unconstrained scale, where events of any shape are vectors u. The proposal has independent
 * Student-t elements along the axes of the covariance of draws (of their asinh, for numbers: tails
 * may be as heavy as they like), so the mean of p/q is the total whatever the draws are; a density
 * that is 6 % off fails.
 */
class TotalProbabilityLaws {
  private static final int DRAWS = 2000;
  private static final int POINTS = 40_000;
  private static final double TAILS = 4;

  static List<Specimen> specimens() {
    return Specimens.all().stream().filter(each -> !each.distribution().isDiscrete()).toList();
  }

  @ParameterizedTest
  @MethodSource("specimens")
  void theDensityIntegratesToOne(Specimen specimen) {
    assumeFalse(specimen.isUnnormalised(), "its density is not meant to integrate to 1");
    Distribution distribution = specimen.distribution();
    assumeFalse(
        distribution.support() instanceof Either,
        "no map leads onto a union; DistributionDensityLaws integrates each part");
    integrates(distribution);
  }

  /** The law can fail: with 0.25 on the log-density it does. */
  @ParameterizedTest
  @MethodSource("arrays")
  void aDensityThatIsTooGreatFails(Specimen specimen) {
    Distribution louder = new Louder(specimen.distribution());
    String said = assertThrows(AssertionError.class, () -> integrates(louder)).getMessage();
    assertTrue(said.startsWith("total"), said);
  }

  static List<Specimen> arrays() {
    return specimens().stream().filter(each -> each.distribution().eventDim() > 0).toList();
  }

  private record Louder(Distribution base) implements Distribution {
    @Override
    public Shape batchShape() {
      return base.batchShape();
    }

    @Override
    public Shape eventShape() {
      return base.eventShape();
    }

    @Override
    public Constraint support() {
      return base.support();
    }

    @Override
    public Tensor sample(Key key, Shape sampleShape) {
      return base.sample(key, sampleShape);
    }

    @Override
    public Tensor logDensity(Tensor value) {
      return base.logDensity(value).plus(0.25);
    }

    @Override
    public Distribution expand(Shape batchShape) {
      return new Louder(base.expand(batchShape));
    }
  }

  private static void integrates(Distribution distribution) {
    Tensor ratios = ratios(distribution, Key.of(2026));
    Tensor total = ratios.mean(0);
    Tensor error = ratios.minus(total).square().mean(0).div(POINTS).sqrt();
    assertTrue(
        total.minus(1).abs().le(error.times(4.5).plus(1e-9)).min().item() == 1,
        () -> "total %s, standard error %s".formatted(total, error));
    assertTrue(error.max().item() < 0.012, () -> "too few points: standard error " + error);
  }

  /** p/q at points of q, [POINTS, B]. */
  private static Tensor ratios(Distribution distribution, Key key) {
    Constraint support = distribution.support();
    Shape event = distribution.eventShape();
    Shape batch = distribution.batchShape();
    Shape shape = Shape.of(POINTS).append(batch).append(event);
    if (support instanceof Sphere) {
      int n = event.size(0);
      Tensor z = Normal.of(Tensor.scalar(0), Tensor.scalar(1)).sample(key, shape);
      double area = 2 * Math.pow(Math.PI, n / 2.0) / (n == 2 ? 1 : 0.5 * Math.sqrt(Math.PI));
      Tensor points = z.div(z.square().sum(-1).sqrt().unsqueeze(-1));
      return distribution.logProb(points).exp().times(area);
    }
    if (support instanceof Circular || support instanceof Independent(Circular _, int _)) {
      Tensor ends = Tensor.scalar(Math.PI);
      Tensor points = Uniform.of(ends.unaryMinus(), ends).sample(key, shape);
      return distribution.logProb(points).exp().times(Math.pow(2 * Math.PI, event.count()));
    }
    return unconstrained(distribution, BijectTo.of(support), key);
  }

  /**
   * Where a value is rounded to the end of its support its density may be infinite; there is less
   * than 1e-8 of the probability, and it is left out.
   */
  private static Tensor unconstrained(Distribution distribution, Bijector bijector, Key key) {
    int rows = distribution.batchShape().count();
    Tensor free = bijector.inverse(distribution.sample(key.fold("draws"), Shape.of(DRAWS)));
    Shape inner = free.shape().dropLeft(1 + distribution.batchShape().rank());
    int d = Math.max(1, inner.count());
    Tensor draws = free.reshape(DRAWS, rows, d).moveAxis(0, 1);
    boolean number = d == 1;
    draws = number ? asinh(draws) : draws;
    Tensor mean = draws.mean(-2).unsqueeze(-2);
    Tensor centred = draws.minus(mean);
    Tensor covariance =
        centred.transpose().matmul(centred).div(DRAWS).plus(Tensor.eye(d).times(1e-9));
    Tensor root = covariance.cholesky();
    Distribution t = StudentT.of(Tensor.scalar(TAILS), Tensor.scalar(0), Tensor.scalar(1));
    Tensor z = t.sample(key.fold("points"), Shape.of(rows, POINTS, d));
    Tensor placed = z.matmul(root.transpose()).plus(mean);
    Tensor flat = number ? sinh(placed) : placed;
    Tensor logQ = t.logProb(z).sum(-1).minus(root.diagonal().log().sum(-1).unsqueeze(-1));
    logQ = number ? logQ.minus(flat.square().log1p().times(0.5).sum(-1)) : logQ;
    Shape back = Shape.of(POINTS).append(distribution.batchShape());
    Tensor u = flat.moveAxis(0, 1).reshape(back.append(inner));
    Tensor x = bijector.forward(u);
    Tensor logP = distribution.logProb(x).plus(bijector.logAbsDetJacobian(u, x));
    Tensor rounded = logP.eq(Double.POSITIVE_INFINITY);
    Tensor ratios = logP.minus(logQ.transpose().reshape(back)).exp();
    return Tensor.where(rounded, Tensor.scalar(0), ratios);
  }

  private static Tensor asinh(Tensor x) {
    Tensor size = x.abs();
    return x.sign().times(size.plus(size.square().plus(1).sqrt()).log());
  }

  private static Tensor sinh(Tensor x) {
    return x.exp().minus(x.unaryMinus().exp()).times(0.5);
  }
}
