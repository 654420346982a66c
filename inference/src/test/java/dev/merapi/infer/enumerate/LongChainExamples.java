package dev.merapi.infer.enumerate;

import static dev.merapi.dist.Distributions.categorical;
import static dev.merapi.dist.Distributions.normal;
import static dev.merapi.effects.Models.markov;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Trace;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.op.HmmLogSum;
import dev.merapi.tensor.random.Draws;
import dev.merapi.tensor.random.Key;
import io.vavr.collection.Vector;
import org.junit.jupiter.api.Test;

/** A chain of thousands of steps is summed out in linear cost. */
class LongChainExamples {
  private static final int STEPS = 2000;
  private static final Tensor START = Tensor.of(0.2, 0.5, 0.3);
  private static final Tensor MOVES =
      Tensor.of(new double[][] {{0.8, 0.1, 0.1}, {0.2, 0.7, 0.1}, {0.3, 0.3, 0.4}});
  private static final Tensor LOCS = Tensor.of(-1, 0, 2);

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

  @Test
  void eliminationIsTheForwardAlgorithm() {
    Tensor y = data();
    FactorGraph graph = FactorGraph.of(Trace.run(Key.of(1), Laid.out(chain(y), 0)).trace());
    Tensor emissions = normal(LOCS, 1).logProb(y.unsqueeze(-1));
    Tensor forward = new HmmLogSum().on(START.log(), MOVES.log(), emissions);
    assertEquals(forward.item(), graph.logDensity().item(), 1e-8);
    assertTrue(graph.cost() <= 9.0 * STEPS, "cost " + graph.cost());
  }
}
