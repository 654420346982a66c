package dev.merapi.effects.handler;

import dev.merapi.effects.Infer;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import java.util.function.Function;

/**
 * Changes what the model says to inference algorithms; densities and draws stay as they are. To be
 * put inside of the handler that reads it.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="inferConfig"}
 */
public record InferConfig(Function<Site, Infer> options) implements Rewrite {
  @Override
  public Site site(Site site) {
    return site.inferred(_ -> options.apply(site));
  }
}
