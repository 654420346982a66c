package dev.merapi.infer.internal.sum;

import dev.merapi.effects.MarkovStep;
import io.vavr.Tuple2;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import io.vavr.collection.TreeMap;
import io.vavr.collection.Vector;
import io.vavr.control.Either;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The variables of a Markov chain in blocks of as many steps as the densities reach back, so that
 * every density has variables of one block or of two neighbours, and each block is one state of a
 * chain of history 1.
 *
 * @param chain which chain
 * @param steps the variables of each block that neighbours depend on; as many of the same sizes in
 *     each
 * @param before variables to be summed out first: those that only one block ties to the others, and
 *     the blocks at the ends that are unlike the others
 */
record Blocks(Name chain, Vector<Vector<Axis.Variable>> steps, Vector<Axis.Variable> before) {

  /** A chain, or one branch of a tree, and the steps of the chains around it. */
  record Name(Vector<MarkovStep> outer, String chain, Vector<Integer> branch) {
    /** The innermost chain that a variable stands in; it must stand in one. */
    static Name of(Axis.Variable variable) {
      MarkovStep step = variable.chains().last();
      return new Name(variable.chains().init(), step.chain(), Vector.ofAll(step.branch()));
    }

    @Override
    public String toString() {
      return outer.map(step -> step.chain() + "[" + step.position() + "] ").mkString() + chain;
    }
  }

  /**
   * The blocks of the variables of a chain in a product of factors; else why there are none, empty
   * where no step depends on another.
   */
  static Either<String, Blocks> of(
      Name chain, Vector<Factor> factors, Vector<Axis.Variable> summed) {
    Reach reach = new Reach(chain, factors, summed);
    int history = reach.history();
    if (history == 0) {
      return Either.left("");
    }
    Map<Axis.Variable, Span> spans = reach.blocks(history);
    Predicate<Axis.Variable> inner = variable -> isOne(spans.get(variable));
    Vector<Axis.Variable> own = summed.filter(reach::isIn);
    Vector<Vector<Axis.Variable>> run =
        longestRun(TreeMap.ofEntries(own.reject(inner).groupBy(v -> reach.block(v, history))));
    if (run.size() < 2) {
      return Either.left("no two neighbouring steps have variables of the same sizes");
    }
    Set<Axis.Variable> looped = HashSet.ofAll(run.flatMap(block -> block));
    Set<Axis.Variable> others = HashSet.ofAll(summed.reject(reach::isIn));
    return Either.right(
        new Blocks(
            chain,
            run,
            own.reject(looped::contains).appendAll(hanging(reach, history, factors, others))));
  }

  /** The other variables that only one block ties to the chain, by whatever way. */
  private static Vector<Axis.Variable> hanging(
      Reach reach, int history, Vector<Factor> factors, Set<Axis.Variable> others) {
    return others.isEmpty()
        ? Vector.empty()
        : Components.of(factors, others)
            .filter(group -> isOne(reach.blocks(group, history)))
            .flatMap(group -> group)
            .flatMap(Factor::variables)
            .filter(others::contains)
            .distinct();
  }

  private static boolean isOne(@Nullable Span span) {
    return span != null && span.isOne();
  }

  /** The longest of the runs of consecutive blocks whose variables have the same sizes. */
  private static Vector<Vector<Axis.Variable>> longestRun(
      TreeMap<Integer, Vector<Axis.Variable>> blocks) {
    Vector<Vector<Axis.Variable>> longest = Vector.empty();
    Vector<Vector<Axis.Variable>> run = Vector.empty();
    int last = 0;
    for (Tuple2<Integer, Vector<Axis.Variable>> next : blocks) {
      boolean goesOn = !run.isEmpty() && next._1 == last + 1 && alike(run.last(), next._2);
      run = goesOn ? run.append(next._2) : Vector.of(next._2);
      last = next._1;
      longest = run.size() > longest.size() ? run : longest;
    }
    return longest;
  }

  private static boolean alike(Vector<Axis.Variable> a, Vector<Axis.Variable> b) {
    return a.map(Axis.Variable::size).equals(b.map(Axis.Variable::size));
  }
}
