package dev.merapi.infer.trace;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.gaussian.LinearGaussian;
import dev.merapi.infer.particle.Particles;
import dev.merapi.infer.particle.Smc;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.stream.IntStream;
import net.jqwik.api.Example;

/** Streams whose particles are moved between data: a parameter that no datum draws anew. */
final class MovedPopulationLaws {
  private static final double[] DATA = {1.9, 2.4, 1.1, 2.7, 1.6, 2.2};
  private static final Smc SMC = Smc.of(100).threshold(1);

  private static Model<Tensor> step(int t, Tensor m) {
    return sample("e_" + t, normal(0, 0.3))
        .flatMap(e -> observe("y_" + t, normal(m.plus(e), 0.5), DATA[t]))
        .map(_ -> m);
  }

  private static Model<Tensor> upTo(int n) {
    Model<Tensor> model = sample("m", normal(0, 1.5));
    for (int t = 0; t < n; t++) {
      int now = t;
      model = model.flatMap(m -> step(now, m));
    }
    return model;
  }

  private static Particles<Tensor> stream(boolean moving, Key key) {
    Particles<Tensor> at = SMC.run(upTo(1), key);
    for (int t = 1; t < DATA.length; t++) {
      int now = t;
      at = SMC.next(at, m -> step(now, m));
      Model<Tensor> soFar = upTo(t + 1);
      Move walk = Move.proposed(soFar, run -> sample("m", normal(run.get("m"), 0.4)));
      at = moving ? SMC.moved(at, soFar, walk.repeat(2)) : at;
    }
    return at;
  }

  private static long different(Particles<Tensor> particles) {
    return IntStream.range(0, particles.size())
        .mapToDouble(i -> particles.values(i).get("m").item())
        .distinct()
        .count();
  }

  @Example
  void movingKeepsThePosteriorAndComesApart() {
    LinearGaussian exact = LinearGaussian.of(upTo(DATA.length));
    int runs = 8;
    double[] means = new double[runs];
    double[] ratios = new double[runs];
    long apart = 0;
    long equal = 0;
    for (int k = 0; k < runs; k++) {
      Particles<Tensor> moved = stream(true, Key.of(k));
      means[k] = moved.mean(Tensor::item);
      ratios[k] = Math.exp(moved.logEvidence() - exact.logEvidence());
      apart += different(moved);
      equal += different(stream(false, Key.of(k)));
    }
    requireMean(exact.mean().get("m").item(), means);
    requireMean(1, ratios);
    assertTrue(apart > 3 * equal, apart + " and " + equal);
  }

  private static void requireMean(double expected, double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    double error = Math.sqrt(squares / values.length / (values.length - 1));
    assertEquals(expected, mean, 6 * error);
  }

  @Example
  void theSameKeyTheSameBits() {
    assertArrayEquals(
        stream(true, Key.of(1)).posterior().get("m").toArray(),
        stream(true, Key.of(1)).posterior().get("m").toArray());
  }

  @Example
  void aPastThatIsForgotten() {
    Particles<Tensor> forgetting = SMC.run(upTo(1), Key.of(1)).forgetting();
    String text =
        assertThrows(ModelException.class, () -> SMC.moved(forgetting, upTo(1), Move.one(upTo(1))))
            .getMessage();
    assertTrue(text.startsWith("Particle 0 has no values that could be moved"), text);
  }
}
