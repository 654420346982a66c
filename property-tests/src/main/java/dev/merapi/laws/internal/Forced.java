package dev.merapi.laws.internal;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Map;

/** A law whose draws are always the same value: one outcome of a random program at a time. */
public record Forced(Distribution law, Tensor value) implements Distribution {

  /** Every latent site draws the value of its name. */
  public static Rewrite all(Map<String, Tensor> values) {
    return site ->
        site.isLatent() && values.containsKey(site.name())
            ? site.distributed(new Forced(site.distribution(), value(values, site)))
            : site;
  }

  private static Tensor value(Map<String, Tensor> values, Site site) {
    return values.getOrDefault(site.name(), Tensor.scalar(0));
  }

  @Override
  public Shape batchShape() {
    return law.batchShape();
  }

  @Override
  public Shape eventShape() {
    return law.eventShape();
  }

  @Override
  public Constraint support() {
    return law.support();
  }

  /** As the law, though the value is a number: where that one is differentiable, so is this. */
  @Override
  public boolean reparametrised() {
    return law.reparametrised();
  }

  /** The value; where there is no room for its dims, as in a run that is not laid out, any. */
  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape shape = shape(sampleShape);
    return value.shape().broadcastsTo(shape) ? value.expand(shape) : Tensor.zeros(shape);
  }

  @Override
  public Tensor logDensity(Tensor given) {
    return law.logDensity(given);
  }

  @Override
  public Distribution expand(Shape batchShape) {
    return new Forced(law.expand(batchShape), value);
  }
}
