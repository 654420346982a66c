package dev.merapi.distributions.definition;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The parameters of one distribution with the sets that they come from. The constructor of a
 * distribution {@link #check checks} them, a factory asks for the {@link #shape} to which they
 * broadcast, and {@code expand} says that they are {@link #checked}.
 */
public final class Parameters {
  private final String distribution;
  private final List<Parameter> parameters = new ArrayList<>(4);
  private final List<Part> parts = new ArrayList<>(0);
  private final Map<String, Shape> shapes = new LinkedHashMap<>(4);

  private Parameters(String distribution) {
    this.distribution = distribution;
  }

  private record Parameter(String name, Tensor value, Constraint constraint, int axes) {}

  private record Part(Parameters parameters, int axes) {}

  /** None yet. */
  public static Parameters of(String distribution) {
    return new Parameters(distribution);
  }

  /**
   * What is made again of parameters that have been checked: their numbers are not looked at a
   * second time.
   */
  public static <D> D checked(Supplier<D> copy) {
    return Validation.off(copy::get);
  }

  /**
   * A parameter whose events are those of its constraint.
   *
   * @throws ShapeException if the value has fewer axes than the constraint
   */
  public Parameters with(String name, Tensor value, Constraint constraint) {
    int axes = constraint.eventDim();
    if (value.rank() < axes) {
      throw new ShapeException(
          "%s wants %s of at least %d axes, but its shape is %s"
              .formatted(distribution, name, axes, value.shape()));
    }
    parameters.add(new Parameter(name, value, constraint, 0));
    shapes.put(name, value.shape().dropRight(axes));
    return this;
  }

  /** A parameter of which {@code axes} axes left of its events are used up here. */
  public Parameters with(String name, Tensor value, Constraint constraint, int axes) {
    parameters.add(new Parameter(name, value, constraint, axes));
    shapes.put(name, value.shape().dropRight(constraint.eventDim() + axes));
    return this;
  }

  /** A parameter that has been checked, by the shape of its batch. */
  public Parameters given(String name, Shape batch) {
    shapes.put(name, batch);
    return this;
  }

  /**
   * A distribution that this one is made of, by the shape of its batch: its parameters are
   * parameters here.
   */
  public Parameters part(String name, Distribution part) {
    return part(name, part, 0);
  }

  /** A distribution of which the {@code axes} rightmost batch axes are used up here. */
  public Parameters part(String name, Distribution part, int axes) {
    return part(part, axes).given(name, part.batchShape().dropRight(axes));
  }

  /**
   * As {@link #part(String, Distribution, int)}, where the shape of its batch is given otherwise.
   */
  public Parameters part(Distribution part, int axes) {
    return part(part.parameters(), axes);
  }

  /** All parameters of a part. */
  public Parameters part(Parameters part, int axes) {
    parts.add(new Part(part, axes));
    return this;
  }

  /** Tells a guard of all parameters, those of the parts among them. */
  void collect(Guard guard, int axes) {
    for (Parameter each : parameters) {
      guard.add(each.value(), each.constraint(), axes + each.axes());
    }
    for (Part part : parts) {
      part.parameters().collect(guard, axes + part.axes());
    }
  }

  /**
   * A sentence unless the last sizes of two parameters are one.
   *
   * @throws ShapeException if the two sizes differ
   */
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

  /** A probability of success, in the form in which it was given. */
  public Parameters with(Chance chance) {
    return with(chance, Constraints.unitInterval());
  }

  /** A probability of success from a part of [0, 1], in the form in which it was given. */
  public Parameters with(Chance chance, Constraint domain) {
    return switch (chance) {
      case Chance.OfProbs(Tensor probs) -> with("probs", probs, domain);
      case Chance.OfLogits(Tensor logits) -> real("logits", logits);
    };
  }

  /** Weights of categories, in the form in which they were given. */
  public Parameters with(Weights weights) {
    return switch (weights) {
      case Weights.OfProbs(Tensor probs) -> with("probs", probs, weights.domain());
      case Weights.OfLogits(Tensor logits) -> with("logits", logits, weights.domain());
    };
  }

  /**
   * The shape to which all parameters broadcast; a sentence that names them all if there is none.
   */
  public Shape shape() {
    return Validation.batch(distribution, shapes);
  }

  /** The shape, after the numbers were checked. */
  public Shape batchShape() {
    checkNumbers();
    return shape();
  }

  /**
   * A sentence where a known number is not in its set, or where the parameters do not broadcast to
   * the batch shape.
   *
   * @throws ShapeException if the parameters do not broadcast to the batch shape
   */
  public void check(Shape batchShape) {
    checkNumbers();
    if (!shape().broadcastsTo(batchShape)) {
      throw new ShapeException(
          "%s: the parameters have batch shape %s, which does not broadcast to %s"
              .formatted(distribution, shape(), batchShape));
    }
  }

  private void checkNumbers() {
    for (Parameter each : parameters) {
      var _ = Validation.parameter(distribution, each.name(), each.value(), each.constraint());
    }
  }
}
