package dev.merapi.infer.internal.program;

import dev.merapi.distributions.constraint.WholeNumberBetween;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.internal.Unobserved;
import dev.merapi.effects.trace.Entry;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.tensor.ArgumentException;
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

  /** The value of a latent site; a sentence where it is none. */
  public static Tensor inside(
      Map<String, ? extends Tensor> values, Coordinates coordinates, Site site) {
    Tensor part = part(values, site);
    for (Coordinate known : coordinates.sites()) {
      if (known.site().equals(site.name()) && !known.shape().equals(part.shape())) {
        throw new ModelException(
            "Site '%s' in %s has values of shape %s, but one of shape %s was given."
                .formatted(site.name(), site.place().describe(), known.shape(), part.shape()));
      }
    }
    Tensor value = site.distribution() instanceof Unobserved holes ? holes.whole(part) : part;
    try {
      site.distribution().requireInSupport(value);
    } catch (ArgumentException cause) {
      throw new ModelException(
          "Site '%s' in %s cannot have the value that was given: %s."
              .formatted(site.name(), site.place().describe(), cause.getMessage()),
          cause);
    }
    return value;
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

  /** The value of a site as it is reported: of data with missing elements, these alone. */
  public static Tensor reported(Entry.Sampled entry) {
    return entry.site().distribution() instanceof Unobserved holes
        ? holes.compact(entry.value())
        : entry.value();
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
