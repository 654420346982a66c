package dev.merapi.effects.trace;

import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.tensor.Tensor;

/** One line of a trace. */
public sealed interface Entry {

  /** The name of the site or parameter. */
  String name();

  /**
   * What the program went on with; for a parameter the value in full, also where a plate cut it.
   */
  Tensor value();

  /** A site and its value. */
  record Sampled(Site site, Tensor value) implements Entry {
    @Override
    public String name() {
      return site.name();
    }

    /**
     * scale ⊙ (log p(value) where the mask is 1, else 0), shape [S.. B..]; −∞ outside the support.
     * A masked element is not looked at: it may be NaN.
     */
    public Tensor logProb() {
      return scaled(unscaledLogProb());
    }

    /** As {@link #logProb}, for values known to be in the support. */
    public Tensor logDensity() {
      return scaled(unscaled().logProbInside(interior()));
    }

    /** The distribution with the mask and without the scale: what enumeration adds up. */
    public Distribution unscaled() {
      return site.weight().mask().map(site.distribution()::mask).orElse(site.distribution());
    }

    /** {@link #logProb} without the scale. */
    public Tensor unscaledLogProb() {
      Interior inside = interior();
      Distribution distribution = unscaled();
      return inside.isPlain()
          ? distribution.logProb(value)
          : distribution.logProbInside(inside).expand(distribution.densityShape(value));
    }

    /** The value, with its distances from the ends of the support where an algorithm knows them. */
    public Interior interior() {
      return site.value() instanceof Value.Replayed(Interior inside) && inside.value().equals(value)
          ? inside
          : Interior.of(value);
    }

    private Tensor scaled(Tensor logProb) {
      return site.weight().isUnscaled() ? logProb : logProb.times(site.weight().scale());
    }
  }

  /** A parameter and its value. */
  record Declared(Parameter parameter, Tensor value) implements Entry {
    @Override
    public String name() {
      return parameter.name();
    }
  }
}
