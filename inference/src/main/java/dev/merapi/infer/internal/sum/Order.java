package dev.merapi.infer.internal.sum;

import dev.merapi.effects.ModelException;
import dev.merapi.infer.internal.worlds.Worlds;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Sums variables out of factors one by one, each time the one whose table is smallest at that
 * point, the first declared among equals. This greedy order is the best there is for chains and
 * trees. The result does not depend on the order, only the cost does.
 */
public final class Order {
  /** The entries of a table of one gigabyte. */
  private static final double LIMIT = 1L << 27;

  private final Semiring ring;
  private final List<Factor> factors = new ArrayList<>();
  private final SortedSet<Integer> open = new TreeSet<>();
  private final Map<Axis.Variable, SortedSet<Integer>> having = new LinkedHashMap<>();
  private final Map<Axis.Variable, Double> costs = new HashMap<>();
  private final Map<Axis.Variable, Integer> declared = new HashMap<>();
  private final TreeSet<Axis.Variable> next =
      new TreeSet<>(
          Comparator.<Axis.Variable>comparingDouble(costs::get).thenComparingInt(declared::get));
  private final List<SumStep> steps = new ArrayList<>();

  private Order(Vector<Factor> given, Vector<Axis.Variable> summed, Semiring ring) {
    this.ring = ring;
    for (Axis.Variable variable : summed) {
      declared.put(variable, declared.size());
      having.put(variable, new TreeSet<>());
    }
    given.forEach(this::add);
    summed.forEach(this::rank);
  }

  /** The steps that sum the variables out, and the factors that remain. */
  public static Elimination eliminate(
      Vector<Factor> factors, Vector<Axis.Variable> summed, Semiring ring) {
    Order order = new Order(factors, summed, ring);
    while (!order.next.isEmpty()) {
      Worlds.requireUninterrupted();
      order.sumOut(order.next.first());
    }
    return new Elimination(Vector.ofAll(order.steps), order.get(order.open), Vector.empty());
  }

  private void sumOut(Axis.Variable variable) {
    next.remove(variable);
    SortedSet<Integer> numbers = numbers(variable);
    having.remove(variable);
    SumStep step = new SumStep(variable, get(numbers));
    requireAffordable(step);
    steps.add(step);
    List<Axis.Variable> touched =
        step.axes()
            .filter(Axis.Variable.class::isInstance)
            .map(Axis.Variable.class::cast)
            .filter(having::containsKey)
            .toJavaList();
    touched.forEach(next::remove);
    touched.forEach(other -> numbers(other).removeAll(numbers));
    open.removeAll(numbers);
    add(Factor.product(step.factors()).without(variable::equals, ring::sum));
    touched.forEach(this::rank);
  }

  private Vector<Factor> get(Collection<Integer> numbers) {
    return Vector.ofAll(numbers).map(factors::get);
  }

  /** The numbers of the factors that have a variable. */
  private SortedSet<Integer> numbers(Axis.Variable variable) {
    return Objects.requireNonNull(having.get(variable));
  }

  private void add(Factor factor) {
    int number = factors.size();
    factors.add(factor);
    open.add(number);
    for (Axis.Variable variable : factor.variables()) {
      if (having.containsKey(variable)) {
        numbers(variable).add(number);
      }
    }
  }

  private void rank(Axis.Variable variable) {
    costs.put(variable, Factor.cells(Factor.union(get(numbers(variable)))));
    next.add(variable);
  }

  private static void requireAffordable(SumStep step) {
    if (step.cost() > LIMIT) {
      throw new ModelException(
          ("Summing out site '%s' takes a table of %.3g log-weights, over %s, and that is the"
                  + " cheapest order found. The densities of %s tie these variables together: declare"
                  + " a Markov chain or plates that separate them, enumerate one of them in the guide,"
                  + " or draw it.")
              .formatted(
                  step.variable().name(),
                  step.cost(),
                  Phrases.axes(step.axes()),
                  Phrases.quoted(step.factors().flatMap(Factor::sites).distinct())));
    }
  }
}
