package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A differentiable one-to-one map y = f(x) from {@link #domain} onto {@link #codomain}. Both may be
 * arrays: x has shape [.., X..] with as many event axes X as the domain, y has shape [.., Y..].
 */
public interface Bijector {

  /** Where x lives. */
  Constraint domain();

  /** Where y lives. */
  Constraint codomain();

  /** f(x): [.., X..] → [.., Y..]. */
  Tensor forward(Tensor x);

  /** f⁻¹(y): [.., Y..] → [.., X..]. */
  Tensor inverse(Tensor y);

  /** f(x) with the distances from the ends of the codomain that f knows. */
  default Interior forwardInside(Tensor x) {
    return Interior.of(forward(x));
  }

  /** f⁻¹ of a value whose distances from the ends of the image are known. */
  default Interior inverseInside(Interior y) {
    return y.before(this).orElseGet(() -> Interior.of(inverse(y.value())));
  }

  /** The parameters with the sets that they come from; none are watched where none are named. */
  default Parameters parameters() {
    return Parameters.of(getClass().getSimpleName());
  }

  /**
   * ln |det ∂f/∂x| where y = f(x): → [..], one number for each event of the domain. Where Y has
   * more axes or elements than degrees of freedom, the determinant is that of the map onto the free
   * ones, which the implementation names.
   */
  Tensor logAbsDetJacobian(Tensor x, Tensor y);

  /** A value that a map or its inverse leads to, with ln |det ∂f/∂x| at that pair. */
  record Moved(Tensor value, Tensor logAbsDetJacobian) {}

  /** f(x) and the determinant; maps of several steps walk only once. */
  default Moved forwardMoved(Tensor x) {
    Tensor y = forward(x);
    return new Moved(y, logAbsDetJacobian(x, y));
  }

  /** f⁻¹(y) and the determinant of f there; maps of several steps walk only once. */
  default Moved inverseMoved(Tensor y) {
    Tensor x = inverse(y);
    return new Moved(x, logAbsDetJacobian(x, y));
  }

  /** The shape of f(x) for the shape of x. */
  default Shape forwardShape(Shape x) {
    return x;
  }

  /** The shape of f⁻¹(y) for the shape of y. */
  default Shape inverseShape(Shape y) {
    return y;
  }

  /** The map in the other direction. */
  default Bijector inverse() {
    return new Inverse(this);
  }

  /** This map followed by {@code next}. */
  default Bijector then(Bijector next) {
    return Composition.of(this, next);
  }
}
