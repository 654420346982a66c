package dev.merapi.infer.rows;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Some blocks are right in the mean over all choices, and so is what is fitted to them. */
class AdviLaws {
  private static final int ROWS = 210;
  private static final int BLOCKS = 7;

  private static double[] data() {
    SplittableRandom random = new SplittableRandom(4);
    return random.doubles(ROWS, -1, 4).toArray();
  }

  private static Model<?> program(Map<String, Tensor> rows) {
    Tensor y = rows.getOrDefault("y", Tensor.scalar(0));
    return sample("mu", normal(0, 2))
        .flatMap(mu -> plate("rows", y.size(0), _ -> observe("y", normal(mu, 1), y)));
  }

  private static RowDensity density() {
    return RowModel.of("rows", AdviLaws::program)
        .block(ROWS / BLOCKS)
        .on(Map.of("y", Tensor.of(data())));
  }

  @Test
  void allBlocksAreTheDensity() {
    RowDensity density = density();
    Potential potential = density.potential();
    double[] one = new double[1];
    double[] two = new double[1];
    double[] place = {0.7};
    assertEquals(
        potential.logDensityAndGradient(place, one), density.some().at(new int[0], place, two));
    assertArrayEquals(one, two);
  }

  /** Over all pairs of blocks, values and gradients have the mean of the whole. */
  @Test
  void someBlocksAreUnbiased() {
    RowDensity density = density();
    BlockSum.Some some = density.some();
    double[] whole = new double[1];
    double[] part = new double[1];
    double[] place = {0.7};
    double value = density.potential().logDensityAndGradient(place, whole);
    double sum = 0;
    double slopes = 0;
    int pairs = 0;
    for (int i = 0; i < BLOCKS; i++) {
      for (int j = i + 1; j < BLOCKS; j++) {
        sum += some.at(new int[] {i, j}, place, part);
        slopes += part[0];
        pairs++;
      }
    }
    assertEquals(value, sum / pairs, 1e-9 * Math.abs(value));
    assertEquals(whole[0], slopes / pairs, 1e-9 * Math.abs(whole[0]));
  }

  /** Each of the 35 sets of 3 of 7 comes up equally often: χ² with 34 degrees, p ≥ 1e-6. */
  @Test
  void allChoicesAreEquallyLikely() {
    int[] counts = new int[1 << BLOCKS];
    int n = 3500;
    for (int i = 0; i < n; i++) {
      int set = 0;
      for (int block : Ascent.chosen(Key.of(i), BLOCKS, 3)) {
        set |= 1 << block;
      }
      counts[set]++;
    }
    double squares = 0;
    int sets = 0;
    for (int set = 0; set < counts.length; set++) {
      if (Integer.bitCount(set) == 3) {
        squares += (counts[set] - 100) * (counts[set] - 100) / 100.0;
        sets++;
      }
    }
    assertEquals(35, sets);
    assertEquals(n, Arrays.stream(counts).sum());
    assertTrue(squares < 95, squares + "");
  }

  /** The posterior is normal, so the fit is exact but for the noise of its last steps. */
  @Test
  void aNormalPosteriorIsFound() {
    double precision = 1 / 4.0 + ROWS;
    double mean = Arrays.stream(data()).sum() / precision;
    double deviation = 1 / Math.sqrt(precision);
    Advi.Fitted fit = Advi.of(3).run(density(), Key.of(1));
    assertEquals(mean, fit.loc()[0], deviation / 2);
    assertEquals(1, fit.scale()[0] / deviation, 0.1);
    assertEquals(0, fit.skipped());
    assertTrue(fit.kHat(200, Key.of(2)).isReliable());
    assertEquals(mean, fit.posterior(400, Key.of(3)).get("mu").mean().item(), deviation);
    Advi.Fitted again = Advi.of(3).run(density(), Key.of(1));
    assertArrayEquals(fit.loc(), again.loc());
    assertArrayEquals(fit.scale(), again.scale());
    assertEquals(5, density().sample(fit.sampler().chains(1).warmUp(5).draws(5), Key.of(4)).size());
  }

  @Test
  void whatCannotBeIsASentence() {
    assertRefused("There are 7 blocks, but 8 are to be looked at", 8, 100);
    assertRefused("A fit looks at least at 1 block", 0, 100);
    assertRefused("A fit looks at least at 1 block", 1, 7);
    for (int[] chosen : new int[][] {{3, 2}, {-1}, {7}, {2, 2}}) {
      String said =
          assertThrows(
                  ArgumentException.class,
                  () -> density().some().at(chosen, new double[1], new double[1]))
              .getMessage();
      assertTrue(said.startsWith("Chosen blocks are some of 0 to 6"), said);
    }
  }

  private static void assertRefused(String start, int size, int steps) {
    String said =
        assertThrows(
                ArgumentException.class,
                () -> Advi.of(size).steps(steps).run(density(), Key.of(1)).loc())
            .getMessage();
    assertTrue(said.startsWith(start) && said.endsWith("."), said);
  }
}
