package dev.merapi.laws;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.normal;
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
import dev.merapi.effects.handler.Scale;
import dev.merapi.infer.vi.TraceEnum;
import dev.merapi.infer.vi.TraceTmc;
import dev.merapi.laws.internal.Forced;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Draws of several sites count in all their combinations. */
class TraceTmcLaws {
  private static final Key KEY = Key.of(5);
  private static final Tensor Y = Tensor.of(0.4, 1.9);

  /** A location, two rows about it, and an observation of each. */
  private static Model<Tensor> model() {
    return sample("x", normal(0, 1))
        .flatMap(
            x ->
                plate(
                    "rows",
                    2,
                    _ -> sample("r", normal(x, 1)).flatMap(r -> observe("y", normal(r, 0.5), Y))));
  }

  private static Model<Tensor> guide(Tensor p) {
    return sample("x", normal(p.get(0), 0.9))
        .flatMap(x -> plate("rows", 2, _ -> sample("r", normal(x.times(p.get(1)), 1.1))));
  }

  private static Model<Tensor> many(int n, Tensor p) {
    return new ConfigEnumerate(new Enumeration.Draws(n)).on(guide(p));
  }

  private static double density(double value, double loc, double scale) {
    return Math.exp(normal(loc, scale).logProb(Tensor.scalar(value)).item());
  }

  /** x has 2 draws; r has 2 for each row and each of those. */
  @Test
  void theSumIsOverAllCombinations() {
    Tensor p = Tensor.of(0.6, 0.8);
    double[] x = {0.2, 1.3};
    double[][][] r = {{{0.1, 1.0}, {0.7, 2.0}}, {{-0.4, 1.5}, {0.9, 1.1}}};
    Tensor rows = Tensor.of(flat(r), Shape.of(2, 2, 2));
    Model<?> forced =
        sample("x", new Forced(normal(p.get(0), 0.9), Tensor.of(x)))
            .flatMap(
                at ->
                    plate(
                        "rows",
                        2,
                        _ ->
                            sample(
                                "r",
                                new Forced(
                                    normal(at.times(p.get(1)), 1.1),
                                    Tensor.where(
                                        at.eq(x[0]),
                                        rows.slice(1, 0, 1).squeeze(1),
                                        rows.slice(1, 1, 2).squeeze(1))))));
    Model<?> proposal = new ConfigEnumerate(new Enumeration.Draws(2)).on(forced);
    double sum = 0;
    for (int k = 0; k < 2; k++) {
      double weight = density(x[k], 0, 1) / density(x[k], 0.6, 0.9);
      for (int row = 0; row < 2; row++) {
        double mean = 0;
        for (int j = 0; j < 2; j++) {
          double value = r[j][k][row];
          mean +=
              density(value, x[k], 1)
                  * density(Y.at(row).item(), value, 0.5)
                  / density(value, 0.8 * x[k], 1.1)
                  / 2;
        }
        weight *= mean;
      }
      sum += weight / 2;
    }
    assertEquals(Math.log(sum), TraceTmc.EXACT.elbo(model(), proposal, KEY).item(), 1e-12);
    Model<?> scaled = new Scale(3).on(model());
    Model<?> scaledGuide = new Scale(3).on(proposal);
    assertEquals(3 * Math.log(sum), TraceTmc.EXACT.elbo(scaled, scaledGuide, KEY).item(), 1e-12);
  }

  private static double[] flat(double[][][] numbers) {
    double[] flat = new double[8];
    for (int i = 0; i < 8; i++) {
      flat[i] = numbers[i / 4][i / 2 % 2][i % 2];
    }
    return flat;
  }

  @Test
  void oneDrawIsOneTermOfTheBound() {
    Tensor p = Tensor.of(0.6, 0.8);
    double one = TraceEnum.EXACT.elbo(model(), guide(p), KEY).item();
    assertEquals(one, TraceTmc.EXACT.elbo(model(), guide(p), KEY).item(), 1e-12);
    assertEquals(one, TraceTmc.EXACT.elbo(model(), many(1, p), KEY).item(), 1e-12);
  }

  /** y is normal with variance 1.25 in each row and covariance 1: ln p(y) in closed form. */
  @Test
  void manyDrawsComeNearTheEvidence() {
    double a = Y.at(0).item();
    double b = Y.at(1).item();
    double det = 2.25 * 2.25 - 1;
    double square = (2.25 * (a * a + b * b) - 2 * a * b) / det;
    double evidence = -0.5 * square - 0.5 * Math.log(det) - Math.log(2 * Math.PI);
    double found = TraceTmc.EXACT.elbo(model(), many(400, Tensor.of(0.6, 0.8)), KEY).item();
    assertEquals(evidence, found, 0.1);
  }

  @Test
  void theGradientIsADifferenceQuotient() {
    Symbolic.Input p = Symbolic.Input.recorded("p", Tensor.of(0.6, 0.8).dense());
    Tensor bound = TraceTmc.EXACT.elbo(model(), many(3, p), KEY);
    double[] gradient = Gradient.ofRecorded(bound, List.of(p)).getFirst().toArray();
    double h = 1e-5;
    double up = TraceTmc.EXACT.elbo(model(), many(3, Tensor.of(0.6 + h, 0.8)), KEY).item();
    double down = TraceTmc.EXACT.elbo(model(), many(3, Tensor.of(0.6 - h, 0.8)), KEY).item();
    assertEquals((up - down) / (2 * h), gradient[0], 1e-7);
  }

  @Test
  void enumeratedSitesAreSummedExactly() {
    Model<?> model =
        new ConfigEnumerate()
            .on(sample("z", bernoulli(0.3)).flatMap(z -> observe("y", normal(z, 1), 0.4)));
    Model<?> guide = new ConfigEnumerate().on(sample("z", bernoulli(0.9)));
    double evidence = Math.log(0.7 * density(0.4, 0, 1) + 0.3 * density(0.4, 1, 1));
    assertEquals(evidence, TraceTmc.EXACT.elbo(model, guide, KEY).item(), 1e-12);
  }

  @Test
  void aDrawWithoutAGradientIsRefused() {
    Model<?> model = sample("z", bernoulli(0.3));
    var error = assertThrows(ModelException.class, () -> TraceTmc.EXACT.elbo(model, model, KEY));
    assertTrue(String.valueOf(error.getMessage()).contains("'z'"), error.getMessage());
    assertTrue(String.valueOf(error.getMessage()).contains("Bernoulli"), error.getMessage());
  }
}
