package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Nonzero;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** y = loc + scale · x with scale ≠ 0, from the real line onto itself; ln |dy/dx| = ln |scale|. */
public record Affine(Tensor loc, Tensor scale) implements Bijector {
  /** Refuses a known scale that is 0 or infinite, and a known place that is not finite. */
  public Affine {
    loc = Validation.real("Affine", "loc", loc);
    if (scale instanceof Dense known && !new Nonzero().holds(known)) {
      throw new ArgumentException(
          "Affine: scale must be a finite number other than 0, since a constant has no inverse, but it is "
              + scale);
    }
  }

  @Override
  public Parameters parameters() {
    return Parameters.of("Affine").real("loc", loc).with("scale", scale, new Nonzero());
  }

  @Override
  public Constraint domain() {
    return Constraints.real();
  }

  @Override
  public Constraint codomain() {
    return Constraints.real();
  }

  @Override
  public Tensor forward(Tensor x) {
    return loc.plus(scale.times(x));
  }

  /** The distances shrink or grow, and change sides where the map falls. */
  @Override
  public Interior inverseInside(Interior y) {
    Interior x = Interior.of(inverse(y.value()));
    if (!(scale instanceof Dense known) || known.min().item() * known.max().item() < 0) {
      return x;
    }
    boolean rises = known.min().item() > 0;
    Tensor logScale = scale.abs().log();
    if (y.above().isPresent()) {
      Interior.Distance d = y.above().get();
      Tensor log = d.log().minus(logScale);
      x = rises ? x.above(inverse(d.end()), log) : x.below(inverse(d.end()), log);
    }
    if (y.below().isPresent()) {
      Interior.Distance d = y.below().get();
      Tensor log = d.log().minus(logScale);
      x = rises ? x.below(inverse(d.end()), log) : x.above(inverse(d.end()), log);
    }
    return x;
  }

  @Override
  public Tensor inverse(Tensor y) {
    return y.minus(loc).div(scale);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return scale.abs().log().expand(Shape.broadcast(scale.shape(), x.shape()));
  }

  @Override
  public Shape forwardShape(Shape x) {
    return Shape.broadcast(loc.shape(), scale.shape(), x);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return forwardShape(y);
  }
}
