package dev.merapi.distributions.definition;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.internal.Belongs;
import dev.merapi.distributions.internal.Flags;
import dev.merapi.distributions.internal.Offender;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.bounds.BoundsOf;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Checks of parameters, made where a distribution is built from known numbers. On by default;
 * {@link #off} switches them off for a block of code and for the threads forked in it, nowhere
 * else.
 */
public final class Validation {
  private static final ScopedValue<Boolean> ENABLED = ScopedValue.newInstance();
  private static final ScopedValue<Watcher> WATCHER = ScopedValue.newInstance();

  private Validation() {}

  /** Whether parameters are checked here. */
  public static boolean enabled() {
    return ENABLED.orElse(true);
  }

  /**
   * Runs a block without checks and returns its result.
   *
   * @throws X what the block throws
   */
  public static <R, X extends Throwable> R off(ScopedValue.CallableOp<? extends R, X> block)
      throws X {
    return ScopedValue.where(ENABLED, false).<R, X>call(block);
  }

  /** Who is told of parameters that are no numbers yet, and so cannot be checked. */
  @FunctionalInterface
  public interface Watcher {
    /** A parameter that is to fulfil a constraint. */
    void unknown(String distribution, String parameter, Tensor value, Constraint constraint);
  }

  /**
   * Runs a block and returns its result; the watcher is told of what cannot be checked in it.
   *
   * @throws X what the block throws
   */
  public static <R, X extends Throwable> R watched(
      Watcher watcher, ScopedValue.CallableOp<? extends R, X> block) throws X {
    return ScopedValue.where(WATCHER, watcher).<R, X>call(block);
  }

  /**
   * Runs a block with checks and returns its result.
   *
   * @throws X what the block throws
   */
  public static <R, X extends Throwable> R on(ScopedValue.CallableOp<? extends R, X> block)
      throws X {
    return ScopedValue.where(ENABLED, true).<R, X>call(block);
  }

  /**
   * The parameter itself; a sentence with the distribution, its parameter, the number, its index
   * and the constraint where the number is known and breaks it.
   *
   * @throws ShapeException if the value has fewer axes than the constraint
   * @throws ArgumentException if a value violates the constraint
   */
  public static Tensor parameter(
      String distribution, String name, Tensor value, Constraint constraint) {
    if (value.rank() < constraint.eventDim()) {
      throw new ShapeException(
          "%s wants %s of at least %d axes, but its shape is %s"
              .formatted(distribution, name, constraint.eventDim(), value.shape()));
    }
    if (enabled() && !(value instanceof Dense) && WATCHER.isBound()) {
      WATCHER.get().unknown(distribution, name, value, constraint);
    }
    if (enabled()
        && value instanceof Dense known
        && !constraint.holds(known)
        && constraint.check(value) instanceof Dense inside
        && !Flags.all(inside)) {
      throw new ArgumentException(
          "%s: %s must be %s, but it is %s"
              .formatted(
                  distribution,
                  name,
                  constraint.describe(),
                  Offender.first(value, inside, constraint.eventDim())));
    }
    return value;
  }

  /**
   * The parameter, checked; where it is no number yet and could leave its set, NaN outside of it,
   * so that what is computed from it is noticed.
   */
  public static Tensor within(
      String distribution, String name, Tensor value, Constraint constraint) {
    Tensor checked = parameter(distribution, name, value, constraint);
    if (Belongs.surely(checked, constraint)) {
      return checked;
    }
    Tensor flags = constraint.check(checked);
    for (int i = 0; i < constraint.eventDim(); i++) {
      flags = flags.unsqueeze(-1);
    }
    return Tensor.where(flags, checked, Tensor.scalar(Double.NaN));
  }

  /**
   * A matrix of which nothing is known yet, NaN unless it is symmetric. A matrix that a program
   * makes of its own values is symmetric always or never, and its first run has looked.
   */
  public static Tensor symmetric(Tensor matrix) {
    return matrix instanceof Dense || BoundsOf.tensor(matrix).known()
        ? matrix
        : within("", "", matrix, Constraints.symmetric());
  }

  /** A parameter that is a finite number. */
  public static Tensor real(String distribution, String name, Tensor value) {
    return within(distribution, name, value, Constraints.real());
  }

  /** A parameter that is a finite number above 0. */
  public static Tensor positive(String distribution, String name, Tensor value) {
    return within(distribution, name, value, Constraints.positive());
  }

  /**
   * The batch shape of parameters given with the shapes of their batches, all named if they clash.
   */
  static Shape batch(String distribution, Map<String, Shape> shapes) {
    try {
      return Shape.broadcast(shapes.values().toArray(Shape[]::new));
    } catch (ShapeException cause) {
      ShapeException error =
          new ShapeException(
              "The parameters of %s do not broadcast: %s"
                  .formatted(
                      distribution,
                      shapes.entrySet().stream()
                          .map(entry -> entry.getKey() + " has shape " + entry.getValue())
                          .collect(Collectors.joining(", "))));
      error.initCause(cause);
      throw error;
    }
  }
}
