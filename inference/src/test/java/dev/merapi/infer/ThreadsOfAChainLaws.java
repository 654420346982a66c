package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Threads that share the rows of a plate change no bit. */
final class ThreadsOfAChainLaws {
  private static final int ROWS = 140_000;

  private static Model<Tensor> regression() {
    SplittableRandom random = new SplittableRandom(1);
    Tensor x = Tensor.of(random.doubles(2L * ROWS, -1, 1).toArray(), Shape.of(ROWS, 2));
    Tensor y = Tensor.of(random.doubles(ROWS, -1, 1).toArray());
    return sample("b", normal(0, 1).expand(Shape.of(2)).toEvent(1))
        .flatMap(
            b ->
                sample("sigma", halfNormal(1))
                    .flatMap(
                        sigma ->
                            plate("rows", ROWS, _ -> observe("y", normal(x.matmul(b), sigma), y))));
  }

  @Test
  void drawsAreThoseOfOneThread() {
    Potential potential = LogDensity.of(regression()).potential();
    Sampler sampler = Sampler.nuts().chains(1).warmUp(20).draws(5);
    Chains one = sampler.threads(1).run(potential, Key.of(1));
    for (int threads = 2; threads <= 3; threads++) {
      Chains more = sampler.threads(threads).run(potential, Key.of(1));
      assertTrue(Arrays.deepEquals(one.draws(), more.draws()), threads + " threads");
    }
  }
}
