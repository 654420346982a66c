package dev.merapi.infer;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Replacement;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.dims.Axis;
import dev.merapi.infer.dims.Dims;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The sites of a program whose groups are not those of the draws: elements of known labels have the
 * values of a draw, new ones are drawn given all else.
 *
 * @param sites by name
 */
record Regrouped(Map<String, Elements> sites) {
  /**
   * A site.
   *
   * @param shape its shape in the program
   * @param from where each element stands in a draw; −1 if it is new
   */
  record Elements(Shape shape, List<Integer> from) {
    /** The values of a draw where they belong; 0 where elements are new. */
    Tensor laid(Tensor draw) {
      double[] old = draw.toArray();
      return new Dense(from.stream().mapToDouble(at -> at < 0 ? 0 : old[at]).toArray(), shape);
    }

    /** Known elements, and new ones as they were drawn. */
    Tensor completed(Tensor known, Tensor fresh) {
      Tensor isKnown = new Dense(from.stream().mapToDouble(at -> at < 0 ? 0 : 1).toArray(), shape);
      return Tensor.where(isKnown, known, fresh);
    }
  }

  /** The sites that differ between draws and one run of a program. */
  static Regrouped of(Posterior posterior, Trace trace) {
    Map<String, Elements> sites = new LinkedHashMap<>();
    Dims dims = Dims.of(trace);
    for (Quantity quantity : posterior.quantities()) {
      for (Entry.Sampled entry : trace.sites()) {
        if (entry.name().equals(quantity.name()) && !entry.site().isComputed()) {
          Shape shape = entry.value().shape();
          List<Axis> axes = dims.axes(quantity.name(), shape);
          elements(quantity, shape, axes).ifPresent(known -> sites.put(quantity.name(), known));
        }
      }
    }
    return new Regrouped(sites);
  }

  private static Optional<Elements> elements(Quantity quantity, Shape shape, List<Axis> axes) {
    if (quantity.axes().size() != axes.size()) {
      return Optional.empty();
    }
    int[][] positions = new int[axes.size()][];
    for (int axis = 0; axis < positions.length; axis++) {
      positions[axis] = positions(quantity, quantity.axes().get(axis), axes.get(axis));
    }
    int[] from = new int[shape.count()];
    for (int i = 0; i < from.length; i++) {
      int rest = i;
      int at = 0;
      int stride = 1;
      for (int axis = positions.length - 1; axis >= 0; axis--) {
        int old = positions[axis][rest % shape.size(axis)];
        rest /= shape.size(axis);
        at = at < 0 || old < 0 ? -1 : at + old * stride;
        stride *= quantity.shape().size(axis);
      }
      from[i] = at;
    }
    boolean same =
        shape.equals(quantity.shape())
            && IntStream.range(0, from.length).allMatch(i -> from[i] == i);
    return same
        ? Optional.empty()
        : Optional.of(new Elements(shape, Arrays.stream(from).boxed().toList()));
  }

  private static int[] positions(Quantity quantity, Axis before, Axis now) {
    if (!before.labels().isEmpty() && !now.labels().isEmpty()) {
      return now.labels().stream().mapToInt(before.labels()::indexOf).toArray();
    }
    if (before.size() == now.size()) {
      return IntStream.range(0, now.size()).toArray();
    }
    throw new ModelException(
        "Site '%s' has %d elements along '%s' in the draws, but %d in this program, and without labels nobody can tell known ones from new ones. Give the plate its labels in both programs, plate(\"%s\", names, …); or leave the site out of the draws, with posterior.only(…), to draw all of them anew."
            .formatted(quantity.name(), before.size(), now.name(), now.size(), now.name()));
  }

  boolean isEmpty() {
    return sites.isEmpty();
  }

  /** A draw with the values of these sites where they belong in the program. */
  Map<String, Tensor> laid(Map<String, Tensor> draw) {
    if (sites.isEmpty()) {
      return draw;
    }
    Map<String, Tensor> laid = new LinkedHashMap<>(draw);
    sites.forEach((name, site) -> laid.computeIfPresent(name, (_, value) -> site.laid(value)));
    return laid;
  }

  /** The values of a draw and, of these sites, those that a run has drawn where they are new. */
  Map<String, Tensor> completed(Map<String, Tensor> laid, Trace run) {
    Map<String, Tensor> completed = new LinkedHashMap<>(laid);
    sites.forEach(
        (name, site) -> {
          Tensor known = laid.get(name);
          if (known != null) {
            run.sampled(name)
                .ifPresent(entry -> completed.put(name, site.completed(known, entry.value())));
          }
        });
    return completed;
  }

  /** Draws these sites; the program goes on with what is known of them, and with the rest. */
  Replacement drawing(Map<String, Tensor> laid) {
    return new Replacement() {
      @Override
      public Model<Tensor> site(Site site) {
        Elements elements = sites.get(site.name());
        Tensor known = laid.get(site.name());
        Model<Tensor> drawn = Models.sample(site);
        return elements == null || known == null
            ? drawn
            : drawn.map(fresh -> elements.completed(known, fresh));
      }
    };
  }

  /** The values of a draw that the program takes as they are. */
  Map<String, Tensor> others(Map<String, Tensor> laid) {
    Map<String, Tensor> others = new LinkedHashMap<>(laid);
    others.keySet().removeAll(sites.keySet());
    return others;
  }
}
