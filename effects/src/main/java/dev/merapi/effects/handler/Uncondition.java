package dev.merapi.effects.handler;

import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;

/**
 * Forgets all observations, so that data are drawn: prediction. Explicit indices of plates are
 * kept, since they say where the prediction is asked for.
 *
 * <p>Laws: idempotent; {@code uncondition ∘ condition(d) = uncondition} on names that the model
 * does not observe itself, up to what {@link dev.merapi.effects.Infer#forgotten} remembers.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="uncondition"}
 */
public record Uncondition() implements Rewrite {
  @Override
  public Site site(Site site) {
    return site.isIndexSet() ? site : site.forgotten();
  }
}
