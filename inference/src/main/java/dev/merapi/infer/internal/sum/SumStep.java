package dev.merapi.infer.internal.sum;

import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.stream.Collectors;

/**
 * One variable summed out.
 *
 * @param variable the variable
 * @param factors all factors that have it, at the plates it stands in
 */
public record SumStep(Axis.Variable variable, Vector<Factor> factors) implements Summation {

  /** The axes of the table that is summed. */
  Vector<Axis> axes() {
    return Factor.union(factors);
  }

  @Override
  public Vector<Axis.Variable> variables() {
    return Vector.of(variable);
  }

  @Override
  public double cost() {
    return Factor.cells(axes());
  }

  @Override
  public Vector<Tensor> tables() {
    return Vector.of(Factor.product(factors).table());
  }

  @Override
  public SumStep with(Vector<Tensor> tables) {
    Factor product = new Factor(axes(), tables.head(), factors.head().sites());
    return new SumStep(variable, Vector.of(product));
  }

  /** As "z_1: 2 factors over [z_0 3, z_1 3, data 7], 63 entries". */
  @Override
  public String toString() {
    return "%s: %d factors over [%s], %.0f entries"
        .formatted(
            variable.name(),
            factors.size(),
            axes()
                .toJavaStream()
                .map(axis -> axis.name() + " " + axis.size())
                .collect(Collectors.joining(", ")),
            cost());
  }
}
