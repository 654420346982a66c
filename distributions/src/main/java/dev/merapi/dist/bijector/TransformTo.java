package dev.merapi.dist.bijector;

import dev.merapi.dist.constraint.Constraint;
import dev.merapi.dist.constraint.Simplex;
import dev.merapi.dist.constraint.Sphere;

/**
 * The map from unconstrained values onto each constraint that parameters are stored through. As
 * {@link BijectTo}, but many-to-one where that is smoother: vectors become points of the simplex by
 * softmax and points of the sphere by normalising. The inverse gives one of the values that lead
 * there, and a log-determinant does not exist for these two.
 */
public final class TransformTo {
  private TransformTo() {}

  /** The map onto a set; a sentence where there is none. */
  public static Transform of(Constraint constraint) {
    return switch (constraint) {
      case Simplex simplex ->
          new Transform(simplex, x -> x.softmax(-1), y -> y.log(), shape -> shape);
      case Sphere sphere ->
          new Transform(
              sphere, x -> x.div(x.square().sum(-1).sqrt().unsqueeze(-1)), y -> y, shape -> shape);
      case Constraint other -> {
        Bijector bijector = BijectTo.of(other);
        yield new Transform(other, bijector::forward, bijector::inverse, bijector::inverseShape);
      }
    };
  }
}
