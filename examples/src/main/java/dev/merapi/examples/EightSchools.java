package dev.merapi.examples;

import static dev.merapi.distributions.Distributions.halfCauchy;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * Does coaching help? Eight schools each measured the effect of a course on test scores, with a
 * known standard error (Rubin, <em>Estimation in parallel randomized experiments</em>, 1981, table
 * 1).
 *
 * <p>mu ~ Normal(0, 5), tau ~ HalfCauchy(5), and for each school theta ~ Normal(mu, tau), y ~
 * Normal(theta, sigma). It is written without its centre, theta = mu + tau z with z ~ Normal(0, 1):
 * the data say little about tau, and a sampler walks more easily where z does not depend on it.
 */
final class EightSchools {
  private static final List<String> SCHOOLS =
      List.of(
          "Choate",
          "Deerfield",
          "Phillips Andover",
          "Phillips Exeter",
          "Hotchkiss",
          "Lawrenceville",
          "St. Paul's",
          "Mt. Hermon");
  private static final Tensor EFFECT = Tensor.of(28, 8, -3, 7, -1, 1, 18, 12);
  private static final Tensor STANDARD_ERROR = Tensor.of(15, 10, 16, 11, 9, 11, 10, 18);

  private EightSchools() {}

  /** The model of the measured effects. */
  static Model<Tensor> model() {
    // @formatter:off
    return sample("mu", normal(0, 5)).flatMap(mu ->
           sample("tau", halfCauchy(5)).flatMap(tau ->
           plate("schools", SCHOOLS, _ ->
           sample("z", normal(0, 1)).flatMap(z ->
           deterministic("theta", mu.plus(tau.times(z)), 0).flatMap(theta ->
           observe("y", normal(theta, STANDARD_ERROR), EFFECT))))));
    // @formatter:on
  }
}
