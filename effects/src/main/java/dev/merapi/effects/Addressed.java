package dev.merapi.effects;

import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.effects.internal.Unmet;
import io.vavr.Tuple2;
import java.lang.System.Logger.Level;

/**
 * A program whose visible sites and parameters are held against the names that a handler was given:
 * those that no site had when the run ends are told in the log. To be put inside of the handler, so
 * that names are those that it sees.
 *
 * <p>Law: the identity.
 */
public record Addressed(Handler handler) implements Handler {
  @Override
  public <A> Model<A> on(Model<A> model) {
    return handler.names().isEmpty()
        ? model
        : from(Unmet.of(handler.names()), model).map(this::told);
  }

  private <A> A told(Tuple2<Unmet, A> end) {
    if (Settings.current().validation()) {
      System.Logger log = System.getLogger(Handler.class.getName());
      end._1.sentences(handler.label()).forEach(sentence -> log.log(Level.WARNING, sentence));
    }
    return end._2;
  }

  private static <A> Model<Tuple2<Unmet, A>> from(Unmet unmet, Model<A> model) {
    return switch (model.step()) {
      case Pure<A>(A value) -> new Pure<>(new Tuple2<>(unmet, value));
      case Sample<A>(Site site, var next) ->
          new Sample<>(site, value -> from(met(unmet, site), next.apply(value)));
      case Param<A>(Parameter parameter, var next) ->
          new Param<>(
              parameter,
              value ->
                  from(
                      parameter.isHidden() ? unmet : unmet.met(parameter.name()),
                      next.apply(value)));
      case Plate<?, A> plate -> inside(unmet, plate);
    };
  }

  private static Unmet met(Unmet unmet, Site site) {
    return site.isHidden() ? unmet : unmet.met(site.name());
  }

  private static <B, A> Model<Tuple2<Unmet, A>> inside(Unmet unmet, Plate<B, A> plate) {
    return new Plate<Tuple2<Unmet, B>, Tuple2<Unmet, A>>(
        plate.extent(),
        indices -> from(entered(unmet, plate.extent()), plate.body().apply(indices)),
        result -> from(result._1, plate.next().apply(result._2)));
  }

  /** A plate is met by its name, which is that of its index set. */
  private static Unmet entered(Unmet unmet, Extent extent) {
    return switch (extent.form()) {
      case Extent.Vectorised(Site indices, _, _) -> met(unmet, indices);
      case Extent.Choice(Site indices, _) -> met(unmet, indices);
      case Extent.Outside _, Extent.Turn _ -> unmet;
    };
  }
}
