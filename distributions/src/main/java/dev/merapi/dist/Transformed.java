package dev.merapi.dist;

import dev.merapi.dist.bijector.Bijector;
import dev.merapi.dist.bijector.Chain;
import dev.merapi.dist.constraint.Constraint;
import dev.merapi.dist.constraint.Constraints;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.random.Key;

/**
 * The law of f(x) for x of {@code base} and a bijector f: p(y) = p(x) / |det ∂f/∂x| with x =
 * f⁻¹(y). Batch axes of the base become event axes where the bijector works on larger events than
 * the base has.
 */
public record Transformed(Distribution base, Bijector bijector) implements Distribution {

  /** The law of a bijector applied to draws of {@code base}; several are applied in order. */
  public static Transformed of(Distribution base, Bijector... bijectors) {
    Bijector whole = bijectors.length == 1 ? bijectors[0] : Chain.of(bijectors);
    int missing = whole.domain().eventDim() - base.eventDim();
    Distribution fitted = missing > 0 ? base.toEvent(missing) : base;
    Shape draws = whole.inverseShape(whole.forwardShape(fitted.shape(Shape.SCALAR)));
    Shape batch = draws.dropRight(fitted.eventDim());
    return new Transformed(
        batch.equals(fitted.batchShape()) ? fitted : fitted.expand(batch), whole);
  }

  /** How many event axes of the base the bijector is repeated over. */
  private int repeated() {
    return base.eventDim() - bijector.domain().eventDim();
  }

  @Override
  public Shape batchShape() {
    return base.batchShape();
  }

  @Override
  public Shape eventShape() {
    Shape whole = bijector.forwardShape(base.shape(Shape.SCALAR));
    return whole.dropLeft(base.batchShape().rank());
  }

  @Override
  public Constraint support() {
    return Constraints.independent(bijector.codomain(), repeated());
  }

  @Override
  public boolean reparametrised() {
    return base.reparametrised();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return bijector.forward(base.sample(key, sampleShape));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor x = bijector.inverse(value);
    Bijector repeated =
        repeated() == 0
            ? bijector
            : new dev.merapi.dist.bijector.IndependentAxes(bijector, repeated());
    return base.logDensity(x).minus(repeated.logAbsDetJacobian(x, value));
  }

  @Override
  public Transformed expand(Shape batchShape) {
    return new Transformed(base.expand(batchShape), bijector);
  }
}
