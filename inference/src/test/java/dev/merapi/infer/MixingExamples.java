package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Targets;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import java.util.List;
import net.jqwik.api.Example;

/** What is said of posteriors that are known to be hard. */
final class MixingExamples {
  private static final Sampler SHORT = Sampler.nuts().draws(300);

  private static String advice(Sampler sampler, Potential target, String... names) {
    return String.join("\n", Posterior.of(List.of(names), sampler.run(target, Key.of(3))).advice());
  }

  /** v ~ Normal(0, 3), x ~ Normal(0, e^{v/2}). */
  private record Funnel() implements Targets.Shared {
    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public double logDensityAndGradient(double[] q, double[] gradient) {
      double precision = Math.exp(-q[0]);
      gradient[0] = -q[0] / 9 - 0.5 + 0.5 * q[1] * q[1] * precision;
      gradient[1] = -q[1] * precision;
      return -q[0] * q[0] / 18 - 0.5 * q[0] - 0.5 * q[1] * q[1] * precision;
    }
  }

  /** Normals of deviation 1 at 0 and 20, of weights 1 and e^{−drop}. */
  private record Modes(double drop) implements Targets.Shared {
    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public double logDensityAndGradient(double[] q, double[] gradient) {
      double a = -0.5 * q[0] * q[0];
      double b = -0.5 * (q[0] - 20) * (q[0] - 20) - drop;
      double share = 1 / (1 + Math.exp(a - b));
      gradient[0] = -q[0] * (1 - share) - (q[0] - 20) * share;
      return Math.max(a, b) + Math.log1p(Math.exp(-Math.abs(a - b)));
    }
  }

  /** Student's t with 1 degree of freedom. */
  private record Cauchy() implements Targets.Shared {
    @Override
    public int dimension() {
      return 1;
    }

    @Override
    public double logDensityAndGradient(double[] q, double[] gradient) {
      gradient[0] = -2 * q[0] / (1 + q[0] * q[0]);
      return -Math.log1p(q[0] * q[0]);
    }
  }

  @Example
  void aFunnelIsOne() {
    String advice = advice(SHORT, new Funnel(), "v", "x");
    assertTrue(advice.contains("The spread of x goes with v"), advice);
    assertTrue(advice.contains("a funnel"), advice);
  }

  @Example
  void modesAreApart() {
    Start each =
        Start.each(
            List.of(new double[] {0}, new double[] {20}, new double[] {0}, new double[] {20}),
            _ -> "");
    String advice = advice(SHORT.start(each), new Modes(0), "x");
    assertTrue(advice.contains("Chains stay apart in x"), advice);
    assertTrue(advice.contains("several modes"), advice);
  }

  /** All chains keep the higher mode; the other one was seen on the way. */
  @Example
  void aModeThatWasNotTakenIsTold() {
    Start from = Start.climbed(8, 40);
    Modes shifted = new Modes(2);
    Potential near =
        new Targets.Shared() {
          @Override
          public int dimension() {
            return 1;
          }

          @Override
          public double logDensityAndGradient(double[] q, double[] gradient) {
            return shifted.logDensityAndGradient(new double[] {q[0] + 10}, gradient);
          }
        };
    String advice = advice(SHORT.start(from), near, "x");
    assertTrue(advice.contains("There is another mode"), advice);
    assertTrue(advice.contains("x = 1"), advice);
  }

  /**
   * Density is highest where all effects are 0 and their precision is large, and no draw is there.
   */
  @Example
  void theMouthOfAFunnelIsNoMode() {
    Model<?> model =
        sample("tau", halfNormal(1))
            .flatMap(
                tau ->
                    sample(
                        "x", normal(0, tau.sqrt().reciprocal()).expand(Shape.of(120)).toEvent(1)));
    Sampler few = SHORT.draws(100).warmUp(100);
    String advice = String.join("\n", Posterior.sample(few, model, 1).advice());
    assertFalse(advice.contains("another mode"), advice);
  }

  @Example
  void heavyTailsAre() {
    String advice = advice(SHORT.draws(100), new Cauchy(), "x");
    assertTrue(advice.contains("x has heavy tails"), advice);
  }

  @Example
  void correlationsAreNamed() {
    String advice =
        advice(Sampler.hmc(0.3).draws(200).warmUp(200), new Targets.Correlated(0.995), "a", "b");
    assertTrue(advice.contains("(correlation 0.9"), advice);
  }
}
