package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.uniform;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.handler.Mask;
import dev.merapi.effects.handler.Scale;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Discrete latent sites are summed out of a log density, and come back in the posterior. */
final class DiscreteLatentExamples {
  private static final double[] Y = {-2.1, 3.9, 4.4, -1.8, 0.9};
  private static final Tensor WEIGHTS = Tensor.of(0.3, 0.7);

  /** Two components at mu and mu + 4. */
  private static Model<Tensor> components(Tensor mu) {
    return plate(
        "rows",
        Y.length,
        _ ->
            sample("z", categorical(WEIGHTS))
                .flatMap(
                    z ->
                        deterministic("centre", mu.plus(z.times(4)), 0)
                            .flatMap(centre -> observe("y", normal(centre, 1), Tensor.of(Y)))));
  }

  private static Model<Tensor> mixture() {
    return sample("mu", normal(0, 3)).flatMap(DiscreteLatentExamples::components);
  }

  private static double logNormal(double x, double loc, double scale) {
    double z = (x - loc) / scale;
    return -0.5 * z * z - Math.log(scale) - 0.5 * Math.log(2 * Math.PI);
  }

  private static double row(double mu, double y) {
    return Math.log(0.3 * Math.exp(logNormal(y, mu, 1)) + 0.7 * Math.exp(logNormal(y, mu + 4, 1)));
  }

  private static double value(Model<?> model, double... position) {
    return LogDensity.of(model)
        .potential()
        .logDensityAndGradient(position, new double[position.length]);
  }

  @Test
  void aMixtureIsSummedOut() {
    double expected = logNormal(-1.5, 0, 3);
    for (double y : Y) {
      expected += row(-1.5, y);
    }
    assertEquals(expected, value(mixture(), -1.5), 1e-12);
  }

  @Test
  void theGradientIsThatOfTheSum() {
    double[] gradient = new double[1];
    LogDensity.of(mixture()).potential().logDensityAndGradient(new double[] {-1.5}, gradient);
    double h = 1e-5;
    double difference = (value(mixture(), -1.5 + h) - value(mixture(), -1.5 - h)) / (2 * h);
    assertEquals(difference, gradient[0], 1e-7);
  }

  @Test
  void theScaleStandsOutsideOfTheSum() {
    double expected = logNormal(-1.5, 0, 3);
    for (double y : Y) {
      expected += 5 * row(-1.5, y);
    }
    Model<Tensor> scaled =
        sample("mu", normal(0, 3)).flatMap(mu -> new Scale(5).on(components(mu)));
    assertEquals(expected, value(scaled, -1.5), 1e-11);
  }

  @Test
  void theMaskStandsInsideAndDoesNotReachTheDensityOfTheEnumeratedSite() {
    Tensor mask = Tensor.of(1, 0, 1, 1, 0);
    double expected = logNormal(-1.5, 0, 3) + row(-1.5, Y[0]) + row(-1.5, Y[2]) + row(-1.5, Y[3]);
    Model<Tensor> masked =
        sample("mu", normal(0, 3)).flatMap(mu -> new Mask(mask).on(components(mu)));
    assertEquals(expected, value(masked, -1.5), 1e-12);
  }

  @Test
  void aContinuousSiteMayDependOnADiscreteOne() {
    Model<Tensor> model =
        sample("z", bernoulli(0.3))
            .flatMap(z -> sample("mu", normal(z.times(2), 1)))
            .flatMap(mu -> observe("y", normal(mu, 1), 0.4));
    double prior = 0.7 * Math.exp(logNormal(0.8, 0, 1)) + 0.3 * Math.exp(logNormal(0.8, 2, 1));
    assertEquals(1, LogDensity.of(model).dimension());
    assertEquals(Math.log(prior) + logNormal(0.4, 0.8, 1), value(model, 0.8), 1e-12);
  }

  @Test
  void aModelOfDiscreteSitesAloneHasNoCoordinates() {
    Model<Tensor> model = sample("z", bernoulli(0.3)).flatMap(z -> observe("y", normal(z, 1), 0.4));
    assertEquals(0, LogDensity.of(model).dimension());
  }

  @Test
  void thePosteriorHasJointDrawsOfWhatWasSummedOut() {
    var posterior =
        Posterior.sample(Sampler.nuts().chains(1).warmUp(200).draws(400), mixture(), Key.of(7));
    Tensor z = posterior.get("z");
    assertEquals(Shape.of(400, Y.length), z.shape());
    Tensor mu = posterior.get("mu").reshape(400, 1);
    assertEquals(mu.plus(z.times(4)), posterior.get("centre"));
    Tensor y = Tensor.of(Y);
    Tensor high = normal(mu.plus(4), 1).logProb(y).exp().times(0.7);
    Tensor low = normal(mu, 1).logProb(y).exp().times(0.3);
    Tensor expected = high.div(high.plus(low)).mean(0);
    double[] frequency = z.mean(0).toArray();
    for (int i = 0; i < Y.length; i++) {
      assertEquals(expected.get(i).item(), frequency[i], 0.1, "row " + i);
    }
  }

  @Test
  void explainsWhatIsSummedOut() {
    String text = LogDensity.of(mixture()).explain();
    assertTrue(text.contains("z: 2 factors over [z 2, rows 5], 10 entries"), text);
  }

  @Test
  void aSupportThatDependsOnADiscreteSiteIsRefused() {
    Model<Tensor> model =
        sample("z", bernoulli(0.3)).flatMap(z -> sample("u", uniform(Tensor.scalar(0), z.plus(1))));
    var error = assertThrows(ModelException.class, () -> LogDensity.of(model));
    assertTrue(String.valueOf(error.getMessage()).contains("'u'"), error.getMessage());
  }

  @Test
  void aMarkForSequentialEnumerationIsRefused() {
    Model<Tensor> model =
        new ConfigEnumerate(new Enumeration.Sequential()).on(sample("z", bernoulli(0.3)));
    var error = assertThrows(ModelException.class, () -> LogDensity.of(model));
    assertTrue(String.valueOf(error.getMessage()).contains("'z'"), error.getMessage());
  }
}
