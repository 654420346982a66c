package dev.merapi.infer.discrete;

import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.markov;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;

/** A chain of thousands of steps is summed out in linear cost. */
class LongChainExamples {
  private static final int STEPS = 5_000;
  private static final Tensor START = Tensor.of(0.2, 0.5, 0.3);
  private static final Tensor MOVES =
      Tensor.of(new double[][] {{0.8, 0.1, 0.1}, {0.2, 0.7, 0.1}, {0.3, 0.3, 0.4}});
  private static final Tensor LOCS = Tensor.of(-1, 0, 2);

  private static final Tensor Y = data();
  private static final FactorGraph GRAPH =
      FactorGraph.of(Trace.run(Key.of(1), Laid.out(chain(Y), 0)).trace());

  private static Tensor data() {
    double[] y = new double[STEPS];
    Draws.normal(Key.of(5), y, 0, STEPS);
    return Tensor.of(y);
  }

  private static Model<Tensor> chain(Tensor y) {
    return markov(
        "chain",
        1,
        Vector.range(0, STEPS),
        Tensor.scalar(0),
        (before, t) ->
            sample("z_" + t, categorical(t == 0 ? START : MOVES.get(before)))
                .flatMap(z -> observe("y_" + t, normal(LOCS.get(z), 1), y.get(t)).map(_ -> z)));
  }

  /** ln p(y) by Rabiner's scaled recursion, written out. */
  private static double forward() {
    double[] now = START.toArray();
    double logSum = 0;
    for (int t = 0; t < STEPS; t++) {
      double[] next = new double[3];
      double total = 0;
      for (int k = 0; k < 3; k++) {
        for (int j = 0; j < 3; j++) {
          next[k] += t == 0 ? (j == k ? now[j] : 0) : now[j] * MOVES.at(j, k).item();
        }
        next[k] *= Math.exp(normal(LOCS.get(k), 1).logProb(Y.get(t)).item());
        total += next[k];
      }
      logSum += Math.log(total);
      for (int k = 0; k < 3; k++) {
        now[k] = next[k] / total;
      }
    }
    return logSum;
  }

  @Test
  void eliminationIsTheForwardAlgorithm() {
    assertEquals(forward(), GRAPH.logDensity().item(), 1e-8);
    assertEquals(9.0 * STEPS, GRAPH.cost());
    assertTrue(GRAPH.explain().contains("z_0 … z_4999: a loop over 5000 steps of 3 states"));
  }

  @Test
  void drawsModesAndMarginalsGoThroughTheWholeChain() {
    var mode = GRAPH.mode();
    var draw = GRAPH.draw(Key.of(2));
    var marginals = GRAPH.marginals();
    assertEquals(STEPS, mode.size());
    double likely = 0;
    double drawn = 0;
    for (int t = 0; t < STEPS; t++) {
      Tensor probabilities = marginals.get("z_" + t).get();
      assertEquals(1, probabilities.sum().item(), 1e-9);
      likely += probabilities.get(mode.get("z_" + t).get()).item();
      drawn += probabilities.get(draw.get("z_" + t).get()).item();
    }
    assertTrue(likely > drawn, "the mode is more probable than a draw at most steps");
  }
}
