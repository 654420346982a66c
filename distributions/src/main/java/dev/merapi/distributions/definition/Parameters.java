package dev.merapi.distributions.definition;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Checks the parameters of one distribution, one after the other, and gathers their batch shape:
 * what every factory does first.
 */
public final class Parameters {
  private final String distribution;
  private final Map<String, Shape> shapes = new LinkedHashMap<>();

  private Parameters(String distribution) {
    this.distribution = distribution;
  }

  public static Parameters of(String distribution) {
    return new Parameters(distribution);
  }

  /** A parameter whose events are those of its constraint. */
  public Parameters with(String name, Tensor value, Constraint constraint) {
    Tensor checked = Validation.parameter(distribution, name, value, constraint);
    shapes.put(name, checked.shape().dropRight(constraint.eventDim()));
    return this;
  }

  /** A parameter that has been checked, by the shape of its batch. */
  public Parameters given(String name, Shape batch) {
    shapes.put(name, batch);
    return this;
  }

  /** A sentence unless the last sizes of two parameters are one. */
  public Parameters sizes(String first, int m, String second, int n) {
    if (m != n) {
      throw new ShapeException(
          "%s: the last size of %s is %d, but that of %s is %d; they must be equal"
              .formatted(distribution, first, m, second, n));
    }
    return this;
  }

  /** A parameter that is a finite number. */
  public Parameters real(String name, Tensor value) {
    return with(name, value, Constraints.real());
  }

  /** A parameter that is a finite number above 0. */
  public Parameters positive(String name, Tensor value) {
    return with(name, value, Constraints.positive());
  }

  /**
   * The shape to which all parameters broadcast; a sentence that names them all if there is none.
   */
  public Shape batchShape() {
    return Validation.batch(distribution, shapes);
  }
}
