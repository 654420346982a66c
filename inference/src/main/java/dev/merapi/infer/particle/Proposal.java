package dev.merapi.infer.particle;

import dev.merapi.effects.Model;
import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Parameter;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Entry;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.Tuple2;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;

/**
 * A program that draws for a model, sites by name, and goes on only as far as the model asks.
 *
 * @param rest what of it is still to run
 * @param open what it has drawn for sites that the model has not reached
 */
record Proposal(Model<?> rest, Map<String, Entry.Sampled> open) {
  static Proposal before(Model<?> program) {
    return new Proposal(Plates.vectorize(program), LinkedHashMap.empty());
  }

  /**
   * The draw for a site of the model, and the proposal after it.
   *
   * @param own the key of the particle in this step
   * @param run the key of the run
   */
  Tuple2<Entry.Sampled, Proposal> drawFor(Site site, Key own, Key run, Ground ground) {
    Proposal at = this;
    while (!at.open.containsKey(site.name())) {
      at = at.further(at.rest, site, own, run, ground);
    }
    Entry.Sampled drawn = at.open.get(site.name()).get();
    requireShape(site, drawn);
    return new Tuple2<>(drawn, new Proposal(at.rest, at.open.remove(site.name())));
  }

  private <A> Proposal further(Model<A> model, Site wanted, Key own, Key run, Ground ground) {
    return switch (model.step()) {
      case Pure<A> _ ->
          throw new ModelException(
              ("The proposal has ended without a site '%s', which the model draws in %s. Draw it in"
                      + " the proposal as well, from the model's distribution if nothing better is"
                      + " known.")
                  .formatted(wanted.name(), wanted.place().describe()));
      case Sample<A>(Site site, var next) -> {
        Tensor value =
            site.value()
                .toOptional()
                .orElseGet(
                    () ->
                        site.isIndexSet()
                            ? site.distribution().sample(site.keyUnder(run))
                            : ground.draw(site, site.keyUnder(own)));
        boolean kept = site.isLatent() && !site.isHidden() && !site.isIndexSet();
        yield new Proposal(
            next.apply(value), kept ? open.put(site.name(), new Entry.Sampled(site, value)) : open);
      }
      case Param<A>(Parameter parameter, var next) ->
          new Proposal(next.apply(parameter.valueUnder(run)), open);
      case Plate<?, A> plate -> new Proposal(Plates.vectorize(plate), open);
    };
  }

  private static void requireShape(Site site, Entry.Sampled drawn) {
    Shape expected = site.distribution().shape(Shape.SCALAR);
    if (!drawn.value().shape().equals(expected)) {
      throw new ModelException(
          ("The proposal draws site '%s' with shape %s (%s), but the model has it with shape %s (%s)."
                  + " Put it into the same plates, with the same event dims, in both.")
              .formatted(
                  site.name(),
                  drawn.value().shape(),
                  drawn.site().place().describe(),
                  expected,
                  site.place().describe()));
    }
  }

  /** A sentence where it has drawn what the model has not. */
  void requireUsed() {
    for (Tuple2<String, Entry.Sampled> left : open) {
      throw new ModelException(
          "The proposal draws site '%s' (%s), which the model has ended without. Leave it out of the proposal, or check its name."
              .formatted(left._1, left._2.site().place().describe()));
    }
  }
}
