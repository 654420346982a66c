package dev.merapi.effects.internal.check;

import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Frame;
import dev.merapi.effects.Site;
import dev.merapi.effects.check.Finding;
import dev.merapi.effects.check.Finding.Failure;
import dev.merapi.effects.check.Finding.Warning;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Shape;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;
import java.util.Optional;

/** Whether a model and the guide that is to approximate its posterior fit together. */
public record Pairing(Trace model, Trace guide) {

  /** All that does not fit, in the order of the programs. */
  public Vector<Finding> findings() {
    return Vector.ofAll(guide.sites())
        .flatMap(this::ofGuide)
        .appendAll(Vector.ofAll(model.latents()).flatMap(this::ofModel))
        .appendAll(plates());
  }

  private Vector<Finding> ofGuide(Entry.Sampled entry) {
    Site site = entry.site();
    if (site.isComputed()) {
      return unstatedFactor(site);
    }
    Optional<Entry.Sampled> other = model.sampled(site.name());
    if (site.isIndexSet() || site.isObserved()) {
      return Vector.empty();
    }
    if (other.isEmpty()) {
      return only(
          !site.infer().auxiliary(),
          new Warning(
              "The guide draws site '%s' (%s), which the model does not have. If it is auxiliary, say so: infer().asAuxiliary(); else check its name."
                  .formatted(site.name(), site.place().describe())));
    }
    return only(
            site.infer().auxiliary(),
            new Warning(
                "The guide's site '%s' is auxiliary, but the model has a site of that name. Rename one of them, or drop the mark."
                    .formatted(site.name())))
        .appendAll(shapes(entry, other.get()));
  }

  private static Vector<Finding> unstatedFactor(Site site) {
    boolean factor = site.distribution() instanceof Certain p && p.isFactor();
    return only(
        factor && site.infer().pathwise().isEmpty(),
        new Failure(
            "The guide's factor '%s' does not say whether gradients flow through it. State it: infer(…).pathwise(true) if it is computed from reparametrised draws, else pathwise(false)."
                .formatted(site.name())));
  }

  private Vector<Finding> shapes(Entry.Sampled inGuide, Entry.Sampled inModel) {
    int g = inGuide.site().distribution().eventDim();
    int m = inModel.site().distribution().eventDim();
    if (g != m) {
      return Vector.of(
          new Failure(
              "Site '%s' has %d event dims in the guide (shape %s) and %d in the model (shape %s). Declare the same dims dependent in both, with toEvent(…)."
                  .formatted(
                      inGuide.name(), g, inGuide.value().shape(), m, inModel.value().shape())));
    }
    Shape own = inGuide.site().distribution().shape(Shape.SCALAR);
    Shape other = inModel.site().distribution().shape(Shape.SCALAR);
    int depth = Math.max(guide.depth(), model.depth()) + g;
    for (int i = 1; i <= depth; i++) {
      if (own.sizeOr1(i) != other.sizeOr1(i)) {
        return Vector.of(
            new Failure(
                "Site '%s' has shape %s in the guide (%s) and %s in the model (%s): sizes %d and %d at dim %d. Put it into the same plates in both."
                    .formatted(
                        inGuide.name(),
                        own,
                        inGuide.site().place().describe(),
                        other,
                        inModel.site().place().describe(),
                        own.sizeOr1(i),
                        other.sizeOr1(i),
                        -i)));
      }
    }
    return Vector.empty();
  }

  private Vector<Finding> ofModel(Entry.Sampled entry) {
    Site site = entry.site();
    boolean missing = guide.sampled(site.name()).isEmpty();
    Optional<Enumeration> how = site.infer().enumerate();
    return only(
            missing && how.isEmpty(),
            new Warning(
                "The model's latent site '%s' (%s) is not in the guide, so it keeps its prior. Add it to the guide, or enumerate it."
                    .formatted(site.name(), site.place().describe())))
        .appendAll(
            only(
                missing && how.filter(Enumeration.Sequential.class::isInstance).isPresent(),
                new Failure(
                    "The model asks to enumerate site '%s' sequentially; inside the model only parallel enumeration has a meaning. Use Enumeration.Parallel, or enumerate it in the guide."
                        .formatted(site.name()))));
  }

  private Vector<Finding> plates() {
    Set<String> known = plates(model);
    return plates(guide)
        .filter(plate -> !known.contains(plate))
        .toVector()
        .map(
            plate ->
                new Warning(
                    "Plate '%s' is in the guide only, so its sites are scaled and broadcast there alone. Add it to the model, or give both the same name."
                        .formatted(plate)));
  }

  private static Set<String> plates(Trace trace) {
    return Vector.ofAll(trace.sites())
        .flatMap(entry -> entry.site().place().frames())
        .map(Frame::plate)
        .toSortedSet();
  }

  private static Vector<Finding> only(boolean when, Finding finding) {
    return when ? Vector.of(finding) : Vector.empty();
  }
}
