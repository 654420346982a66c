package dev.merapi.infer.internal.sum;

import dev.merapi.effects.ModelException;
import dev.merapi.infer.sum.ChainForm;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.HashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.util.stream.Collectors;

/**
 * Sums variables out of a product of factors that is repeated over plates, in time polynomial in
 * the sizes of the plates, or refuses (tensor variable elimination: Obermeyer et al., <em>Tensor
 * variable elimination for plated factor graphs</em>, ICML 2019, algorithm 1).
 *
 * <p>Again and again, the factors in the deepest set of plates L are taken in groups that share
 * variables at home in L. In each group these variables are summed out. The variables that are left
 * in a group live in an outer set of plates M; where M = L, so that two of them live in plates of
 * which neither encloses the other, every combination of values over the elements of a plate would
 * have to be gone through, and the sum is refused. Else the group is multiplied over the plates L ∖
 * M and goes on as a factor in M.
 *
 * @param summed the variables to sum out; others stay as axes of the result
 * @param ring how weights add up
 * @param scales for each plate the power to which its product is raised; 1 where there is none.
 *     Anything else is an approximation
 *     <p>Summands of a {@link Count} are not summed out over the plates of their sum, but added up
 *     there.
 * @param form how Markov chains are summed out
 * @param counts the sums among the variables
 */
record SumProduct(
    Set<Axis.Variable> summed,
    Semiring ring,
    Map<String, Double> scales,
    ChainForm form,
    Vector<Count> counts) {

  /** The variables summed out; the rest has no variable of {@code summed}. */
  Elimination of(Vector<Factor> factors) {
    Elimination done = Elimination.NONE;
    MarkovChains chains = new MarkovChains(ring, form);
    Map<Axis.Variable, Axis.Variable> totals = counts.toLinkedMap(Count::part, Count::total);
    Vector<Factor> open = factors;
    while (!open.isEmpty()) {
      Set<Axis.Plate> leaf = open.map(Factor::plates).maxBy(Set::size).get();
      Vector<Factor> here = open.filter(factor -> factor.plates().equals(leaf));
      open = open.reject(factor -> factor.plates().equals(leaf));
      Set<Axis.Variable> local =
          here.flatMap(Factor::variables)
              .filter(variable -> summed.contains(variable) && variable.home().equals(leaf))
              .distinct()
              .toLinkedSet();
      for (Vector<Factor> group : Components.of(here, local)) {
        Map<Axis.Variable, Axis.Variable> known = totals;
        Set<Axis.Variable> own =
            group
                .flatMap(Factor::variables)
                .filter(variable -> local.contains(variable) && !known.containsKey(variable))
                .distinct()
                .toLinkedSet();
        Elimination sums = chains.eliminate(group, own.toVector());
        done = done.and(sums.leaving(Vector.empty()));
        for (Factor rest : Addition.joined(sums.rest(), known.keySet())) {
          Set<Axis.Variable> parts = rest.variables().filter(known::containsKey);
          if (!parts.isEmpty()) {
            Addition sum = Addition.of(rest, leaf, parts, known, summed, scales);
            done = done.and(Elimination.of(sum.counting()));
            totals = totals.merge(sum.next());
            open = open.append(sum.counting().sum(ring));
          } else if (rest.variables().exists(summed::contains)) {
            open = open.append(pushed(rest, leaf));
          } else {
            done = done.and(Elimination.of(Vector.of(rest)));
          }
        }
      }
    }
    return done;
  }

  /** The product over the plates that none of the variables still to be summed lives in. */
  private Factor pushed(Factor factor, Set<Axis.Plate> leaf) {
    Set<Axis.Variable> pending = factor.variables().filter(summed::contains);
    Set<Axis.Plate> parent = HashSet.ofAll(pending.flatMap(Axis.Variable::home));
    Set<Axis.Plate> gone = leaf.removeAll(parent);
    if (gone.isEmpty()) {
      throw intractable(factor, pending, leaf);
    }
    factor
        .variables()
        .find(variable -> !parent.containsAll(variable.home()))
        .forEach(
            kept -> {
              throw tooLocal(factor, kept, pending);
            });
    return raised(factor, gone)
        .without(axis -> gone.exists(axis::equals), (table, axes) -> table.sum(axes));
  }

  /** The factor to the powers that its product over some plates is raised to. */
  Factor raised(Factor factor, Set<Axis.Plate> plates) {
    double power =
        plates
            .toVector()
            .map(plate -> scales.getOrElse(plate.name(), 1.0))
            .fold(1.0, (a, b) -> a * b);
    return power == 1 ? factor : factor.times(Tensor.scalar(power));
  }

  private static ModelException intractable(
      Factor factor, Set<Axis.Variable> pending, Set<Axis.Plate> leaf) {
    Axis.Variable least = pending.minBy(v -> elements(v.home()) * Math.log(v.size())).get();
    return new Crossed(
        ("The enumerated sites %s meet in %s at the densities of %s, but %s: neither of these"
                + " plates encloses the other. The exact sum would go through about %d^%.0f"
                + " combinations. Enumerate all of them in the guide, draw one of them there, or nest"
                + " the plates.")
            .formatted(
                Phrases.quoted(pending.map(Axis.Variable::name)),
                Phrases.plates(leaf),
                Phrases.quoted(factor.sites()),
                pending
                    .toJavaStream()
                    .map(v -> "'%s' stands in %s".formatted(v.name(), Phrases.plates(v.home())))
                    .collect(Collectors.joining(" and ")),
                least.size(),
                elements(least.home())),
        pending);
  }

  private static double elements(Set<Axis.Plate> plates) {
    return Factor.cells(plates.toVector().map(plate -> plate));
  }

  private static ModelException tooLocal(
      Factor factor, Axis.Variable kept, Set<Axis.Variable> pending) {
    return new ModelException(
        ("Site '%s' is enumerated in the guide in %s, and the densities of %s tie it to %s,"
                + " enumerated in the model outside of these plates. The bound would not factorise"
                + " over the plate: enumerate '%s' in the model too, or %s in the guide.")
            .formatted(
                kept.name(),
                Phrases.plates(kept.home()),
                Phrases.quoted(factor.sites()),
                Phrases.quoted(pending.map(Axis.Variable::name)),
                kept.name(),
                Phrases.quoted(pending.map(Axis.Variable::name))));
  }
}
