package dev.merapi.infer.enumerate;

import io.vavr.collection.Vector;
import java.util.stream.Collectors;

/**
 * One variable summed out.
 *
 * @param variable the variable
 * @param factors all factors that have it, at the plates it stands in
 */
public record Step(Axis.Variable variable, Vector<Factor> factors) {

  /** The axes of the table that is summed. */
  Vector<Axis> axes() {
    return Factor.union(factors);
  }

  /** The number of entries of the table that is summed. */
  public double cost() {
    return Factor.cells(axes());
  }

  /** As "z_1: 2 factors over [data 7, z_0 3, z_1 3], 63 entries". */
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
