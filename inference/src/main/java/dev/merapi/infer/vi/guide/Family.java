package dev.merapi.infer.vi.guide;

import dev.merapi.effects.Model;

/** How the sites of a group get their values in a guide. */
interface Family {
  /**
   * Declares and draws what the group shares, before the program of the model begins.
   *
   * @param prefix in front of the names of what is shared
   * @param group the sites
   */
  Model<Drawing> begin(String prefix, Prototype group, Mode mode);

  /** Whether {@link Mode.Quantile} has a meaning. */
  boolean hasQuantiles();
}
