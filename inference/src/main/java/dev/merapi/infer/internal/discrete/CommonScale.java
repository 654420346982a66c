package dev.merapi.infer.internal.discrete;

import dev.merapi.effects.Frame;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.sum.Count;
import dev.merapi.infer.internal.sum.Factor;
import dev.merapi.infer.internal.sum.Group;
import dev.merapi.infer.sum.Summing;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.HashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.Vector;

/** The one scale of sites that a sum over enumerated sites ties together. */
public record CommonScale(Vector<Site> sites, Summing summing) {

  /** Their densities with that scale; a sentence where they have several. */
  public Group group(Vector<Factor> factors, Set<Axis.Variable> enumerated, Vector<Count> counts) {
    Set<Axis.Variable> own =
        factors.flatMap(Factor::variables).filter(enumerated::contains).distinct().toLinkedSet();
    Map<String, Double> plates =
        switch (summing.scaling()) {
          case COMMON -> HashMap.empty();
          case PLATEWISE -> plates();
        };
    return new Group(
        factors,
        own,
        common(),
        plates,
        summing.form(),
        counts.filter(count -> own.contains(count.part())));
  }

  /** It, shape []. */
  Tensor common() {
    Site first = sites.head();
    Tensor scale = scale(first);
    for (Site site : sites) {
      if (!equal(scale, scale(site))) {
        throw different(first, site);
      }
      if (scale.shape().count() != 1) {
        throw new ModelException(
            ("Site '%s' in %s has a scale of shape %s, but it takes part in a sum over enumerated"
                    + " sites, outside of which there can only be one number. Scale by a number, or"
                    + " put the weights into a factor.")
                .formatted(first.name(), first.place().describe(), scale.shape()));
      }
    }
    return scale.reshape();
  }

  private Tensor scale(Site site) {
    Tensor scale = site.weight().scale();
    return switch (summing.scaling()) {
      case COMMON -> scale;
      case PLATEWISE ->
          scale.div(
              Vector.ofAll(site.place().vectorised()).map(Frame::scale).fold(1.0, (a, b) -> a * b));
    };
  }

  private Map<String, Double> plates() {
    return sites
        .flatMap(site -> site.place().vectorised())
        .toMap(Frame.Vectorised::plate, Frame.Vectorised::scale);
  }

  /** Up to rounding: 7/3 · 2 may be reached in two orders. */
  private static boolean equal(Tensor a, Tensor b) {
    if (a.equals(b)) {
      return true;
    }
    if (!(a instanceof Dense && b instanceof Dense && a.shape().equals(b.shape()))) {
      return false;
    }
    return a.minus(b).abs().le(b.abs().times(1e-12)).all().item() == 1;
  }

  private ModelException different(Site first, Site second) {
    return new ModelException(
        ("Sites '%s' in %s and '%s' in %s are tied together by a sum over enumerated sites, but"
                + " have the scales %s and %s. A scale stands outside of such a sum, so they need the"
                + " same one: do not subsample a plate with an enumerated site outside of it, scale"
                + " both alike, or ask for the approximation Scaling.PLATEWISE.")
            .formatted(
                first.name(),
                first.place().describe(),
                second.name(),
                second.place().describe(),
                first.weight().scale(),
                second.weight().scale()));
  }
}
