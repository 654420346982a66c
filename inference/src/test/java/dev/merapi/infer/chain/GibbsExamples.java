package dev.merapi.infer.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.Posterior;
import dev.merapi.infer.Summary;
import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Example;

/** A kernel with a state of its own, as a user would write it. */
final class GibbsExamples {
  /** x and y of a bivariate normal with correlation 0.8, and how often x has changed its sign. */
  record State(double x, double y, long crossings) {}

  /** x given y, then y given x. */
  static final class Gibbs implements Kernel<State, Boolean> {
    @Override
    public Transition<State, Boolean> step(Key key, State state) {
      double[] noise = new double[2];
      Draws.normal(key, noise, 0, 2);
      double x = 0.8 * state.y() + 0.6 * noise[0];
      double y = 0.8 * x + 0.6 * noise[1];
      boolean crossed = x * state.x() < 0;
      return new Transition<>(new State(x, y, state.crossings() + (crossed ? 1 : 0)), crossed);
    }

    @Override
    public Codec<State> codec() {
      return Codec.of(
          (state, out) -> {
            out.writeDoubles(new double[] {state.x(), state.y()});
            out.writeLong(state.crossings());
          },
          in -> {
            double[] sites = in.readDoubles();
            return new State(sites[0], sites[1], in.readLong());
          });
    }

    @Override
    public double[] position(State state) {
      return new double[] {state.x(), state.y()};
    }

    @Override
    public List<Column<State, Boolean>> columns() {
      return List.of(new Column<>("crossings", (state, _) -> state.crossings()));
    }
  }

  private static final Runner RUNNER =
      new Runner(_ -> new Walk<>(new Gibbs(), _ -> new State(3, 3, 0)), 2000, 1, 4, 2, "normal");

  @Example
  void runsOnSeveralThreadsAndItsStatisticIsInTheSummary() {
    Chains chains = RUNNER.run(Key.of(1), Progress.NONE);
    Summary summary = Posterior.of(List.of("x", "y"), chains).summary();
    assertEquals(0, summary.find("x").orElseThrow().mean(), 0.1);
    assertEquals(1, summary.find("y").orElseThrow().sd(), 0.1);
    assertTrue(summary.figure("crossings").orElseThrow().greatest() > 100, summary.toString());
    assertTrue(summary.toString().contains("crossings"), summary.toString());
  }

  /** Killed after any iteration: nothing but the file is left. */
  @Example
  void isKilledAndGoesOnToTheSameBytes() throws IOException {
    Path folder = Files.createTempDirectory("gibbs");
    Saving saving = Saving.to(folder.resolve("run")).everyIterations(97);
    Chains whole = RUNNER.run(Key.of(1), Progress.NONE);
    for (int at = 150; at < 2000; at += 450) {
      kill(saving, at);
    }
    Chains resumed = RUNNER.run(Key.of(1), Progress.NONE, saving);
    for (int c = 0; c < 4; c++) {
      ChainState last = whole.last().get(c);
      assertEquals(last, resumed.last().get(c));
      assertArrayEquals(whole.draws()[c], resumed.draws()[c]);
      assertArrayEquals(
          whole.chains().get(c).column("crossings"), resumed.chains().get(c).column("crossings"));
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(List.of(saving.file()), files.toList());
    }
    Files.delete(saving.file());
    Files.delete(folder);
  }

  private static void kill(Saving saving, int at) {
    try {
      RUNNER.run(
          Key.of(1),
          progress -> {
            if (progress.chain() == 1 && progress.iteration() == at) {
              throw new ArithmeticException("killed");
            }
          },
          saving);
    } catch (ArithmeticException killed) {
      assertEquals("killed", killed.getMessage());
    }
  }
}
