package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.chain.CheckpointException;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.chain.Saving;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Example;

final class PosteriorExamples {
  private static final Sampler SMALL = Sampler.nuts().chains(2).warmUp(150).draws(150);

  private static Model<Tensor> model(double datum) {
    return sample("mu", normal(0, 1))
        .flatMap(
            mu ->
                plate("rows", 3, _ -> sample("theta", normal(mu, 1)))
                    .flatMap(theta -> observe("y", normal(theta.sum(), 1), Tensor.scalar(datum))));
  }

  @Example
  void theTextEndsWithAVerdict() {
    Posterior posterior = Posterior.sample(SMALL, model(1), Key.of(1));
    List<String> lines = posterior.toString().lines().toList();
    List<String> verdict = posterior.summary().verdict();
    assertEquals(verdict, lines.subList(lines.size() - verdict.size(), lines.size()));
    assertTrue(
        verdict.getFirst().startsWith("300 draws of 2 chains; divergences "), lines.toString());
    assertTrue(verdict.getFirst().contains("worst R̂ "), lines.toString());
    assertTrue(verdict.getFirst().contains("E-BFMI at least "), lines.toString());
    assertEquals(
        posterior.advice(),
        verdict.getLast().startsWith("Nothing") ? List.of() : verdict.subList(1, verdict.size()));
  }

  @Example
  void aSummaryOfSomeSites() {
    Posterior posterior = Posterior.sample(SMALL, model(1), Key.of(1));
    assertEquals(
        List.of("theta[1]", "theta[2]", "theta[3]"),
        posterior.summary("th*a").parameters().stream().map(ParameterSummary::name).toList());
    assertEquals(
        List.of("mu", "theta[2]"),
        posterior.summary("theta[2]", "mu").parameters().stream()
            .map(ParameterSummary::name)
            .toList());
    String message =
        assertThrows(ModelException.class, () -> posterior.summary("mu", "tau")).getMessage();
    assertEquals("The posterior has nothing called 'tau'; it has [mu, theta]", message);
    assertEquals(posterior.get("theta").at(0, 1).item(), posterior.get("theta[2]").at(0).item());
  }

  /** Draws of any origin: what goes in comes out, and diagnostics are those of the same chains. */
  @Example
  void drawsComeInByTheDoor() {
    Posterior made = Posterior.sample(SMALL, model(1), Key.of(1));
    double[][][] rows = made.rows();
    double[] theta = new double[2 * 150 * 3];
    double[] energy = new double[2 * 150];
    for (int c = 0; c < 2; c++) {
      System.arraycopy(made.statistic("energy")[c], 0, energy, c * 150, 150);
      for (int i = 0; i < 150; i++) {
        System.arraycopy(rows[c][i], 1, theta, (c * 150 + i) * 3, 3);
      }
    }
    Posterior door =
        Posterior.of(
            Map.of("theta", Tensor.of(theta, Shape.of(2, 150, 3))),
            Map.of(Column.ENERGY, Tensor.of(energy, Shape.of(2, 150))));
    assertEquals(made.get("theta"), door.get("theta"));
    assertEquals(made.summary("theta*").parameters(), door.summary("theta*").parameters());
    assertEquals(made.summary().figure("energy"), door.summary().figure("energy"));
    assertThrows(ArgumentException.class, door::chains);
    String message =
        assertThrows(
                ArgumentException.class, () -> Posterior.of(Map.of("x", Tensor.zeros(Shape.of(5)))))
            .getMessage();
    assertTrue(String.valueOf(message).contains("[chain, draw, …]"), message);
    assertThrows(ArgumentException.class, () -> Posterior.of(Map.of()));
  }

  @Example
  void aDrawThatIsNotThere() {
    Posterior posterior = Posterior.sample(SMALL.draws(4), model(1), Key.of(1));
    for (int index : new int[] {-1, 8, Integer.MIN_VALUE}) {
      String message =
          assertThrows(ArgumentException.class, () -> posterior.draw(index)).getMessage();
      assertTrue(String.valueOf(message).contains("has 8, counted from 0"), message);
    }
  }

  /** A model without anything to move is answered otherwise. */
  @Example
  void c1NothingToMove() {
    Model<?> discrete =
        sample("z", bernoulli(0.3)).flatMap(z -> observe("y", normal(z, 1), Tensor.scalar(1)));
    Model<?> known = observe("y", normal(0, 1), Tensor.scalar(1));
    String message =
        assertThrows(ModelException.class, () -> Posterior.sample(SMALL, known, Key.of(1)))
            .getMessage();
    assertTrue(String.valueOf(message).contains("no latent site"), message);
    Posterior exact = Posterior.sample(SMALL.draws(500), discrete, Key.of(1));
    double odds = 0.3 / 0.7 * Math.exp(0.5);
    assertEquals(odds / (1 + odds), exact.get("z").mean().item(), 0.07);
  }

  /** Saved, gone on from, and finished again: the same posterior; other data are another run. */
  @Example
  void aSavedPosteriorGoesOn() throws IOException {
    Path file = Files.createTempDirectory("posterior").resolve("run");
    Saving saving = Saving.to(file).everyIterations(10);
    Posterior whole = Posterior.sample(SMALL, model(1), Key.of(1));
    assertThrows(
        ArithmeticException.class,
        () ->
            Posterior.sample(
                SMALL,
                model(1),
                Key.of(1),
                progress -> {
                  if (progress.iteration() == 120) {
                    throw new ArithmeticException("killed in warm-up");
                  }
                },
                saving));
    assertTrue(Files.exists(file));
    Posterior resumed = Posterior.sample(SMALL, model(1), Key.of(1), Progress.NONE, saving);
    assertTrue(Arrays.deepEquals(whole.rows(), resumed.rows()));
    Posterior more = Posterior.sample(SMALL.draws(170), model(1), Key.of(1), Progress.NONE, saving);
    for (int c = 0; c < 2; c++) {
      assertArrayEquals(whole.rows()[c], Arrays.copyOf(more.rows()[c], 150));
    }
    String message =
        assertThrows(
                CheckpointException.class,
                () -> Posterior.sample(SMALL, model(2), Key.of(1), Progress.NONE, saving))
            .getMessage();
    assertTrue(String.valueOf(message).contains("another model or other data"), message);
    Files.delete(file);
    Files.delete(file.getParent());
  }
}
