package dev.merapi.effects;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.internal.Certain;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Optional;

/**
 * The checks of one site and the value that the program is about to go on with. A hidden site is
 * not told which dims are enumerated further out, so its dims are not held against the plates.
 */
record SiteCheck(Site site, Tensor value) {

  static SiteCheck of(Site site, Tensor value) {
    return new SiteCheck(site, value);
  }

  /** Returns normally if everything fits. */
  void run() {
    if (site.isIndexSet()) {
      return;
    }
    requireDistinctDims();
    if (site.isComputed()) {
      requireDeclared(site.distribution().batchShape());
    } else {
      Shape batch = batch();
      if (!site.isHidden()) {
        requireDeclared(batch);
      }
      requireSupport();
    }
  }

  /** The shape of the log-probability: batch shape, broadcast with that of the value. */
  private Shape batch() {
    Distribution law = site.distribution();
    int e = law.eventDim();
    if (value.rank() < e || !value.shape().takeRight(e).equals(law.eventShape())) {
      throw new ModelException(
          "Site '%s' in %s has event shape %s, but its value has shape %s; the last %d dims of the value must be %s."
              .formatted(name(), plates(), law.eventShape(), value.shape(), e, law.eventShape()));
    }
    try {
      return Shape.broadcast(law.batchShape(), value.shape().dropRight(e));
    } catch (ShapeException cause) {
      throw new ModelException(
          ("Site '%s' in %s has batch shape %s, but its value has batch shape %s, and they do not"
                  + " broadcast. Is the value that of another plate, or of a plate that is subsampled"
                  + " here? Cut data with the plate's indices.subsample(data).")
              .formatted(name(), plates(), law.batchShape(), value.shape().dropRight(e)),
          cause);
    }
  }

  private void requireDistinctDims() {
    List<Frame.Vectorised> plates = site.place().vectorised();
    for (Frame.Vectorised frame : plates) {
      plates.stream()
          .filter(other -> other.dim() == frame.dim() && !other.plate().equals(frame.plate()))
          .findFirst()
          .ifPresent(
              other -> {
                throw new ModelException(
                    "At site '%s' plates '%s' (size %d) and '%s' (size %d) both occupy dim %d; give plate '%s' dim(%d)."
                        .formatted(
                            name(),
                            frame.plate(),
                            frame.size(),
                            other.plate(),
                            other.size(),
                            frame.dim(),
                            other.plate(),
                            -1 - site.place().depth()));
              });
    }
  }

  /** Every batch dim of size over 1 must belong to a plate or to an enumerated site. */
  private void requireDeclared(Shape batch) {
    if (site.distribution() instanceof Certain point && !point.isFactor()) {
      return;
    }
    for (int i = 1; i <= batch.rank(); i++) {
      int dim = -i;
      int size = batch.size(dim);
      Optional<Frame.Vectorised> plate =
          site.place().vectorised().stream().filter(frame -> frame.dim() == dim).findFirst();
      if (size != 1 && plate.filter(frame -> frame.size() != size).isPresent()) {
        throw new ModelException(
            "Site '%s' in %s has a log-probability of shape %s, of size %d at dim %d, but plate '%s' has size %d there. Pass a value that fits the plate, or cut it with indices.subsample(data)."
                .formatted(
                    name(), plates(), batch, size, dim, plate.get().plate(), plate.get().size()));
      }
      if (size != 1 && plate.isEmpty() && !site.place().dims().containsKey(dim)) {
        throw undeclared(batch, dim);
      }
    }
  }

  private ModelException undeclared(Shape batch, int dim) {
    return new ModelException(
        ("Site '%s' in %s has a log-probability of shape %s, and no plate declares its dim %d of"
                + " size %d. If its elements are independent, put the site into plate(…, %d).dim(%d):"
                + " the density of each then counts by itself. If they are one value, declare them by"
                + " toEvent(%d): their density is one number. If the dims are in the wrong order,"
                + " permute the parameters.")
            .formatted(name(), plates(), batch, dim, batch.size(dim), batch.size(dim), dim, -dim));
  }

  private void requireSupport() {
    boolean given =
        site.value() instanceof Value.Observed || site.value() instanceof Value.Replayed;
    if (!given || !(value instanceof Dense) || site.place().dims().size() > 0) {
      return;
    }
    try {
      site.weight()
          .mask()
          .map(site.distribution()::mask)
          .orElse(site.distribution())
          .requireInSupport(value);
    } catch (ArgumentException cause) {
      throw new ModelException(
          "Site '%s' in %s: %s. Check the data and the parameters of the distribution."
              .formatted(name(), plates(), cause.getMessage()),
          cause);
    }
  }

  private String name() {
    return site.name();
  }

  private String plates() {
    return site.place().describe();
  }
}
