package dev.merapi.infer.vi;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.discreteUniform;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.oneHotCategorical;
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
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** A guide that enumerates, and the model that follows it, see one world. */
class OneWorldGuideExamples {
  private static final Key KEY = Key.of(1);
  private static final ConfigEnumerate MARKED = new ConfigEnumerate();

  private static Model<Tensor> flags(double p) {
    return plate("p", 3, _ -> sample("x", bernoulli(p)));
  }

  private static double logNormal(double x, double loc) {
    return normal(loc, 1).logProb(Tensor.scalar(x)).item();
  }

  private static double elbo(Model<?> model, Model<?> guide) {
    return TraceEnum.EXACT.elbo(MARKED.on(model), MARKED.on(guide), KEY).item();
  }

  @Test
  void theSumOfAPlateThatTheGuideEnumerates() {
    double expected = 0;
    for (int world = 0; world < 8; world++) {
      int ones = Integer.bitCount(world);
      double q = Math.pow(0.6, ones) * Math.pow(0.4, 3 - ones);
      double p = Math.pow(0.3, ones) * Math.pow(0.7, 3 - ones);
      expected += q * (Math.log(p) + logNormal(2, ones) - Math.log(q));
    }
    Model<?> model = flags(0.3).flatMap(x -> observe("y", normal(x.sum(), 1), 2));
    assertEquals(expected, elbo(model, flags(0.6)), 1e-12);
  }

  @Test
  void aOneHotVectorThatTheGuideEnumerates() {
    double[] p = {0.2, 0.3, 0.5};
    double[] q = {0.4, 0.4, 0.2};
    double expected = 0;
    for (int k = 0; k < 3; k++) {
      expected += q[k] * (Math.log(p[k] / q[k]) + logNormal(2, k + 1));
    }
    Model<?> model =
        sample("z", oneHotCategorical(Tensor.of(p)))
            .flatMap(z -> observe("y", normal(z.times(Tensor.of(1, 2, 3)).sum(), 1), 2));
    assertEquals(expected, elbo(model, sample("z", oneHotCategorical(Tensor.of(q)))), 1e-12);
  }

  /** ln q of an even distribution is the same for all values, but each of them counts. */
  @Test
  void anEvenGuide() {
    Model<?> even = sample("z", discreteUniform(0, 2)).flatMap(z -> observe("y", normal(z, 1), 2));
    double expected = 0;
    for (int k = 0; k < 3; k++) {
      expected += logNormal(2, k) / 3;
    }
    assertEquals(expected, elbo(even, sample("z", discreteUniform(0, 2))), 1e-12);
  }

  /** w stands behind all elements of x, in the guide and in the model. */
  @Test
  void aSiteThatDependsOnTheSumOfAnother() {
    Model<?> model =
        flags(0.3)
            .flatMap(x -> sample("w", bernoulli(x.sum().div(4).plus(0.1))))
            .flatMap(w -> observe("y", normal(w, 1), 1));
    Model<?> guide = flags(0.7).flatMap(x -> sample("w", bernoulli(x.sum().div(5).plus(0.1))));
    double expected = 0;
    for (int world = 0; world < 16; world++) {
      int ones = Integer.bitCount(world & 7);
      int w = world >> 3;
      double p = Math.pow(0.3, ones) * Math.pow(0.7, 3 - ones);
      double q = Math.pow(0.7, ones) * Math.pow(0.3, 3 - ones);
      p *= w == 1 ? ones / 4.0 + 0.1 : 0.9 - ones / 4.0;
      q *= w == 1 ? ones / 5.0 + 0.1 : 0.9 - ones / 5.0;
      expected += q * (Math.log(p / q) + logNormal(1, w));
    }
    assertEquals(expected, elbo(model, guide), 1e-12);
  }

  @Test
  void aNumberOfAnEnumeratedSiteIsRefusedByName() {
    Model<?> model = sample("z", bernoulli(0.3)).flatMap(z -> observe("y", normal(z, 1), 1));
    Model<?> guide =
        sample("z", bernoulli(0.5))
            .flatMap(z -> z.item() > 0 ? sample("a", bernoulli(0.5)) : sample("b", bernoulli(0.5)));
    String message =
        String.valueOf(assertThrows(ModelException.class, () -> elbo(model, guide)).getMessage());
    assertTrue(message.contains("'z'") && message.contains("sequential"), message);
  }

  @Test
  void severalDrawsAreSeenAsOneValue() {
    Model<?> model = flags(0.3).flatMap(x -> observe("y", normal(x.sum(), 1), 2));
    Model<?> guide = new ConfigEnumerate(new Enumeration.Draws(2)).on(flags(0.6));
    assertTrue(Double.isFinite(TraceEnum.EXACT.elbo(model, guide, KEY).item()));
  }
}
