package dev.merapi.infer.vi.guide;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.effects.Frame;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Init;
import dev.merapi.effects.handler.InitStrategy;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.internal.program.Sites;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

/** The latent sites of a first run that have coordinates, and where they start. */
record Prototype(Map<String, Start> starts) {

  /** Runs a model whose latent sites start as the strategy says; discrete ones are drawn. */
  static Prototype of(Model<?> model, InitStrategy strategy, Key key) {
    InitStrategy free =
        (own, site) ->
            Sites.isFree(site) ? strategy.value(own, site) : site.distribution().sample(own);
    Trace trace = Trace.run(key, new Init(key, free).on(model)).trace();
    Map<String, Start> starts = LinkedHashMap.empty();
    for (Entry.Sampled entry : trace.latents()) {
      if (Sites.isFree(entry.site())) {
        starts = starts.put(entry.name(), start(entry));
      }
    }
    if (starts.isEmpty()) {
      throw new ModelException(
          "The model has no latent site with a density, so there is nothing to make a guide of: its sites are %s. Leave one unobserved, or write the guide as a program."
              .formatted(
                  Vector.ofAll(trace.sites()).map(Entry.Sampled::name).mkString("'", "', '", "'")));
    }
    return new Prototype(starts);
  }

  private static Start start(Entry.Sampled entry) {
    Bijector onto = Coordinates.bijector(entry.site());
    Tensor free = onto.inverse(entry.value());
    int eventDim =
        entry.site().distribution().eventDim()
            + onto.domain().eventDim()
            - onto.codomain().eventDim();
    String cut = "";
    for (Frame frame : entry.site().place().frames()) {
      if (frame.size() < frame.fullSize()) {
        cut = frame.plate();
        free = whole(free, frame, entry.site(), eventDim);
      }
    }
    return new Start(entry.name(), free.dense(), eventDim, onto, cut);
  }

  /** The elements that are there, again and again, until there are as many as the plate has. */
  private static Tensor whole(Tensor free, Frame frame, Site site, int eventDim) {
    return switch (frame) {
      case Frame.Vectorised(_, int dim, int size, int fullSize) ->
          free.take(dim - eventDim, Tensor.arange(fullSize).mod(Tensor.scalar(size)));
      case Frame.Sequential(String plate, _, _, _) ->
          throw new ModelException(
              "Site '%s' stands in the sequential plate '%s', which has only some of its elements in a run, so an automatic guide does not know the others. Give the plate all of its elements, or use a vectorised one."
                  .formatted(site.name(), plate));
    };
  }

  /** Those of some sites. */
  Prototype of(Iterable<String> names) {
    return new Prototype(
        LinkedHashMap.ofEntries(
            Vector.ofAll(names).map(name -> io.vavr.Tuple.of(name, starts.get(name).get()))));
  }

  /** How many free numbers all sites have. */
  int size() {
    return starts.values().map(Start::size).sum().intValue();
  }
}
