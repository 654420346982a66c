package dev.merapi.infer.internal.sum;

import io.vavr.collection.Vector;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far the densities of a product reach along a chain. Steps are numbers of {@code markov}. */
final class Reach {
  private final Vector<Factor> factors;
  private final Map<Axis.Variable, Integer> positions = new HashMap<>();
  private int last;

  /** Along the steps of those variables of {@code summed} that stand in the chain. */
  Reach(Blocks.Name chain, Vector<Factor> factors, Vector<Axis.Variable> summed) {
    this.factors = factors;
    for (Axis.Variable variable : summed) {
      if (!variable.chains().isEmpty() && Blocks.Name.of(variable).equals(chain)) {
        int position = variable.chains().last().position();
        positions.put(variable, position);
        last = Math.max(last, position);
      }
    }
  }

  /** The steps that a density has variables of; null if there is none. */
  private @Nullable Span span(Factor factor) {
    Span span = null;
    for (Axis.Variable variable : factor.variables()) {
      Integer position = positions.get(variable);
      if (position != null) {
        Span here = new Span(position, position);
        span = span == null ? here : span.and(here);
      }
    }
    return span;
  }

  /** The greatest number of steps that one density reaches back: 0 if none ties two together. */
  int history() {
    int most = 0;
    for (Factor factor : factors) {
      Span span = span(factor);
      most = span == null ? most : Math.max(most, span.last() - span.first());
    }
    return most;
  }

  /** Whether a variable belongs to a step of the chain. */
  boolean isIn(Axis.Variable variable) {
    return positions.containsKey(variable);
  }

  /**
   * The number of the block of a variable of the chain, in blocks of {@code size} steps that end
   * with the last step.
   */
  int block(Axis.Variable variable, int size) {
    return block(positions.getOrDefault(variable, 0), size);
  }

  private int block(int position, int size) {
    return Math.ceilDiv(last + 1, size) - 1 - (last - position) / size;
  }

  /** For each variable of the chain the blocks that its densities have variables of. */
  Map<Axis.Variable, Span> blocks(int size) {
    Map<Axis.Variable, Span> blocks = new HashMap<>();
    for (Factor factor : factors) {
      Span own = blocks(Vector.of(factor), size);
      if (own != null) {
        factor.variables().filter(this::isIn).forEach(v -> blocks.merge(v, own, Span::and));
      }
    }
    return blocks;
  }

  /** The blocks that some densities have variables of; null if there are none. */
  @Nullable Span blocks(Vector<Factor> some, int size) {
    Span all = null;
    for (Factor factor : some) {
      Span steps = span(factor);
      if (steps != null) {
        Span own = new Span(block(steps.first(), size), block(steps.last(), size));
        all = all == null ? own : all.and(own);
      }
    }
    return all;
  }
}
