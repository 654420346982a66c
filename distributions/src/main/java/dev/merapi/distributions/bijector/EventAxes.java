package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.SumRight;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** A bijector applied along {@code axes} further axes, which belong to the event. */
public record EventAxes(Bijector base, int axes) implements Bijector {
  @Override
  public Parameters parameters() {
    return Parameters.of("IndependentAxes").part(base.parameters(), axes);
  }

  @Override
  public Constraint domain() {
    return Constraints.independent(base.domain(), axes);
  }

  @Override
  public Constraint codomain() {
    return Constraints.independent(base.codomain(), axes);
  }

  @Override
  public Tensor forward(Tensor x) {
    return base.forward(x);
  }

  @Override
  public Interior forwardInside(Tensor x) {
    return base.forwardInside(x);
  }

  @Override
  public Interior inverseInside(Interior y) {
    return base.inverseInside(y);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return base.inverse(y);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return summed(base.logAbsDetJacobian(x, y), x);
  }

  @Override
  public Moved forwardMoved(Tensor x) {
    Moved moved = base.forwardMoved(x);
    return new Moved(moved.value(), summed(moved.logAbsDetJacobian(), x));
  }

  @Override
  public Moved inverseMoved(Tensor y) {
    Moved moved = base.inverseMoved(y);
    return new Moved(moved.value(), summed(moved.logAbsDetJacobian(), moved.value()));
  }

  private Tensor summed(Tensor terms, Tensor x) {
    return SumRight.of(terms, x.shape(), base.domain().eventDim(), axes);
  }

  @Override
  public Shape forwardShape(Shape x) {
    return base.forwardShape(x);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return base.inverseShape(y);
  }
}
