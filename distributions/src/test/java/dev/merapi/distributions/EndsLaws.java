package dev.merapi.distributions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.combinator.ImproperUniform;
import dev.merapi.distributions.constraint.Either;
import dev.merapi.distributions.constraint.OneOf;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.specimen.Specimen;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The two tails of every distribution of numbers of the registry: e^logCdf + e^logSurvival = 1,
 * both are monotone, their slopes are the density over the tail, their inverses are inverse, from
 * either end and far out, in a graph as with numbers.
 */
class EndsLaws {
  private static final Key KEY = Key.of(31);

  private static Stream<DynamicTest> each(Predicate<Specimen> which, Consumer<Specimen> check) {
    return Specimens.all().stream()
        .filter(EndsLaws::isNumber)
        .filter(which)
        .map(s -> DynamicTest.dynamicTest(s.name(), () -> check.accept(s)));
  }

  private static boolean isNumber(Specimen s) {
    Distribution d = s.distribution();
    return d.eventDim() == 0 && !s.isUnnormalised() && !(d instanceof ImproperUniform);
  }

  private static boolean isSmooth(Specimen s) {
    Distribution d = s.distribution();
    return !d.isDiscrete()
        && d.logProb(d.sample(KEY)).dense().max().item() < Double.POSITIVE_INFINITY
        && !(d.support() instanceof Either)
        && !s.name().startsWith("Delta");
  }

  private static Tensor draws(Specimen s) {
    return s.distribution().sample(KEY, Shape.of(12));
  }

  private static void near(Tensor expected, Tensor actual, double relative, String what) {
    double[] e = expected.expand(Shape.broadcast(expected.shape(), actual.shape())).toArray();
    double[] a = actual.expand(Shape.broadcast(expected.shape(), actual.shape())).toArray();
    for (int i = 0; i < e.length; i++) {
      String text = what + " at " + i;
      assertEquals(e[i], a[i], relative * Math.max(1e-300, Math.abs(e[i])), text);
    }
  }

  @TestFactory
  Stream<DynamicTest> theTailsAddUpToOne() {
    return each(
        s -> true,
        s -> {
          Distribution d = s.distribution();
          Tensor x = draws(s);
          Tensor sum = d.logCdf(x).exp().plus(d.logSurvival(x).exp());
          near(Tensor.ones(sum.shape()), sum, 1e-12, "sum");
          near(d.cdf(x), d.logCdf(x).exp(), 1e-11, "cdf");
          Tensor infinite = Tensor.scalar(Double.POSITIVE_INFINITY);
          near(Tensor.scalar(1), d.cdf(infinite), 0, "cdf(∞)");
          near(Tensor.scalar(0), d.cdf(infinite.unaryMinus()), 0, "cdf(−∞)");
        });
  }

  @TestFactory
  Stream<DynamicTest> theTailsAreMonotone() {
    return each(
        s -> true,
        s -> {
          Distribution d = s.distribution();
          Tensor low = draws(s);
          Tensor high = d.sample(KEY.fold(1), Shape.of(12));
          Tensor a = low.minimum(high);
          Tensor b = low.maximum(high);
          Tensor slack = Tensor.scalar(1e-13);
          assertTrue(d.logCdf(a).le(d.logCdf(b).plus(slack)).dense().min().item() != 0);
          assertTrue(d.logSurvival(b).le(d.logSurvival(a).plus(slack)).dense().min().item() != 0);
        });
  }

  @TestFactory
  Stream<DynamicTest> theSlopeIsTheDensityOverTheTail() {
    return each(
        EndsLaws::isSmooth,
        s -> {
          Distribution d = s.distribution();
          Tensor x = draws(s);
          Tensor density = d.logDensity(x);
          near(density.minus(d.logCdf(x)).exp(), slope(d::logCdf, x), 1e-8, "logCdf");
          Tensor up = slope(d::logSurvival, x).unaryMinus();
          near(density.minus(d.logSurvival(x)).exp(), up, 1e-8, "logSurvival");
        });
  }

  private static Tensor slope(UnaryOperator<Tensor> function, Tensor at) {
    Symbolic.Input x = Symbolic.Input.recorded("x", at.dense());
    return Gradient.ofRecorded(function.apply(x).sum(), List.of(x)).getFirst().dense();
  }

  @TestFactory
  Stream<DynamicTest> theInversesAreInverse() {
    return each(
        s -> true,
        s -> {
          Distribution d = s.distribution();
          Tensor x = draws(s);
          if (d.isDiscrete()) {
            near(x, d.icdf(d.cdf(x)), 0, "icdf");
            near(x, d.inverseLogCdf(d.logCdf(x)), 0, "inverseLogCdf");
            return;
          }
          Tensor p = fit(Tensor.of(1e-9, 0.2, 0.5, 0.9).reshape(4, 1).expand(4, width(d)), d);
          reached(d, p.log(), d.icdf(p), true);
          reached(d, p.log(), d.inverseSurvival(p), false);
        });
  }

  /** The end of the support next to x, where a point further out cannot be told from it. */
  private static double edge(Distribution d, double x) {
    Tensor low = d.inverseLogCdf(Tensor.scalar(Double.NEGATIVE_INFINITY));
    Tensor high = d.inverseLogSurvival(Tensor.scalar(Double.NEGATIVE_INFINITY));
    Tensor ends = Tensor.concat(-1, low.reshape(width(d)), high.reshape(width(d)));
    Tensor near = Tensor.where(ends.eq(x), Tensor.scalar(x), Tensor.scalar(Double.NaN));
    for (double end : near.toArray()) {
      if (end == x) {
        return x;
      }
    }
    return Double.NaN;
  }

  /**
   * The logarithm of the tail at x, up to what the last bit of x and of the support's end moves.
   */
  private static void reached(Distribution d, Tensor log, Tensor x, boolean below) {
    Tensor back = below ? d.logCdf(x) : d.logSurvival(x);
    Shape shape = Shape.broadcast(back.shape(), log.shape());
    double[] expected = log.expand(shape).toArray();
    double[] found = back.expand(shape).toArray();
    double[] hazard = d.logDensity(x).minus(log).exp().expand(shape).toArray();
    double[] at = x.expand(shape).toArray();
    for (int i = 0; i < found.length; i++) {
      double bit = Math.max(Math.ulp(at[i]), 2.3e-16) * hazard[i];
      if (!(bit < 1e-3)
          || !Double.isFinite(at[i])
          || (Double.isInfinite(found[i]) && at[i] == edge(d, at[i]))) {
        continue;
      }
      double slack = 1e-9 * Math.max(1, Math.abs(expected[i])) * 1e-2 + 8 * bit;
      assertEquals(expected[i], found[i], slack, "at " + at[i]);
    }
  }

  private static int width(Distribution d) {
    return d.batchShape().count();
  }

  private static Tensor fit(Tensor p, Distribution d) {
    return p.reshape(Shape.of(p.size(0)).append(d.batchShape()));
  }

  @TestFactory
  Stream<DynamicTest> theTailsReachFarOut() {
    return each(
        EndsLaws::isSmooth,
        s -> {
          Distribution d = s.distribution();
          Tensor log = fit(Tensor.of(-30, -400, -1500).reshape(3, 1).expand(3, width(d)), d);
          reached(d, log, d.inverseLogCdf(log), true);
          reached(d, log, d.inverseLogSurvival(log), false);
        });
  }

  @TestFactory
  Stream<DynamicTest> meanAndVarianceExist() {
    return each(
        s -> true,
        s -> {
          Distribution d = s.distribution();
          assertEquals(d.batchShape(), d.mean().shape());
          assertEquals(d.batchShape(), d.variance().shape());
        });
  }

  @TestFactory
  Stream<DynamicTest> aGraphGivesTheSame() {
    return each(
        s -> !(s.distribution().support() instanceof OneOf),
        s -> {
          Tensor x = draws(s);
          List<Symbolic.Input> inputs = new ArrayList<>();
          for (Tensor parameter : s.parameters()) {
            inputs.add(Symbolic.Input.of("p" + inputs.size(), parameter.shape()));
          }
          Distribution open = s.builder().apply(List.copyOf(inputs));
          Distribution d = s.distribution();
          if (!(open.logCdf(x) instanceof Symbolic)) {
            return;
          }
          Tensor p = Tensor.scalar(0.3);
          Graph graph =
              Graph.of(inputs, List.of(open.logCdf(x), open.logSurvival(x), open.icdf(p)));
          List<Tensor> found = graph.apply(s.parameters());
          near(d.logCdf(x), found.get(0), 1e-12, "logCdf");
          near(d.logSurvival(x), found.get(1), 1e-12, "logSurvival");
          near(d.icdf(p), found.get(2), 1e-11, "icdf");
        });
  }
}
