package dev.merapi.infer.particle;

import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;

/** The numbers of one particle. */
final class Numbers implements Ground {
  private double gain;

  /** Goes on from a gain. */
  Numbers(double gain) {
    this.gain = gain;
  }

  double gain() {
    return gain;
  }

  @Override
  public Tensor draw(Site site, Key key) {
    return site.distribution().sample(key);
  }

  @Override
  public void weigh(Site site, Tensor value, Tensor logWeight) {
    gain += known(site, value, logWeight.item());
  }

  /** A sentence where a number is no logarithm of a weight. */
  static double known(Site site, Object value, double logWeight) {
    if (Double.isNaN(logWeight) || logWeight == Double.POSITIVE_INFINITY) {
      throw new ModelException(
          ("Site '%s' in %s has log-weight %s at value %s, which is no logarithm of a weight. Is a"
                  + " parameter of its distribution NaN, or a scale outside of its domain?")
              .formatted(site.name(), site.place().describe(), logWeight, value));
    }
    return logWeight;
  }

  @Override
  public boolean isDead() {
    return gain == Double.NEGATIVE_INFINITY;
  }
}
