package dev.merapi.infer.internal.program;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.combinator.Delta;
import dev.merapi.distributions.combinator.Transformed;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.IndependentAxes;
import dev.merapi.distributions.definition.Masked;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Bounds;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The latent sites of a model, in the order of the program, laid one after another on the
 * unconstrained scale.
 */
public record Coordinates(List<Coordinate> sites) {
  /** Copies the list; no site is called as an element of another is. */
  public Coordinates {
    sites = List.copyOf(sites);
    Set<String> arrays = new HashSet<>();
    for (Coordinate site : sites) {
      if (site.shape().rank() > 0) {
        arrays.add(site.site());
      }
    }
    for (Coordinate other : sites) {
      String name = other.site();
      if (name.endsWith("]")) {
        for (int end = name.indexOf('['); end >= 0; end = name.indexOf('[', end + 1)) {
          requireNot(arrays, name.substring(0, end), name);
        }
      }
    }
  }

  private static void requireNot(Set<String> arrays, String array, String name) {
    if (arrays.contains(array)) {
      throw new ModelException(
          "The elements of site '%s' are called '%s[1]' and so on, as site '%s' is. Call one of the two otherwise."
              .formatted(array, array, name));
    }
  }

  /** The coordinates of the latent sites of a run. */
  public static Coordinates of(Trace trace) {
    List<Coordinate> sites = new ArrayList<>();
    int offset = 0;
    for (Entry.Sampled entry : trace.latents()) {
      if (!Sites.isFree(entry.site())) {
        continue;
      }
      Shape free = bijector(entry.site()).inverseShape(entry.value().shape());
      Shape shape = Sites.reported(entry).shape();
      sites.add(new Coordinate(entry.name(), shape, free, offset));
      offset += free.count();
    }
    return new Coordinates(sites);
  }

  /**
   * The map from free numbers onto the support of a latent site; a sentence where there is none.
   */
  public static Bijector bijector(Site site) {
    if (site.distribution().isDiscrete()) {
      throw new ModelException(
          ("Site '%s' is a discrete latent variable (%s), which has no gradient. Mark it for"
                  + " enumeration, observe it, or sum it out by hand, as in a mixture distribution.")
              .formatted(site.name(), site.distribution().getClass().getSimpleName()));
    }
    if (isPoint(site.distribution())) {
      throw new ModelException(
          ("Site '%s' in %s is a latent variable with all probability at one point, and its density"
                  + " is 0 everywhere else, so a chain cannot move. Make it deterministic(\"%s\","
                  + " value), or observe it.")
              .formatted(site.name(), site.place().describe(), site.name()));
    }
    try {
      return BijectTo.of(site.distribution().support());
    } catch (ArgumentException cause) {
      throw new ModelException(
          "Site '%s' in %s has a support without coordinates. %s"
              .formatted(site.name(), site.place().describe(), cause.getMessage()),
          cause);
    }
  }

  private static boolean isPoint(Distribution law) {
    return switch (law) {
      case Delta _ -> true;
      case Masked(Distribution base, _) -> isPoint(base);
      case IndependentAxes(Distribution base, _) -> isPoint(base);
      case Transformed(Distribution base, _) -> isPoint(base);
      default -> false;
    };
  }

  /** The number of entries of a position. */
  public int dimension() {
    int dimension = 0;
    for (Coordinate site : sites) {
      dimension += site.size();
    }
    return dimension;
  }

  /** The free numbers of each site at a position. */
  public Map<String, Tensor> split(double[] position) {
    requireFits(position);
    Map<String, Tensor> parts = new LinkedHashMap<>();
    for (Coordinate site : sites) {
      double[] part = new double[site.size()];
      System.arraycopy(position, site.offset(), part, 0, part.length);
      parts.put(site.site(), Tensor.of(part, site.free()));
    }
    return parts;
  }

  void requireFits(double[] position) {
    if (position.length != dimension()) {
      throw mismatch(position.length, dimension());
    }
  }

  /** What to say of a position and a gradient that have not as many entries as there are. */
  public ArgumentException mismatch(int position, int gradient) {
    return new ArgumentException(
        "A position here has %d entries, in the order of %s, but the one that was given has %d, and its gradient %d."
            .formatted(
                dimension(), sites.stream().map(Coordinate::site).toList(), position, gradient));
  }

  /** A free variable of a graph for each site. */
  public Map<String, Symbolic.Input> inputs() {
    Map<String, Symbolic.Input> inputs = new LinkedHashMap<>();
    for (Coordinate site : sites) {
      Symbolic.Input input = Symbolic.Input.of(site.site(), site.free());
      input.promise(Bounds.REAL);
      inputs.put(site.site(), input);
    }
    return inputs;
  }

  /** The position made of one part for each site, in order. */
  public double[] join(List<Tensor> parts) {
    double[] position = new double[dimension()];
    for (int i = 0; i < parts.size(); i++) {
      double[] part = parts.get(i).toArray();
      System.arraycopy(part, 0, position, sites.get(i).offset(), part.length);
    }
    return position;
  }
}
