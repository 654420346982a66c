package dev.merapi.infer.internal.sum;

import dev.merapi.infer.sum.ChainForm;
import dev.merapi.infer.sum.Scaling;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

/**
 * Densities that share variables which are to be summed out: (Σ Π factors)^scale.
 *
 * @param factors the densities, masked and not scaled
 * @param summed the variables
 * @param scale one number, outside of the sum
 * @param plateScales for each plate the power that its product is raised to; see {@link Scaling}
 * @param form how Markov chains are summed out
 * @param counts the sums among the variables
 */
public record Group(
    Vector<Factor> factors,
    Set<Axis.Variable> summed,
    Tensor scale,
    Map<String, Double> plateScales,
    ChainForm form,
    Vector<Count> counts) {

  /** The sums, as factors over plates and variables that are not summed out, scaled. */
  public Vector<Factor> sums() {
    SumProduct routine = routine(Semiring.SUM);
    return routine.of(factors).rest().map(rest -> routine.raised(rest, rest.plates()).times(scale));
  }

  /** The logarithm of the sum over all of its variables, not scaled. */
  public Tensor logSum(Vector<Factor> further) {
    return routine(Semiring.SUM)
        .of(factors.appendAll(further))
        .rest()
        .map(rest -> rest.table().sum())
        .reduce(Tensor::plus);
  }

  /** The variables that are no sums and no summands. */
  public Set<Axis.Variable> sites() {
    return summed.removeAll(counts.flatMap(count -> Vector.of(count.part(), count.total())));
  }

  /** The variables summed out one after the other. */
  public Elimination elimination(Semiring ring) {
    return routine(ring).of(factors);
  }

  private SumProduct routine(Semiring ring) {
    return new SumProduct(summed, ring, plateScales, form, counts);
  }
}
