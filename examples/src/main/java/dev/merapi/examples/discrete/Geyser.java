package dev.merapi.examples.discrete;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.uniform;
import static dev.merapi.effects.Models.let;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;

/**
 * How long does one wait for the next eruption of the geyser Old Faithful? There are two kinds of
 * waits, short and long, and nobody wrote down which is which: a mixture of two normal
 * distributions.
 *
 * <p>long ~ Uniform(0, 1) is the share of long waits; loc ~ Normal((55, 80), 10) and scale ~
 * HalfNormal(10) for each kind; for each eruption kind ~ Bernoulli(long) and wait ~
 * Normal(loc[kind], scale[kind]), in minutes.
 *
 * <p>Known answer: the likelihood is greatest at a share of 0.639, means of 54.61 and 80.09 and
 * deviations of 5.871 and 5.868 (Benaglia, Chauveau, Hunter and Young, <em>mixtools: an R package
 * for analyzing finite mixture models</em>, Journal of Statistical Software 32(6), 2009, section
 * 3.1). Data: 272 waits of August 1985 (Azzalini and Bowman, <em>A look at some data on the Old
 * Faithful geyser</em>, Applied Statistics 39(3), 1990).
 */
public final class Geyser {
  private Geyser() {}

  /** The waits, in minutes. */
  static Tensor waits() {
    return Tensor.of(
        DataFile.rows("geyser.csv").stream()
            .mapToDouble(row -> Double.parseDouble(row[0]))
            .toArray());
  }

  /** The model of the waits. */
  static Model<Tensor> model(Tensor waits) {
    // @formatter:off
    return let(sample("long", uniform(0, 1)),
               plate("kinds", 2, _ -> sample("loc", normal(Tensor.of(55, 80), 10))),
               plate("kinds", 2, _ -> sample("scale", halfNormal(10))), (share, loc, scale) ->
           plate("eruptions", waits.size(0), _ ->
           let(sample("kind", bernoulli(share)), kind ->
           observe("wait", normal(loc.get(kind), scale.get(kind)), waits))));
    // @formatter:on
  }

  /** Prints the posterior, and how sure the kind of a wait is. */
  public static void main(String[] arguments) {
    Tensor waits = waits();
    Posterior posterior =
        Posterior.sample(Sampler.nuts().chains(2).warmUp(500).draws(500), model(waits), Key.of(1));
    System.out.printf(
        "272 waits for Old Faithful%n%n%s%n", Report.of(posterior, "long", "loc", "scale"));
    System.out.println("probability that a wait is of the long kind:");
    Tensor chance = posterior.get("kind").mean(0);
    for (int minutes = 60; minutes <= 74; minutes += 2) {
      for (int i = 0; i < waits.size(0); i++) {
        if (waits.at(i).item() == minutes) {
          System.out.printf("  %d min  %.2f%n", minutes, chance.at(i).item());
          break;
        }
      }
    }
  }
}
