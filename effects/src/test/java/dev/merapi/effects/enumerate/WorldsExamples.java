package dev.merapi.effects.enumerate;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Run;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

class WorldsExamples {
  private static final Key KEY = Key.of(3);

  @Test
  void aBranchingProgramIsEnumeratedExactlyAndRunsOnceUpToEachBranch() {
    int[] runs = {0};
    Model<Boolean> model =
        pure(0)
            .flatMap(
                _ -> {
                  runs[0]++;
                  return sample("rain", bernoulli(0.2));
                })
            .flatMap(
                rain ->
                    rain.item() == 1
                        ? observe("wet", bernoulli(0.9), 1).map(_ -> true)
                        : sample("sprinkler", bernoulli(0.4))
                            .flatMap(on -> observe("wet", bernoulli(on.times(0.8).plus(0.1)), 1))
                            .map(_ -> false));
    Worlds<Boolean> worlds = Run.run(KEY, EnumerateSequential.all(model));
    double rain = 0.2 * 0.9;
    double dry = 0.8 * (0.4 * 0.9 + 0.6 * 0.1);
    assertEquals(3, worlds.all().size());
    assertEquals(Math.log(rain + dry), worlds.logEvidence().item(), 1e-12);
    assertEquals(rain / (rain + dry), worlds.probability(is -> is), 1e-12);
    assertEquals(1, runs[0]);
  }

  /** A plate of two sensors after a branch on whether there is a signal. */
  private static Model<Boolean> sensors() {
    return sample("signal", bernoulli(0.3))
        .flatMap(
            signal ->
                (signal.item() == 1 ? sample("strength", bernoulli(0.5)) : pure(signal))
                    .flatMap(
                        strength ->
                            plate(
                                "sensors",
                                2,
                                _ ->
                                    observe(
                                        "seen",
                                        bernoulli(signal.plus(strength).times(0.4).plus(0.1)),
                                        Tensor.of(1, 0))))
                    .map(_ -> signal.item() == 1));
  }

  @Test
  void aPlateMayFollowABranch() {
    Worlds<Boolean> worlds = Run.run(KEY, EnumerateSequential.all(sensors()));
    double yes = 0.3 * (0.5 * 0.5 * 0.5 + 0.5 * 0.9 * 0.1);
    double no = 0.7 * 0.1 * 0.9;
    assertEquals(3, worlds.all().size());
    assertEquals(yes / (yes + no), worlds.probability(is -> is), 1e-12);
    assertEquals(Math.log(yes + no), worlds.logEvidence().item(), 1e-12);
  }

  @Test
  void eachWorldIsCheckedByItself() {
    Model<Tensor> x = sample("x", normal(0, 1));
    Model<Tensor> twice = sample("z", bernoulli(0.5)).andThen(x).andThen(x);
    var error =
        assertThrows(ModelException.class, () -> Run.run(KEY, EnumerateSequential.all(twice)));
    assertTrue(String.valueOf(error.getMessage()).contains("Two sample sites named 'x'"));
  }
}
