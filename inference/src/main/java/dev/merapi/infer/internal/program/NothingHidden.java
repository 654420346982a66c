package dev.merapi.infer.internal.program;

import dev.merapi.effects.Model;
import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Site;
import dev.merapi.effects.internal.KeyWords;

/**
 * A program whose hidden random variables are refused when they are come by: nobody could move
 * them, so they would keep one draw of one key. What {@code Models.key} draws is meant to.
 */
public final class NothingHidden {
  private NothingHidden() {}

  /** The same program, which refuses itself at the first such site. */
  public static <A> Model<A> in(Model<A> model) {
    return switch (model.step()) {
      case Pure<A> pure -> pure;
      case Sample<A>(Site site, var next) -> {
        if (site.isHidden()
            && !site.isIndexSet()
            && site.value().toOptional().isEmpty()
            && !KeyWords.are(site.distribution())) {
          throw new ModelException(
              ("Site '%s' in %s is random and hidden, so that no algorithm can move it or integrate"
                      + " over it: it would keep one draw for ever. Leave it visible, or observe"
                      + " it.")
                  .formatted(site.name(), site.place().describe()));
        }
        yield new Sample<>(site, value -> in(next.apply(value)));
      }
      case Param<A>(var parameter, var next) ->
          new Param<>(parameter, value -> in(next.apply(value)));
      case Plate<?, A> plate -> in(Plates.vectorize(plate));
    };
  }
}
