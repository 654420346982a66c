package dev.merapi.effects.handler;

import dev.merapi.effects.Addressed;
import dev.merapi.effects.Handler;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Set;

/**
 * Gives latent sites that nobody has decided yet a first value. Each site's strategy has the key
 * that a run under {@code key} would give it.
 *
 * <p>Laws: idempotent; keeps every value that a handler further in has set; a handler further out
 * overrules it.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="init"}
 */
public record Init(Key key, InitStrategy strategy) implements Handler {
  @Override
  public <A> Model<A> on(Model<A> model) {
    Rewrite rewrite = this::filled;
    return rewrite.on(new Addressed(this).on(Plates.vectorize(model)));
  }

  @Override
  public Set<String> names() {
    return strategy.names();
  }

  private Site filled(Site site) {
    return site.value() instanceof Value.Latent && !site.isIndexSet()
        ? site.replayed(checked(site, strategy.value(site.keyUnder(key), site)))
        : site;
  }

  private static Tensor checked(Site site, Tensor value) {
    Shape shape = site.distribution().shape(Shape.SCALAR);
    if (!value.shape().broadcastsTo(shape)) {
      throw new ModelException(
          "The initial value of site '%s' (%s) has shape %s, but the site has shape %s. Return a value of that shape."
              .formatted(site.name(), site.place().describe(), value.shape(), shape));
    }
    return value.expand(shape);
  }
}
