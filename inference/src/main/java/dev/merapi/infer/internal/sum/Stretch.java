package dev.merapi.infer.internal.sum;

import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The densities along a run of blocks: those of each block alone, and those of two neighbours.
 *
 * @param steps the blocks, at least two
 * @param alone for each block the factors that have variables of it only
 * @param between for each block but the last the factors that tie it to the next
 * @param others factors without a variable of any block
 */
record Stretch(
    Vector<Vector<Axis.Variable>> steps,
    List<Vector<Factor>> alone,
    List<Vector<Factor>> between,
    Vector<Factor> others) {

  /** Sorts the factors; none has variables of blocks that are not neighbours. */
  static Stretch of(Vector<Vector<Axis.Variable>> steps, Vector<Factor> factors) {
    Map<Axis.Variable, Integer> numbers = new HashMap<>();
    List<Vector<Factor>> alone = new ArrayList<>();
    List<Vector<Factor>> between = new ArrayList<>();
    for (Vector<Axis.Variable> block : steps) {
      block.forEach(variable -> numbers.put(variable, alone.size()));
      alone.add(Vector.empty());
      between.add(Vector.empty());
    }
    List<Factor> others = new ArrayList<>();
    for (Factor factor : factors) {
      int[] touched =
          factor
              .variables()
              .toJavaStream()
              .filter(numbers::containsKey)
              .mapToInt(numbers::get)
              .sorted()
              .toArray();
      if (touched.length == 0) {
        others.add(factor);
      } else {
        int first = touched[0];
        boolean one = first == touched[touched.length - 1];
        List<Vector<Factor>> there = one ? alone : between;
        there.set(first, there.get(first).append(factor));
      }
    }
    return new Stretch(steps, alone, between.subList(0, steps.size() - 1), Vector.ofAll(others));
  }

  /** How many times the entries of its factors a loop goes through. */
  double waste() {
    double entries = 0;
    for (Factor factor : tied()) {
      entries += Factor.cells(factor.axes());
    }
    double states = Factor.cells(Vector.ofAll(steps.head()));
    return steps.size() * Factor.cells(outer()) * states * states / entries;
  }

  private Vector<Factor> tied() {
    return Vector.ofAll(alone).appendAll(between).flatMap(here -> here);
  }

  /** The axes of the factors that are no variables of a block: the plates, then other variables. */
  private Vector<Axis> outer() {
    Vector<Axis> plates = Vector.ofAll(steps.head().head().home());
    Set<Axis> known = HashSet.<Axis>ofAll(steps.flatMap(block -> block)).addAll(plates);
    return plates.appendAll(Factor.union(tied()).reject(known::contains));
  }

  /** The tables of all steps, stacked. */
  MarkovChain chain(String name) {
    StepTables tables = new StepTables(outer());
    Vector<Vector<Vector<Axis.Variable>>> single = steps.map(Vector::of);
    Vector<Vector<Vector<Axis.Variable>>> pairs = steps.zipWith(steps.tail(), Vector::of);
    return new MarkovChain(
        name,
        tables.outer(),
        steps,
        tables.inTurn(between, pairs.toJavaList()),
        tables.all(alone, single.toJavaList()),
        tied().take(Factor.NAMED).flatMap(Factor::sites).toLinkedSet());
  }
}
