package dev.merapi.distributions.sequence;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.IndependentAxes;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.distributions.sequence.internal.GaussianState;
import dev.merapi.distributions.sequence.internal.Steps;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Optional;

/**
 * A linear state-space model of {@code duration} T steps whose noises may have any distributions of
 * real vectors: x₀ of {@code initial}; for each t, xₜ = xₜ₋₁ F + noise with F = {@code transition}
 * [n, n] and yₜ = xₜ H + noise with H = {@code emission} [n, m]. Vectors are rows; events are [T,
 * m]. Maps and noises are the same for all steps, or have an axis of 1 or T steps left of their
 * own, as in {@link GaussianHmm}.
 *
 * <p>It has draws. The states can be summed out where all noises are normal; otherwise asking for a
 * density is an ArgumentException that names the way out, which makes them normal given draws of
 * their scales.
 */
public record LinearHmm(
    Distribution initial,
    Tensor transition,
    Distribution transitionNoise,
    Tensor emission,
    Distribution emissionNoise,
    int duration,
    Shape batchShape)
    implements Distribution {

  /** Checks the maps. */
  public LinearHmm {
    var _ = Validation.parameter("LinearHmm", "transition", transition, Constraints.realMatrix());
    var _ = Validation.parameter("LinearHmm", "emission", emission, Constraints.realMatrix());
  }

  /** A linear state-space model with noises of any distribution. */
  @Factory(
      value = "linearHmm",
      arrays = {"transition", "emission"})
  public static LinearHmm of(
      Distribution initial,
      Tensor transition,
      Distribution transitionNoise,
      Tensor emission,
      Distribution emissionNoise,
      int duration) {
    Parameters parameters = Parameters.of("LinearHmm");
    int n = transition.size(-1);
    Shape batch =
        parameters
            .sizes("transition", n, "initial", size(initial))
            .sizes("transition", n, "transitionNoise", size(transitionNoise))
            .sizes("emission", emission.size(-1), "emissionNoise", size(emissionNoise))
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
    return new LinearHmm(
        initial, transition, transitionNoise, emission, emissionNoise, duration, batch);
  }

  /** The size of the vectors of a distribution. */
  private static int size(Distribution part) {
    if (part.eventDim() != 1) {
      throw new ArgumentException(
          "LinearHmm is made of distributions of vectors, but %s has event shape %s; declare the last axis by toEvent(1)"
              .formatted(part.getClass().getSimpleName(), part.eventShape()));
    }
    return part.eventShape().size(0);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(duration, emission.size(-1));
  }

  @Override
  public Parameters parameters() {
    return Parameters.of("LinearHmm")
        .part(initial, 0)
        .part(transitionNoise, Steps.axes(transitionNoise))
        .part(emissionNoise, Steps.axes(emissionNoise))
        .with("transition", transition, Constraints.realMatrix(), Steps.axes(transition, 2))
        .with("emission", emission, Constraints.realMatrix(), Steps.axes(emission, 2));
  }

  @Override
  public Constraint support() {
    return Constraints.realMatrix();
  }

  @Override
  public boolean reparametrised() {
    return initial.reparametrised()
        && transitionNoise.reparametrised()
        && emissionNoise.reparametrised();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape steps = batchShape.append(duration);
    Tensor first = initial.expand(batchShape).sample(key.fold("initial"), sampleShape);
    Tensor pushes = transitionNoise.expand(steps).sample(key.fold("transition"), sampleShape);
    Tensor errors = emissionNoise.expand(steps).sample(key.fold("emission"), sampleShape);
    Tensor states = Steps.path(first, transition, pushes);
    return GaussianState.row(states, emission).plus(errors);
  }

  /** The same distribution with other noises of the same sizes. */
  public LinearHmm with(
      Distribution initial, Distribution transitionNoise, Distribution emissionNoise) {
    return of(initial, transition, transitionNoise, emission, emissionNoise, duration);
  }

  /** The same distribution as one with a density, where all noises are normal. */
  public Optional<GaussianHmm> gaussian() {
    return normal(initial)
        .flatMap(
            x ->
                normal(transitionNoise)
                    .flatMap(
                        q ->
                            normal(emissionNoise)
                                .map(
                                    r ->
                                        new GaussianHmm(
                                            x, transition, q, emission, r, duration, batchShape))));
  }

  /** Whether a distribution of vectors is normal, in a form that is known here. */
  public static boolean isNormal(Distribution part) {
    return normal(part).isPresent();
  }

  /** A distribution of vectors as a normal one, if it is. */
  private static Optional<MultivariateNormal> normal(Distribution part) {
    return switch (part) {
      case MultivariateNormal normal -> Optional.of(normal);
      case IndependentAxes(Normal normal, int _) ->
          Optional.of(MultivariateNormal.diagonal(normal));
      case Distribution _ -> Optional.empty();
    };
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return gaussian()
        .orElseThrow(
            () ->
                new ArgumentException(
                    "LinearHmm has a density only where all its noises are normal, but they are %s, %s and %s; draw its site with the reparametrisation GaussianParts"
                        .formatted(name(initial), name(transitionNoise), name(emissionNoise))))
        .logDensity(value);
  }

  private static String name(Distribution part) {
    return part instanceof IndependentAxes(Distribution base, int _)
        ? name(base)
        : part.getClass().getSimpleName();
  }

  @Override
  public LinearHmm expand(Shape batchShape) {
    return new LinearHmm(
        initial, transition, transitionNoise, emission, emissionNoise, duration, batchShape);
  }
}
