package dev.merapi.effects.enumerate;

import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;

/**
 * Marks latent sites for enumeration: those with a finite support, or all of them for {@link
 * Enumeration.Draws}. A mark that the model makes itself is kept.
 *
 * <p>Laws: idempotent; the innermost mark wins.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="enumerateParallel"}
 */
public record ConfigEnumerate(Enumeration how) implements Rewrite {
  /** All values at once. */
  public ConfigEnumerate() {
    this(new Enumeration.Parallel());
  }

  @Override
  public Site site(Site site) {
    boolean possible = how instanceof Enumeration.Draws || site.distribution().isEnumerable();
    return site.isLatent() && !site.isIndexSet() && possible && site.infer().enumerate().isEmpty()
        ? site.inferred(infer -> infer.enumerate(how))
        : site;
  }
}
