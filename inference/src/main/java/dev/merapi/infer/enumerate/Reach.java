package dev.merapi.infer.enumerate;

import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How far the densities of a product reach along a chain. Steps are numbers of {@code markov}. */
final class Reach {
  private final Vector<Factor> factors;
  private final Map<Axis.Variable, Integer> positions = new HashMap<>();
  private final List<@Nullable Span> spans = new ArrayList<>();
  private int last;

  Reach(Blocks.Name chain, Vector<Factor> factors) {
    this.factors = factors;
    for (Factor factor : factors) {
      Span span = null;
      for (Axis.Variable variable : factor.variables()) {
        if (!variable.chains().isEmpty() && Blocks.Name.of(variable).equals(chain)) {
          int position = variable.chains().last().position();
          positions.put(variable, position);
          last = Math.max(last, position);
          Span here = new Span(position, position);
          span = span == null ? here : span.and(here);
        }
      }
      spans.add(span);
    }
  }

  /** The greatest number of steps that one density reaches back: 0 if none ties two together. */
  int history() {
    int most = 0;
    for (Span span : spans) {
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

  /** For each variable of any kind the blocks that its densities have variables of. */
  Map<Axis.Variable, Span> blocks(int size) {
    Map<Axis.Variable, Span> blocks = new HashMap<>();
    int number = 0;
    for (Factor factor : factors) {
      Span span = spans.get(number++);
      if (span != null) {
        Span own = new Span(block(span.first(), size), block(span.last(), size));
        factor.variables().forEach(variable -> blocks.merge(variable, own, Span::and));
      }
    }
    return blocks;
  }
}
