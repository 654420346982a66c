package dev.merapi.effects.internal;

import dev.merapi.distributions.bijector.Identity;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The distribution of data of which only some elements are missing, as that of a latent variable:
 * its coordinates are those of the missing elements alone, and the others are not looked at.
 *
 * @param missing known, 1 where an element is missing; it broadcasts to B
 */
public record Unobserved(Distribution base, Dense missing) implements Distribution {
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
    return new Holes(base.support(), missing.expand(batchShape()).dense());
  }

  private Filling filling() {
    return Filling.of(new Identity(base.support()), missing.expand(batchShape()).dense());
  }

  /** The missing elements of a value, [k, E..]. */
  public Tensor compact(Tensor value) {
    return filling().compact(value.expand(shape(Shape.SCALAR)));
  }

  /** A value of which perhaps only the missing elements are given, [k, E..] or [B.., E..]. */
  public Tensor whole(Tensor value) {
    Filling filling = filling();
    Shape rows = filling.chosen().shape().append(eventShape());
    return value.shape().equals(rows) && !rows.equals(shape(Shape.SCALAR))
        ? filling.spread(value, support().interior(eventShape()))
        : value;
  }

  @Override
  public boolean reparametrised() {
    return base.reparametrised();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return base.sample(key, sampleShape);
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return base.logDensity(value);
  }

  @Override
  public Parameters parameters() {
    return base.parameters();
  }

  @Override
  public Unobserved expand(Shape batchShape) {
    return new Unobserved(base.expand(batchShape), missing);
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
}
