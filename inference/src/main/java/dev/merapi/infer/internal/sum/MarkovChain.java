package dev.merapi.infer.internal.sum;

import dev.merapi.infer.sum.ChainForm;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.HmmLogSum;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

/**
 * A Markov chain summed out as a loop: the sum over all paths s of exp(Σₜ e[t, sₜ] + Σₜ b[(t − 1)
 * mod P, sₜ₋₁, sₜ]) over n steps of S states, for every element of the axes A.
 *
 * @param name the chain, for messages
 * @param outer A: the plates of its variables, then other variables that its densities depend on
 * @param blocks the variables of each step; a state of a step is a value of each, the last one
 *     running fastest
 * @param transition b [A.., P, S, S]
 * @param emission e [A.., n, S], which has the density of the first state too
 * @param sites some of the sites whose densities it is made of, for messages
 */
public record MarkovChain(
    String name,
    Vector<Axis> outer,
    Vector<Vector<Axis.Variable>> blocks,
    Tensor transition,
    Tensor emission,
    Set<String> sites)
    implements Summation {

  @Override
  public Vector<Axis.Variable> variables() {
    return blocks.flatMap(block -> block);
  }

  /** The number of steps. */
  int steps() {
    return emission.size(-2);
  }

  /** S. */
  int states() {
    return emission.size(-1);
  }

  @Override
  public double cost() {
    return Factor.cells(outer) * steps() * states() * states();
  }

  @Override
  public Vector<Tensor> tables() {
    return Vector.of(transition, emission);
  }

  @Override
  public MarkovChain with(Vector<Tensor> tables) {
    return new MarkovChain(name, outer, blocks, tables.get(0), tables.get(1), sites);
  }

  /** The chain at positions [home..] of one of the other variables that its densities have. */
  MarkovChain at(Axis.Variable variable, Tensor position) {
    int axis = outer.indexOf(variable);
    Tensor where = new Factor(Vector.ofAll(variable.home()), position, sites).along(outer);
    return new MarkovChain(
        name,
        outer.removeAt(axis),
        blocks,
        at(transition, axis, where),
        at(emission, axis, where),
        sites);
  }

  private static Tensor at(Tensor table, int axis, Tensor position) {
    Shape ones = Shape.SCALAR.padLeft(table.rank() - position.rank());
    return table.gatherAlong(axis, position.reshape(position.shape().append(ones))).squeeze(axis);
  }

  /** The sum over the paths, as a factor over A. */
  Factor sum(Semiring ring, ChainForm form) {
    Tensor table =
        switch (ring) {
          case SUM -> form == ChainForm.LOG_DEPTH ? inPairs() : inTurn();
          case MAX -> Messages.of(this, ring).total();
        };
    return new Factor(outer, table, sites);
  }

  private Tensor inTurn() {
    Tensor start = Tensor.zeros(emission.shape().dropRight(2).append(states()));
    return new HmmLogSum().on(start, transition, emission);
  }

  /**
   * Products of the matrices G[t, i, j] = b[t − 1, i, j] + e[t, j], neighbours first (Särkkä and
   * García-Fernández, <em>Temporal parallelization of Bayesian smoothers</em>, IEEE Trans. Automat.
   * Contr. 66, 2021).
   */
  private Tensor inPairs() {
    Tensor first = emission.slice(-2, 0, 1).squeeze(-2);
    Tensor product = eachTransition().plus(emission.slice(-2, 1, steps()).unsqueeze(-2));
    while (product.size(-3) > 1) {
      int pairs = product.size(-3) / 2;
      Tensor left = product.slice(-3, 0, pairs, 2).unsqueeze(-1);
      Tensor right = product.slice(-3, 1, pairs, 2).unsqueeze(-3);
      Tensor both = left.plus(right).logSumExp(-2);
      int odd = product.size(-3) - 2 * pairs;
      product =
          odd == 0 ? both : Tensor.concat(-3, both, product.slice(-3, 2 * pairs, 2 * pairs + 1));
    }
    return first.unsqueeze(-1).plus(product.squeeze(-3)).logSumExp(-2, -1);
  }

  /** b for every step: [A.., n − 1, S, S]. */
  private Tensor eachTransition() {
    int period = transition.size(-3);
    int n = steps() - 1;
    if (period == n) {
      return transition;
    }
    int turns = Math.ceilDiv(n, period);
    return transition.tile(-3, turns).slice(-3, 0, n);
  }

  /** As "chain 'weather' z_0 … z_99: a loop over 100 steps of 3 states, 900 entries". */
  @Override
  public String toString() {
    return "chain '%s' %s … %s: a loop over %d steps of %d states%s, %.0f entries"
        .formatted(
            name,
            blocks.head().head().name(),
            blocks.last().last().name(),
            steps(),
            states(),
            outer.isEmpty()
                ? ""
                : outer.map(axis -> axis.name() + " " + axis.size()).mkString(" over [", ", ", "]"),
            cost());
  }
}
