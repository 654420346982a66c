package dev.merapi.infer.particle;

import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Map;

/** The ground of a run whose draws are those of another. */
final class Reference implements Ground {
  private final Map<String, Tensor> values;
  private final boolean scoring;
  private double gain;

  /** Whether draws count with their density, besides evidence. */
  Reference(Map<String, Tensor> values, boolean scoring) {
    this.values = values;
    this.scoring = scoring;
  }

  double gain() {
    return gain;
  }

  @Override
  public Tensor draw(Site site, Key key) {
    if (site.isHidden()) {
      throw new ModelException(
          "Site '%s' is hidden, so nobody knows its value in the run that is to be repeated. Take the block away."
              .formatted(site.name()));
    }
    Tensor known = values.get(site.name());
    if (known == null) {
      gain = Double.NEGATIVE_INFINITY;
      return site.distribution().sample(key);
    }
    Tensor value = site.replayed(known).value().toOptional().orElse(known);
    if (!value.shape().equals(site.distribution().shape(Shape.SCALAR))) {
      gain = Double.NEGATIVE_INFINITY;
    } else if (scoring) {
      weigh(site, value, site.distribution().logProb(value).sum());
    }
    return value;
  }

  @Override
  public void weigh(Site site, Tensor value, Tensor logWeight) {
    if (!isDead()) {
      gain += Numbers.known(site, value, logWeight.item());
    }
  }

  @Override
  public boolean isDead() {
    return gain == Double.NEGATIVE_INFINITY;
  }
}
