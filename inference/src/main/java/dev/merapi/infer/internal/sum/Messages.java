package dev.merapi.infer.internal.sum;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.kernel.HmmKernel;
import io.vavr.Tuple2;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

/**
 * What the steps of a chain know of those before them: for each element of A, m[t, s] is the
 * logarithm of the total (or of the greatest) weight of the paths to state s at step t, up to a
 * constant of the step. From numbers only.
 */
final class Messages {
  private final MarkovChain chain;
  private final int states;
  private final int steps;
  private final int period;
  private final double[] transition;
  private final double[] emission;
  private final double[] forward;
  private final double[] total;

  private Messages(MarkovChain chain) {
    this.chain = chain;
    this.states = chain.states();
    this.steps = chain.steps();
    this.period = chain.transition().size(-3);
    this.transition = chain.transition().dense().rowMajorArray();
    this.emission = chain.emission().dense().rowMajorArray();
    this.forward = new double[emission.length];
    this.total = new double[batch().count()];
  }

  /** The forward passes over all elements of A. */
  static Messages of(MarkovChain chain, Semiring ring) {
    Messages messages = new Messages(chain);
    switch (ring) {
      case SUM -> messages.sum();
      case MAX -> messages.max();
    }
    return messages;
  }

  private Shape batch() {
    return chain.emission().shape().dropRight(2);
  }

  private void sum() {
    HmmKernel kernel = new HmmKernel(states, period, steps);
    double[] start = new double[states];
    for (int i = 0; i < total.length; i++) {
      int from = i * steps * states;
      total[i] = kernel.logSum(start, 0, transition, i * period * states * states, emission, from);
      kernel.filtered(forward, from);
    }
  }

  private void max() {
    for (int i = 0; i < total.length; i++) {
      int now = i * steps * states;
      System.arraycopy(emission, now, forward, now, states);
      for (int t = 1; t < steps; t++) {
        now += states;
        for (int k = 0; k < states; k++) {
          double most = Double.NEGATIVE_INFINITY;
          for (int j = 0; j < states; j++) {
            most = Math.max(most, forward[now - states + j] + transition[cell(i, t, j, k)]);
          }
          forward[now + k] = most + emission[now + k];
        }
      }
      double best = Double.NEGATIVE_INFINITY;
      for (int k = 0; k < states; k++) {
        best = Math.max(best, forward[now + k]);
      }
      total[i] = best;
    }
  }

  /** Where the weight of the transition from j at step t − 1 to k at step t stands. */
  private int cell(int element, int t, int j, int k) {
    return ((element * period + (t - 1) % period) * states + j) * states + k;
  }

  /** The total (or greatest) weight of all paths: [A..]. */
  Tensor total() {
    return Tensor.of(total, batch());
  }

  /**
   * A path chosen from its end: the last state by its message, each one before it by its message
   * and the transition to the state that was chosen after it. For each variable its position at
   * every element of its plates, which are A.
   */
  Map<String, Tensor> path(Choosing choice) {
    Vector<String> sites = chain.blocks().map(block -> block.head().name());
    Shape row = batch().append(states);
    double[] noise = choice.noise().apply(sites, row).dense().rowMajorArray();
    int elements = total.length;
    double[][] chosen = new double[steps][elements];
    for (int i = 0; i < elements; i++) {
      int after = -1;
      for (int t = steps - 1; t >= 0; t--) {
        after = best(i, t, after, noise, (t * elements + i) * states);
        chosen[t][i] = after;
      }
    }
    return positions(chosen);
  }

  /** The first of the greatest weights at step t; {@code after} is the next state, −1 for none. */
  private int best(int element, int t, int after, double[] noise, int from) {
    int best = 0;
    double most = Double.NEGATIVE_INFINITY;
    for (int j = 0; j < states; j++) {
      double weight = forward[(element * steps + t) * states + j] + noise[from + j];
      weight += after < 0 ? 0 : transition[cell(element, t + 1, j, after)];
      if (weight > most) {
        most = weight;
        best = j;
      }
    }
    return best;
  }

  /** States as positions of the variables of their blocks. */
  private Map<String, Tensor> positions(double[][] chosen) {
    return HashMap.ofEntries(
        chain
            .blocks()
            .zipWithIndex((block, t) -> positions(block, Tensor.of(chosen[t], batch())))
            .flatMap(pairs -> pairs));
  }

  /** The digits of a state, of which the last variable's runs fastest. */
  private Vector<Tuple2<String, Tensor>> positions(Vector<Axis.Variable> block, Tensor state) {
    if (block.size() == 1) {
      return Vector.of(new Tuple2<>(block.head().name(), state));
    }
    Vector<Tuple2<String, Tensor>> positions = Vector.empty();
    int stride = states;
    for (Axis.Variable variable : block) {
      stride /= variable.size();
      Tensor higher = state.div(stride).floor();
      Tensor digit = higher.minus(higher.div(variable.size()).floor().times(variable.size()));
      positions = positions.append(new Tuple2<>(variable.name(), digit));
    }
    return positions;
  }
}
