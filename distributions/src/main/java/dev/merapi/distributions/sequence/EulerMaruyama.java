package dev.merapi.distributions.sequence;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A path of the stochastic differential equation dx = f(x, t) dt + g(x, t) dW, seen at {@code
 * times} t₀ &lt; … &lt; tₙ and taken in one Euler step between neighbours: x₀ of {@code initial}
 * and xᵢ₊₁ normal around xᵢ + f Δt with deviation g √Δt, element by element. The batch and event
 * axes of {@code initial} are B and the axes of one state; events are [n + 1, E..].
 *
 * <p>Source: Maruyama, "Continuous Markov processes and stochastic equations" (1955); Kloeden and
 * Platen, "Numerical Solution of Stochastic Differential Equations" (1992), section 9.1.
 */
public record EulerMaruyama(Dense times, Field field, Distribution initial)
    implements Distribution {

  /** Checks that the times rise. */
  public EulerMaruyama {
    var _ = Validation.parameter("EulerMaruyama", "times", times, Constraints.ordered());
  }

  /** f and g at a state and a time. */
  public record Motion(Tensor drift, Tensor diffusion) {}

  /** The right-hand side of the equation. What it learns are tensors that it holds. */
  @FunctionalInterface
  public interface Field {
    /** f and g ≥ 0 at a state [.., E..] and a time. */
    Motion at(Tensor state, double time);
  }

  /** A stochastic differential equation by Euler's steps. */
  @Factory(value = "eulerMaruyama", arrays = "times")
  public static EulerMaruyama of(Tensor times, Field field, Distribution initial) {
    Tensor checked = Validation.within("EulerMaruyama", "times", times, Constraints.ordered());
    return new EulerMaruyama(checked.dense(), field, initial);
  }

  @Override
  public Shape batchShape() {
    return initial.batchShape();
  }

  @Override
  public Shape eventShape() {
    return times.shape().append(initial.eventShape());
  }

  @Override
  public Constraint support() {
    return Constraints.independent(Constraints.real(), eventShape().rank());
  }

  @Override
  public boolean reparametrised() {
    return initial.reparametrised();
  }

  private double gap(int i) {
    return times.get(i + 1).item() - times.get(i).item();
  }

  /** The distribution of the next state, all elements one event. */
  private Distribution next(Tensor state, int i) {
    Motion motion = field.at(state, times.get(i).item());
    Tensor loc = state.plus(motion.drift().times(gap(i)));
    Tensor scale = motion.diffusion().times(Math.sqrt(gap(i)));
    return Normal.of(loc, scale).expand(state.shape()).toEvent(initial.eventDim());
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor[] path = new Tensor[times.size(0)];
    path[0] = initial.sample(key.fold("initial"), sampleShape);
    for (int i = 0; i + 1 < path.length; i++) {
      path[i + 1] = next(path[i], i).sample(key.fold(i));
    }
    return Tensor.stack(-1 - initial.eventDim(), path);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor total = initial.logProbInside(state(value, 0));
    for (int i = 0; i + 1 < times.size(0); i++) {
      total = total.plus(next(state(value, i), i).logProbInside(state(value, i + 1)));
    }
    return total;
  }

  private Tensor state(Tensor path, int i) {
    int axis = -1 - initial.eventDim();
    return path.slice(axis, i, i + 1).squeeze(axis);
  }

  @Override
  public EulerMaruyama expand(Shape batchShape) {
    return new EulerMaruyama(times, field, initial.expand(batchShape));
  }
}
