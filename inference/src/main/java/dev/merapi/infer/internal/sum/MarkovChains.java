package dev.merapi.infer.internal.sum;

import dev.merapi.infer.sum.ChainForm;
import io.vavr.collection.Vector;
import io.vavr.control.Either;

/**
 * Sums variables out of factors that share their plates: Markov chains among them as loops, the
 * rest {@linkplain Order one by one}.
 *
 * <p>Law: the sum does not depend on the form, up to rounding.
 *
 * @param ring how weights add up
 * @param form how chains are summed
 */
record MarkovChains(Semiring ring, ChainForm form) {
  /** How many times the entries of its densities a loop may go through. */
  private static final double WASTE = 16;

  /** The sums, and the factors that remain. */
  Elimination eliminate(Vector<Factor> factors, Vector<Axis.Variable> summed) {
    Elimination done = Elimination.of(factors);
    Vector<Axis.Variable> open = summed;
    Vector<Blocks.Name> names =
        form == ChainForm.STEPWISE
            ? Vector.empty()
            : summed
                .reject(variable -> variable.chains().isEmpty())
                .map(Blocks.Name::of)
                .distinct()
                .sortBy(name -> -name.outer().size());
    for (Blocks.Name name : names) {
      done = done.then(looped(name, done.rest(), open));
      Vector<Axis.Variable> gone = done.steps().flatMap(Summation::variables);
      open = open.removeAll(gone);
    }
    return done.then(Order.eliminate(done.rest(), open, ring));
  }

  /** The variables of one chain summed out as a loop; nothing, with a note, where it cannot be. */
  private Elimination looped(
      Blocks.Name name, Vector<Factor> factors, Vector<Axis.Variable> summed) {
    Either<String, Blocks> found = Blocks.of(name, factors, summed);
    if (found.isLeft()) {
      return stepwise(name, factors, found.getLeft());
    }
    Blocks blocks = found.get();
    Elimination before = Order.eliminate(factors, blocks.before(), ring);
    Stretch run = Stretch.of(blocks.steps(), before.rest());
    if (run.waste() > WASTE) {
      return stepwise(
          name,
          factors,
          "a loop would go through %.0f times the entries of its densities".formatted(run.waste()));
    }
    MarkovChain chain = run.chain(name.toString());
    return before.then(
        new Elimination(
            Vector.of(chain), run.others().append(chain.sum(ring, form)), Vector.empty()));
  }

  private static Elimination stepwise(Blocks.Name name, Vector<Factor> factors, String why) {
    Elimination nothing = Elimination.of(factors);
    return why.isEmpty()
        ? nothing
        : nothing.noted("chain '%s' is summed step by step: %s".formatted(name, why));
  }
}
