package dev.merapi.distributions.definition;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A distribution whose draws carry no gradient, so that estimators use its score. Everything else
 * is that of the base.
 */
public record Detached(Distribution base) implements TailsOf {
  @Override
  public Shape batchShape() {
    return base.batchShape();
  }

  @Override
  public Shape eventShape() {
    return base.eventShape();
  }

  @Override
  public Constraint support() {
    return base.support();
  }

  @Override
  public boolean isDiscrete() {
    return base.isDiscrete();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return Terms.detached(base.sample(key, sampleShape));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return base.logDensity(value);
  }

  @Override
  public Tensor logDensity(Interior value) {
    return base.logDensity(value);
  }

  @Override
  public Parameters parameters() {
    return base.parameters();
  }

  @Override
  public Tensor logProb(Tensor value) {
    return base.logProb(value);
  }

  @Override
  public void requireInSupport(Tensor value) {
    base.requireInSupport(value);
  }

  @Override
  public Tensor enumerateSupport(boolean expand) {
    return base.enumerateSupport(expand);
  }

  @Override
  public boolean isEnumerable() {
    return base.isEnumerable();
  }

  @Override
  public Detached expand(Shape batchShape) {
    return new Detached(base.expand(batchShape));
  }

  @Override
  public Tensor mean() {
    return base.mean();
  }

  @Override
  public Tensor variance() {
    return base.variance();
  }

  @Override
  public Tensor mode() {
    return base.mode();
  }

  @Override
  public Tensor entropy() {
    return base.entropy();
  }
}
