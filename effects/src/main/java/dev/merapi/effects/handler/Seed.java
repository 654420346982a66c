package dev.merapi.effects.handler;

import dev.merapi.effects.Handler;
import dev.merapi.effects.Model;
import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.tensor.Key;

/**
 * Draws all latent sites under a key, and starts all parameters; afterwards the program has nothing
 * random in it. Hidden sites are drawn as well: hiding keeps out those who look, not the one who
 * draws. Each draw has the key that a run would give it.
 *
 * <p>Laws: {@code run(k', seed(k, m)) = run(k, m)} for all k'; the innermost key wins; a condition
 * further out still decides.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="seed"}
 */
public record Seed(Key key) implements Handler {

  /** The program with its draws. */
  @Override
  public <A> Model<A> on(Model<A> model) {
    return from(Plates.vectorize(model));
  }

  private <A> Model<A> from(Model<A> model) {
    return switch (model.step()) {
      case Pure<A> pure -> pure;
      case Sample<A>(Site site, var next) ->
          new Sample<>(drawn(site), value -> from(next.apply(value)));
      case Param<A>(Parameter parameter, var next) ->
          new Param<>(parameter.set(parameter.valueUnder(key)), value -> from(next.apply(value)));
      case Plate<?, A> plate -> from(Plates.vectorize(plate));
    };
  }

  private Site drawn(Site site) {
    return site.value() instanceof Value.Latent
        ? site.replayed(site.distribution().sample(site.keyUnder(key)))
        : site;
  }
}
