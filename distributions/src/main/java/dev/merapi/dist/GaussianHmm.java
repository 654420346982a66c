package dev.merapi.dist;

import dev.merapi.dist.constraint.Constraint;
import dev.merapi.dist.constraint.Constraints;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.random.Key;
import java.util.ArrayList;
import java.util.List;

/**
 * A linear Gaussian state-space model of {@code duration} T steps as one law, its states summed out
 * by Kalman's filter: x₀ of {@code initial}; for each t, xₜ = xₜ₋₁ F + noise with F = {@code
 * transition} [n, n] and an observation yₜ = xₜ H + noise with H = {@code emission} [n, m]. Vectors
 * are rows. Events are [T, m].
 *
 * <p>Maps and noises are the same for all steps, or have an axis of 1 or T steps left of their own
 * axes: F [.., T, n, n] and H [.., T, n, m], noises of batch [.., T]. What is left of that is B.
 */
public record GaussianHmm(
    MultivariateNormal initial,
    Tensor transition,
    MultivariateNormal transitionNoise,
    Tensor emission,
    MultivariateNormal emissionNoise,
    int duration,
    Shape batchShape)
    implements Distribution {

  /** The given parts; their batches broadcast. */
  public static GaussianHmm of(
      MultivariateNormal initial,
      Tensor transition,
      MultivariateNormal transitionNoise,
      Tensor emission,
      MultivariateNormal emissionNoise,
      int duration) {
    Validation.parameter("GaussianHmm", "transition", transition, Constraints.realMatrix());
    Validation.parameter("GaussianHmm", "emission", emission, Constraints.realMatrix());
    Shape batch =
        Parameters.of("GaussianHmm")
            .given("initial", initial.batchShape())
            .given(
                "transition", Steps.batch("transition", transition.shape().dropRight(2), duration))
            .given(
                "transitionNoise",
                Steps.batch("transitionNoise", transitionNoise.batchShape(), duration))
            .given("emission", Steps.batch("emission", emission.shape().dropRight(2), duration))
            .given(
                "emissionNoise", Steps.batch("emissionNoise", emissionNoise.batchShape(), duration))
            .batchShape();
    return new GaussianHmm(
        initial, transition, transitionNoise, emission, emissionNoise, duration, batch);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(duration, emission.size(-1));
  }

  @Override
  public Constraint support() {
    return Constraints.realMatrix();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor x = initial.expand(batchShape).sample(key.fold("initial"), sampleShape);
    Tensor[] path = new Tensor[duration];
    for (int t = 0; t < duration; t++) {
      Distribution step = Steps.at(transitionNoise, t).expand(batchShape);
      Tensor noise = step.sample(key.fold("transition").fold(t), sampleShape);
      x = GaussianState.row(x, Steps.at(transition, 2, t)).plus(noise);
      Distribution blur = Steps.at(emissionNoise, t).expand(batchShape);
      Tensor error = blur.sample(key.fold("emission").fold(t), sampleShape);
      path[t] = GaussianState.row(x, Steps.at(emission, 2, t)).plus(error);
    }
    return Tensor.stack(-2, path);
  }

  /** What is known of each state after its observation and those before, with their densities. */
  private List<GaussianState.Update> filtered(Tensor value) {
    List<GaussianState.Update> updates = new ArrayList<>();
    GaussianState state = GaussianState.of(initial);
    for (int t = 0; t < duration; t++) {
      Tensor y = value.slice(-2, t, t + 1).squeeze(-2);
      GaussianState.Update update =
          state
              .through(Steps.at(transition, 2, t), Steps.at(transitionNoise, t))
              .given(Steps.at(emission, 2, t), Steps.at(emissionNoise, t), y);
      updates.add(update);
      state = update.state();
    }
    return updates;
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor total = Tensor.scalar(0);
    for (GaussianState.Update update : filtered(value)) {
      total = total.plus(update.logDensity());
    }
    return total;
  }

  /** The law of the last state given all observations [.., T, m]. */
  public MultivariateNormal filter(Tensor value) {
    return filtered(value).getLast().state().law();
  }

  /**
   * A draw [.., T, n] of all states given all observations [.., T, m], from the last one backwards;
   * differentiable in the parameters and in the observations.
   */
  public Tensor samplePosterior(Key key, Tensor value) {
    List<GaussianState.Update> updates = filtered(value);
    Tensor[] path = new Tensor[duration];
    for (int t = duration - 1; t >= 0; t--) {
      GaussianState state = updates.get(t).state();
      if (t < duration - 1) {
        Tensor map = Steps.at(transition, 2, t + 1);
        state = state.given(map, Steps.at(transitionNoise, t + 1), path[t + 1]).state();
      }
      path[t] = state.law().sample(key.fold(t));
    }
    return Tensor.stack(-2, path);
  }

  /** The law of the next {@code steps} observations after those of {@code value}. */
  public GaussianHmm after(Tensor value, int steps) {
    return of(filter(value), transition, transitionNoise, emission, emissionNoise, steps);
  }

  @Override
  public GaussianHmm expand(Shape batchShape) {
    return new GaussianHmm(
        initial, transition, transitionNoise, emission, emissionNoise, duration, batchShape);
  }
}
