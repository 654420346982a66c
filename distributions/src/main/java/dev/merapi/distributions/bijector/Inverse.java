package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** The inverse of a bijector; its log-determinant is the negative. */
public record Inverse(Bijector of) implements Bijector {
  @Override
  public Parameters parameters() {
    return of.parameters();
  }

  @Override
  public Constraint domain() {
    return of.codomain();
  }

  @Override
  public Constraint codomain() {
    return of.domain();
  }

  @Override
  public Tensor forward(Tensor x) {
    return of.inverse(x);
  }

  @Override
  public Tensor inverse(Tensor y) {
    return of.forward(y);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return of.logAbsDetJacobian(y, x).unaryMinus();
  }

  @Override
  public Moved forwardMoved(Tensor x) {
    return opposite(of.inverseMoved(x));
  }

  @Override
  public Moved inverseMoved(Tensor y) {
    return opposite(of.forwardMoved(y));
  }

  private static Moved opposite(Moved moved) {
    return new Moved(moved.value(), moved.logAbsDetJacobian().unaryMinus());
  }

  @Override
  public Shape forwardShape(Shape x) {
    return of.inverseShape(x);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return of.forwardShape(y);
  }

  @Override
  public Bijector inverse() {
    return of;
  }
}
