package dev.merapi.infer.mcmc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.chain.StartException;
import dev.merapi.tensor.Key;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import net.jqwik.api.Example;

/** Targets whose log density is no log-density somewhere. */
final class FaultExamples {
  /** A standard normal, but something else where |x| > 1.5. */
  private record Holed(double beyond) implements Targets.Shared {
    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public double logDensityAndGradient(double[] q, double[] gradient) {
      gradient[0] = -q[0];
      return Math.abs(q[0]) > 1.5 ? beyond : -0.5 * q[0] * q[0];
    }
  }

  /** A function of one coordinate by its value and slope. */
  private record Line(DoubleUnaryOperator value, DoubleUnaryOperator slope)
      implements Targets.Shared {
    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public double logDensityAndGradient(double[] q, double[] gradient) {
      gradient[0] = slope.applyAsDouble(q[0]);
      return value.applyAsDouble(q[0]);
    }
  }

  /** Any kernel treats NaN and +∞ as impossible, and the advice says so. */
  @Example
  void noKernelGoesWhereThereIsNoDensity() {
    for (double beyond : new double[] {Double.POSITIVE_INFINITY, Double.NaN}) {
      for (Sampler sampler : List.of(Sampler.nuts(), Sampler.hmc(1.5), Sampler.randomWalk())) {
        Chains chains = sampler.chains(2).warmUp(200).draws(500).run(new Holed(beyond), Key.of(1));
        for (double[][] draws : chains.draws()) {
          for (double[] q : draws) {
            assertTrue(Math.abs(q[0]) <= 1.5, "went to " + q[0]);
          }
        }
        List<String> advice = Posterior.of(List.of("x"), chains).advice();
        assertTrue(
            advice.stream().anyMatch(s -> s.contains("is NaN or +∞, which no density is")),
            advice.toString());
      }
    }
  }

  /** −∞ is a density, that of nothing, and no fault. */
  @Example
  void minusInfinityIsNoFault() {
    Chains chains =
        Sampler.nuts()
            .chains(2)
            .warmUp(200)
            .draws(500)
            .run(new Holed(Double.NEGATIVE_INFINITY), Key.of(1));
    List<String> advice = Posterior.of(List.of("x"), chains).advice();
    assertTrue(advice.stream().noneMatch(s -> s.contains("is NaN or +∞")), advice.toString());
  }

  /** exp(exp(2.5x)) is finite everywhere a start is looked for, and absurd for half of them. */
  @Example
  void aFiniteButAbsurdStartIsNotTaken() {
    Line steep =
        new Line(
            x -> -Math.exp(Math.exp(2.5 * x)) - 0.5 * x * x,
            x -> -2.5 * Math.exp(2.5 * x) * Math.exp(Math.exp(2.5 * x)) - x);
    for (int seed = 0; seed < 20; seed++) {
      Point start = Start.uniform().of(steep, 0, Key.of(seed));
      assertTrue(start.logDensity() > -1e6, start.toString());
    }
  }

  @Example
  void onlyAbsurdStartsAreASentence() {
    Line hopeless = new Line(x -> -1e200 * x * x, x -> -2e200 * x);
    String message =
        assertThrows(StartException.class, () -> Start.uniform().of(hopeless, 0, Key.of(1)))
            .getMessage();
    assertTrue(String.valueOf(message).contains("only absurdly steep ones"), message);
  }

  /** A step size of 1e-100 ends the chain with a sentence. */
  @Example
  void aStepThatMovesNothingIsASentence() {
    Line hopeless = new Line(x -> -1e200 * x * x, x -> -2e200 * x);
    String message =
        assertThrows(
                SamplingException.class,
                () ->
                    Sampler.nuts().chains(1).run(hopeless, Key.of(1), Start.at(1.0), Progress.NONE))
            .getMessage();
    assertTrue(String.valueOf(message).contains("the step size has fallen to"), message);
    assertTrue(String.valueOf(message).contains("give starting values"), message);
  }

  /** The first finite start is taken where it is not absurd: draws stay as they were. */
  @Example
  void anOrdinaryStartIsTheFirst() {
    Targets.Normals ordinary = new Targets.Normals(1, 1e-2);
    Point start = Start.uniform().of(ordinary, 0, Key.of(3));
    double[] first = new double[2];
    dev.merapi.tensor.internal.random.Draws.uniform(Key.of(3).fold(0), first, 0, 2);
    assertEquals(2 * (2 * first[0] - 1), start.coordinate(0));
  }
}
