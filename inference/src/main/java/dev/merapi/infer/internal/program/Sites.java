package dev.merapi.infer.internal.program;

import dev.merapi.distributions.constraint.WholeNumberBetween;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.effects.internal.Certain;
import dev.merapi.tensor.Tensor;
import java.util.Map;

/** What is asked of single sites. */
public final class Sites {
  private Sites() {}

  /**
   * The entry of a latent site; a sentence where a later run has a site that the first one had not.
   */
  public static Tensor part(Map<String, ? extends Tensor> values, Site site) {
    Tensor part = values.get(site.name());
    if (part == null) {
      throw new ModelException(
          ("Site '%s' has no value: there are values for %s. Inference on ℝⁿ needs the same latent"
                  + " sites in every run; a model whose sites vary wants an algorithm for dynamic"
                  + " models, such as importance sampling.")
              .formatted(site.name(), values.keySet()));
    }
    return part;
  }

  /**
   * Whether the site is a coordinate: latent, and not one of finitely many values, which are summed
   * out.
   */
  public static boolean isFree(Site site) {
    return site.isLatent()
        && !site.isIndexSet()
        && !site.distribution().isEnumerable()
        && !(site.distribution().support() instanceof WholeNumberBetween);
  }

  /** Whether the site is part of a posterior: latent, or computed with a value. */
  public static boolean isReported(Site site) {
    boolean factor = site.distribution() instanceof Certain point && point.isFactor();
    return !site.isIndexSet()
        && !site.isHidden()
        && !factor
        && (site.isLatent() || site.isComputed());
  }
}
