package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.effects.Model;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.Simd;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Chains that share their way through a large matrix have the bits that they have alone. */
final class ChainsInOnePassLaws {
  private static final int ROWS = 3800;
  private static final int COLUMNS = 70;

  private static Model<Tensor> regression(int rows) {
    SplittableRandom random = new SplittableRandom(1);
    Tensor x =
        Tensor.of(random.doubles((long) rows * COLUMNS, -1, 1).toArray(), Shape.of(rows, COLUMNS));
    Tensor y = Tensor.of(random.ints(rows, 0, 2).asDoubleStream().toArray());
    return sample("b", normal(0, 1).expand(Shape.of(COLUMNS)).toEvent(1))
        .flatMap(b -> plate("rows", rows, _ -> observe("y", Bernoulli.ofLogits(x.matmul(b)), y)));
  }

  /** Also while the interpreter still runs. */
  @Test
  void gradientsAreThoseOfOnePosition() {
    Potential potential = LogDensity.of(regression(ROWS)).potential();
    int width = 5;
    Potential.Together together = potential.together(width);
    SplittableRandom random = new SplittableRandom(2);
    for (int pass = 0; pass < 20; pass++) {
      int count = 1 + pass % width;
      double[][] positions = new double[count][];
      double[][] gradients = new double[count][COLUMNS];
      double[] values = new double[count];
      for (int i = 0; i < count; i++) {
        positions[i] = random.doubles(COLUMNS, -1, 1).toArray();
      }
      together.logDensitiesAndGradients(count, positions, values, gradients);
      double[] gradient = new double[COLUMNS];
      for (int i = 0; i < count; i++) {
        assertEquals(potential.logDensityAndGradient(positions[i], gradient), values[i]);
        assertArrayEquals(gradient, gradients[i]);
      }
    }
  }

  @Test
  void drawsAreThoseOfChainsAlone() {
    Potential potential = LogDensity.of(regression(ROWS)).potential();
    Sampler sampler = Sampler.stan().chains(5).threads(1).warmUp(6).draws(3);
    Chains alone = sampler.lanes(1).run(potential, Key.of(1));
    Chains together = sampler.run(potential, Key.of(1));
    assertTrue(Arrays.deepEquals(alone.draws(), together.draws()));
  }

  private static Model<Tensor> groups() {
    SplittableRandom random = new SplittableRandom(3);
    int rows = 300;
    Tensor group = Tensor.of(random.ints(rows, 0, 20).asDoubleStream().toArray());
    Tensor y = Tensor.of(random.doubles(rows, -1, 1).toArray());
    return sample("a", normal(0, 1).expand(Shape.of(20)).toEvent(1))
        .flatMap(a -> plate("rows", rows, _ -> observe("y", normal(a.take(0, group), 0.5), y)));
  }

  @Test
  void chainsThatScatterHaveTheDrawsThatTheyHaveAlone() {
    Potential potential = LogDensity.of(groups()).potential();
    Sampler sampler = Sampler.stan().chains(5).threads(1).warmUp(20).draws(10);
    Chains alone = sampler.lanes(1).run(potential, Key.of(1));
    Chains together = sampler.run(potential, Key.of(1));
    assertTrue(Arrays.deepEquals(alone.draws(), together.draws()));
  }

  /** Where registers hold four numbers. */
  @Test
  void companyIsKeptForLoopsThatScatter() {
    assertEquals(Simd.lanes() < 4 ? 1 : 8, LogDensity.of(groups()).potential().lanes());
  }

  /** Small matrices stay in the cache by themselves. */
  @Test
  void companyIsKeptForLargeMatrices() {
    assertEquals(8, LogDensity.of(regression(ROWS)).potential().lanes());
    assertEquals(1, LogDensity.of(regression(ROWS / 2)).potential().lanes());
  }
}
