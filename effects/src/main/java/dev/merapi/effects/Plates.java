package dev.merapi.effects;

import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.effects.internal.IndexSet;
import io.vavr.Tuple2;

/**
 * Gives plates their meaning, from the outside in.
 *
 * <p>On entry a plate takes its dim, or the rightmost free one; its index set is drawn as an
 * ordinary site of its name; the sites of its body get its frame, their batch shape is expanded
 * along its dim, and their scale is multiplied by fullSize / size. An automatic plate may so come
 * to stand right of an outer plate with a dim of its own. The same plate a second time in one run
 * has the same indices.
 *
 * <p>Laws: {@code vectorize ∘ vectorize = vectorize}; commutes with every rewrite that does not ask
 * for places; a program without plates is left as it is.
 */
public final class Plates {
  private Plates() {}

  /**
   * The same program without plate steps.
   *
   * @throws ModelException when it runs, if plates collide, or a batch shape does not fit its
   *     plates
   */
  public static <A> Model<A> vectorize(Model<A> model) {
    return from(Nest.EMPTY, Choices.NONE, model).map(Tuple2::_2);
  }

  private static <A> Model<Tuple2<Choices, A>> from(Nest nest, Choices choices, Model<A> model) {
    return switch (model.step()) {
      case Pure<A>(A value) -> Models.pure(new Tuple2<>(choices, value));
      case Sample<A>(Site site, var next) ->
          new Sample<>(nest.around(site), value -> from(nest, choices, next.apply(value)));
      case Param<A>(Parameter parameter, var next) ->
          new Param<>(
              nest.around(parameter),
              value -> from(nest, choices, next.apply(nest.part(parameter, value))));
      case Plate<?, A> plate -> enter(nest, choices, plate);
    };
  }

  private static <B, A> Model<Tuple2<Choices, A>> enter(
      Nest nest, Choices choices, Plate<B, A> plate) {
    return switch (plate.extent().form()) {
      case Extent.Vectorised(Site site, int fullSize, var dim) -> {
        int free = nest.allocate(site, fullSize, dim);
        yield choose(choices, site, fullSize, free)
            .flatMap(chosen -> body(nest.within(chosen._2), chosen._1, plate, chosen._2, nest));
      }
      case Extent.Choice(Site site, int fullSize) ->
          choose(choices, site, fullSize, 0)
              .flatMap(chosen -> body(nest, chosen._1, plate, chosen._2, nest));
      case Extent.Outside(Indices indices) ->
          body(nest.outside(indices.plate()), choices, plate, indices, nest);
      case Extent.Turn(var frame) ->
          body(nest.within(frame), choices, plate, Nest.indices(frame), nest);
    };
  }

  private static <B, A> Model<Tuple2<Choices, A>> body(
      Nest inside, Choices choices, Plate<B, A> plate, Indices indices, Nest outside) {
    return from(inside, choices, plate.body().apply(indices))
        .flatMap(result -> from(outside, result._1, plate.next().apply(result._2)));
  }

  /** The index set of this run: the one that a plate of this name already has, or a new site. */
  private static Model<Tuple2<Choices, Indices>> choose(
      Choices choices, Site site, int fullSize, int dim) {
    IndexSet declared = (IndexSet) site.distribution();
    return choices
        .known(site.name(), declared)
        .map(values -> Models.pure(new Tuple2<>(choices, values)))
        .getOrElse(
            () ->
                Models.sample(site)
                    .map(
                        values ->
                            new Tuple2<>(choices.with(site.name(), declared, values), values)))
        .map(chosen -> chosen.map2(values -> new Indices(site.name(), values, fullSize, dim)));
  }
}
