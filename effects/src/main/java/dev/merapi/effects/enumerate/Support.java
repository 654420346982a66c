package dev.merapi.effects.enumerate;

import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Tensor;

/** The values of a site that is marked for enumeration. */
final class Support {
  private Support() {}

  /** All values, [K, 1, …, 1, E..]; a sentence where there is no end of them. */
  static Tensor of(Site site) {
    try {
      return site.distribution().enumerateSupport(false);
    } catch (MerapiException cause) {
      throw new ModelException(
          "Site '%s' in %s is marked for enumeration: %s. Leave the mark out, so that it is drawn, or mark it with Enumeration.Draws."
              .formatted(site.name(), site.place().describe(), cause.getMessage()),
          cause);
    }
  }
}
