package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.markov;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;
import io.vavr.collection.Vector;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Values by graphs that were traced once are those of running the model with the draws. */
class GraphDrawsLaws {
  private static final Tensor Y = Tensor.of(-0.4, 1.2, 0.7, 2.2, 1.9);

  /** A chain in a plate, whose states decide a computed value. */
  private static Model<Tensor> switching() {
    Tensor moves = Tensor.of(new double[][] {{0.9, 0.1}, {0.3, 0.7}});
    // @formatter:off
    return sample("level", normal(0, 1)).flatMap(level ->
           plate("series", 2, _ ->
               markov("time", 1, Vector.range(0, 5), Tensor.scalar(0), (z, t) ->
                   sample("z_" + t, categorical(moves.get(z))).flatMap(now ->
                   observe("y_" + t, normal(level.plus(now), 1), Y.get(t)).map(_ -> now))))
               .flatMap(last -> deterministic("end", last.plus(level))));
    // @formatter:on
  }

  /** A model that looks at the number that was drawn. */
  private static Model<Tensor> deciding() {
    // @formatter:off
    return sample("level", normal(0, 1)).flatMap(level ->
           sample("b", bernoulli(level.sigmoid())).flatMap(b ->
           observe("y", normal(b, 1), Tensor.scalar(0.3)).flatMap(_ ->
           deterministic("seen", Tensor.scalar(b.toArray()[0])))));
    // @formatter:on
  }

  private static double[] numbers(long seed, int n) {
    double[] numbers = new double[n];
    Draws.normal(Key.of(seed), numbers, 0, n);
    return numbers;
  }

  private static void requireSame(Model<?> model, int depth) {
    LogDensity density = LogDensity.of(model);
    var constrainer = density.constrainer();
    for (int i = 0; i < 20; i++) {
      double[] position = numbers(i, density.dimension());
      Map<String, Dense> found = constrainer.apply(position, Key.of(i));
      Map<String, Tensor> free = Map.of("level", Tensor.scalar(position[0]));
      Model<?> known = new Substitute(free).on(model);
      Trace laid = Trace.run(Key.of(0), Laid.out(known, depth)).trace();
      Map<String, Tensor> drawn = FactorGraph.of(laid).draw(Key.of(i)).toJavaMap();
      Trace run = Trace.run(Key.of(0), new Substitute(drawn).on(known)).trace();
      found.forEach(
          (name, value) ->
              assertArrayEquals(run.value(name).toArray(), value.toArray(), 1e-12, name));
    }
  }

  @Test
  void chainsAreDrawnAsByRunningTheModel() {
    requireSame(switching(), 1);
  }

  @Test
  void aModelThatLooksAtADrawRunsInEachWorld() {
    LogDensity density = LogDensity.of(deciding());
    double level = 0.7;
    double on = 1 / (1 + Math.exp(-level));
    double expected =
        normal(0, 1).logProb(Tensor.scalar(level)).item()
            + Math.log(
                on * Math.exp(normal(1, 1).logProb(Tensor.scalar(0.3)).item())
                    + (1 - on) * Math.exp(normal(0, 1).logProb(Tensor.scalar(0.3)).item()));
    double[] gradient = new double[1];
    assertEquals(
        expected, density.potential().logDensityAndGradient(new double[] {level}, gradient), 1e-12);
    int ones = 0;
    for (int i = 0; i < 400; i++) {
      Map<String, Dense> drawn = density.constrainer().apply(new double[] {level}, Key.of(i));
      assertEquals(drawn.get("b").item(), drawn.get("seen").item());
      ones += (int) drawn.get("b").item();
    }
    double odds =
        on
            / (1 - on)
            * Math.exp(
                normal(1, 1).logProb(Tensor.scalar(0.3)).item()
                    - normal(0, 1).logProb(Tensor.scalar(0.3)).item());
    assertEquals(odds / (1 + odds), ones / 400.0, 0.1);
  }

  @Test
  void drawsDependOnTheKey() {
    var constrainer = LogDensity.of(switching()).constrainer();
    int different = 0;
    for (int i = 0; i < 20; i++) {
      Map<String, Dense> one = constrainer.apply(new double[1], Key.of(i));
      different += one.equals(constrainer.apply(new double[1], Key.of(i + 1))) ? 0 : 1;
      assertEquals(one, constrainer.apply(new double[1], Key.of(i)));
    }
    assertEquals(true, different > 10, "different draws: " + different);
  }
}
