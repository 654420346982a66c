package dev.merapi.distributions.transform;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Independent;
import dev.merapi.distributions.constraint.Simplex;
import dev.merapi.distributions.constraint.Sphere;

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
      case Simplex _ -> Transforms.softmax();
      case Sphere _ -> Transforms.normalise();
      case Independent(Constraint base, _) -> {
        Transform each = of(base);
        yield new Transform(constraint, each.onto(), each.back(), each.shapeBack());
      }
      case Constraint other -> {
        Bijector bijector = BijectTo.of(other);
        yield new Transform(other, bijector::forward, bijector::inverse, bijector::inverseShape);
      }
    };
  }
}
