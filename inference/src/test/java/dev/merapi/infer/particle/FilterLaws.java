package dev.merapi.infer.particle;

import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.uniform;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Settings;
import dev.merapi.infer.codec.Codec;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;

/** Filters that look ahead, or go on until they live: right on average, and of use. */
final class FilterLaws {
  private static final double[] DATA = {0.3, 1.9, -0.8, 0.4};

  /** The walk of {@link Walks}, seen sharply. */
  private static Model<Tensor> sharp(double noise) {
    return Models.fold(
        IntStream.range(0, DATA.length).boxed().toList(),
        Tensor.scalar(0),
        (x, t) ->
            sample("x_" + t, t == 0 ? normal(0, 1) : normal(x.times(0.9), 1))
                .flatMap(now -> observe("y_" + t, normal(now, noise), DATA[t]).map(_ -> now)));
  }

  private static double exact(double noise) {
    double mean = 0;
    double variance = 1;
    double sum = 0;
    for (int t = 0; t < DATA.length; t++) {
      mean *= t == 0 ? 1 : 0.9;
      variance = t == 0 ? 1 : 0.81 * variance + 1;
      double total = variance + noise * noise;
      double error = DATA[t] - mean;
      sum -= 0.5 * (Math.log(2 * Math.PI * total) + error * error / total);
      mean += variance / total * error;
      variance *= noise * noise / total;
    }
    return sum;
  }

  /** The mean and the variance of Ẑ/Z. */
  private static double[] ratio(Smc smc, Model<?> model, double exact, int runs) {
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < runs; k++) {
      Key key = Key.of(7).fold(k);
      double logEvidence =
          Settings.DEFAULT.validation(false).in(() -> smc.run(model, key).logEvidence());
      sum += Math.exp(logEvidence - exact);
      squares += Math.exp(2 * (logEvidence - exact));
    }
    double mean = sum / runs;
    return new double[] {mean, (squares / runs - mean * mean) * runs / (runs - 1)};
  }

  private static void requireUnbiased(double[] ratio, int runs) {
    assertEquals(1, ratio[0], 4 * Math.sqrt(ratio[1] / runs));
  }

  @Example
  void lookingAheadHasNoBias() {
    requireUnbiased(ratio(Smc.auxiliary(20), sharp(0.5), exact(0.5), 200), 200);
    requireUnbiased(
        ratio(
            Smc.auxiliary(20).threshold(1).resampling(Resampling.MULTINOMIAL),
            sharp(0.5),
            exact(0.5),
            200),
        200);
  }

  /** Where the past and the future want other particles, looking there is worth it. */
  @Example
  void lookingAheadVariesLess() {
    Model<Tensor> jumps =
        sample("a", normal(0, 3))
            .flatMap(a -> observe("ya", normal(a, 1.2), -2).map(_ -> a))
            .flatMap(a -> sample("b", normal(a, 0.3)))
            .flatMap(b -> observe("yb", normal(b, 0.3), 1.5).map(_ -> b))
            .flatMap(
                b ->
                    sample("c", normal(b, 0.3))
                        .flatMap(c -> observe("yc", normal(c, 1), 2).map(_ -> c)));
    int runs = 100;
    double[] plain = ratio(Smc.of(40).threshold(1), jumps, 0, runs);
    double[] ahead = ratio(Smc.auxiliary(40).threshold(1), jumps, 0, runs);
    assertEquals(plain[0], ahead[0], 4 * Math.sqrt((plain[1] + ahead[1]) / runs));
    assertTrue(ahead[1] < 0.6 * plain[1], ahead[1] + " and " + plain[1]);
  }

  /** A walk on three places, of which what is seen forbids two. */
  private static Model<Tensor> places(int... seen) {
    return Models.fold(
        IntStream.range(0, seen.length).boxed().toList(),
        Tensor.scalar(0),
        (z, t) ->
            sample("z_" + t, categorical(TABLE.get(z)))
                .flatMap(
                    now ->
                        factor("seen_" + t, now.item() == seen[t] ? 0 : Double.NEGATIVE_INFINITY)
                            .map(_ -> now)));
  }

  private static final Tensor TABLE =
      Tensor.of(0.6, 0.3, 0.1, 0.2, 0.5, 0.3, 0.1, 0.8, 0.1).reshape(3, 3);

  @Example
  void theAliveHaveNoBias() {
    double exact = Math.log(0.1 * 0.8 * 0.5 * 0.2);
    Model<Tensor> model = places(2, 1, 1, 0);
    requireUnbiased(ratio(Smc.alive(5), model, exact, 250), 250);
    Particles<Tensor> run = Smc.alive(6).run(model, Key.of(1));
    assertEquals(4, run.steps().size());
    assertEquals(6, run.effective(), 1e-9);
  }

  @Example
  void theAliveWeighToo() {
    requireUnbiased(ratio(Smc.alive(20), sharp(0.5), exact(0.5), 200), 200);
  }

  @Example
  void nobodyLives() {
    Model<Tensor> model =
        places(2, 1)
            .flatMap(z -> sample("u", uniform(0, 1)))
            .flatMap(u -> observe("seen", uniform(u, 1), 3.0));
    String text =
        assertThrows(ModelException.class, () -> Smc.alive(2).run(model, Key.of(1))).getMessage();
    assertTrue(text.startsWith("Of 20000 particles that were tried in step 2 none is alive"), text);
  }

  @Example
  void threadsAndStreamsHaveTheSameBits() {
    Codec<Particles<Tensor>> codec =
        Particles.codec(
            Codec.of((x, out) -> out.writeDouble(x.item()), in -> Tensor.scalar(in.readDouble())));
    for (Smc smc : List.of(Smc.auxiliary(30), Smc.alive(30))) {
      Particles<Tensor> one = smc.run(Walks.model(0.3, 0.1, 0.4), Key.of(2));
      Particles<Tensor> three = smc.threads(3).run(Walks.model(0.3, 0.1, 0.4), Key.of(2));
      assertArrayEquals(codec.bytes(one), codec.bytes(three));
      Particles<Tensor> first = smc.run(Walks.model(0.3, 0.1), Key.of(2));
      Particles<Tensor> read = codec.of(codec.bytes(first));
      assertArrayEquals(codec.bytes(one), codec.bytes(smc.next(read, x -> Walks.step(2, x, 0.4))));
    }
  }
}
