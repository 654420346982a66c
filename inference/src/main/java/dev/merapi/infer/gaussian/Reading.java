package dev.merapi.infer.gaussian;

import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.IndependentAxes;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.effects.Model;
import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Site;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.trace.Entry;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A run of a program with symbols for its latent sites, of which the rows are read off. */
final class Reading {
  private static final Key FIXED = Key.of(0);

  private final IdentityHashMap<Symbolic.Input, Integer> offsets = new IdentityHashMap<>();
  private final List<Part> unknowns = new ArrayList<>();
  private final List<Part> data = new ArrayList<>();
  private final List<double[]> numbers = new ArrayList<>();
  private final Rows rows = new Rows();

  /**
   * A site in a vector.
   *
   * @param first the number of its first element
   */
  record Part(String site, Shape shape, int first) {
    int end() {
      return first + shape.count();
    }
  }

  List<Part> unknowns() {
    return unknowns;
  }

  List<Part> data() {
    return data;
  }

  Rows rows() {
    return rows;
  }

  /** All data, one after the other. */
  double[] numbers() {
    return numbers.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  static int size(List<Part> parts) {
    return parts.isEmpty() ? 0 : parts.getLast().end();
  }

  <A> void run(Model<A> model) {
    Model<A> rest = model;
    String last = "";
    try {
      while (true) {
        switch (rest.step()) {
          case Pure<A> _ -> {
            return;
          }
          case Param<A>(var parameter, var next) -> rest = next.apply(parameter.valueUnder(FIXED));
          case Plate<?, A> plate -> rest = Plates.vectorize(plate);
          case Sample<A>(Site site, var next) -> {
            last = site.name();
            rest = next.apply(value(site));
          }
        }
      }
    } catch (SymbolicValueException looks) {
      throw new ModelException(
          "The program looks at a number after site '%s', so it is not Gaussian and linear: %s"
              .formatted(last, looks.getMessage()),
          looks);
    }
  }

  private Tensor value(Site site) {
    Tensor given = site.value().toOptional().orElse(null);
    if (site.isIndexSet()) {
      return given == null ? site.distribution().sample(site.keyUnder(FIXED)) : given;
    }
    boolean factor = site.distribution() instanceof Certain point && point.isFactor();
    if (site.isComputed() && !factor && given != null) {
      return given;
    }
    boolean plain = site.weight().isUnscaled() && site.weight().mask().isEmpty();
    if (given != null && !(plain && isNormal(site.distribution()))) {
      Tensor logProb = new Entry.Sampled(site, given).logProb().sum();
      if (Affine.inputs(logProb).isEmpty()) {
        rows.weigh(logProb.item());
        return given;
      }
    }
    if (!plain) {
      throw refused(site, "is scaled or masked");
    }
    Shape shape = site.distribution().shape(Shape.SCALAR);
    if (given == null) {
      Symbolic.Input unknown = Symbolic.Input.of(site.name(), shape);
      Part part = new Part(site.name(), shape, size(unknowns));
      unknowns.add(part);
      offsets.put(unknown, part.first());
      add(site, site.distribution(), shape, part.first(), false);
      return unknown;
    }
    Part part = new Part(site.name(), shape, size(data));
    data.add(part);
    numbers.add(given.expand(shape).toArray());
    add(site, site.distribution(), shape, part.first(), true);
    return given;
  }

  private static boolean isNormal(Distribution distribution) {
    return switch (distribution) {
      case IndependentAxes(Distribution base, int _) -> isNormal(base);
      case Normal _, MultivariateNormal _ -> true;
      default -> false;
    };
  }

  private void add(Site site, Distribution distribution, Shape shape, int first, boolean observed) {
    switch (distribution) {
      case IndependentAxes(Distribution base, int _) -> add(site, base, shape, first, observed);
      case Normal normal -> {
        double[] scales = known(site, normal.scale()).expand(shape).toArray();
        List<SortedMap<Integer, Double>> whitening = new ArrayList<>();
        for (int i = 0; i < scales.length; i++) {
          whitening.add(new TreeMap<>(Map.of(i, 1 / scales[i])));
        }
        rows.add(affine(site, normal.loc(), shape), whitening, first, observed);
      }
      case MultivariateNormal normal when shape.rank() == 1 -> {
        Tensor inverse =
            known(site, normal.scaleTril()).solveTriangular(Tensor.eye(shape.count()), true);
        List<SortedMap<Integer, Double>> whitening = new ArrayList<>();
        for (int i = 0; i < shape.count(); i++) {
          SortedMap<Integer, Double> row = new TreeMap<>();
          for (int j = 0; j <= i; j++) {
            row.put(j, inverse.toArray()[i * shape.count() + j]);
          }
          whitening.add(row);
        }
        rows.add(affine(site, normal.loc(), shape), whitening, first, observed);
      }
      default -> throw refused(site, "is a " + distribution.getClass().getSimpleName());
    }
  }

  private static Tensor known(Site site, Tensor scale) {
    if (!Affine.inputs(scale).isEmpty()) {
      throw refused(
          site,
          "has a scale that depends on '%s'"
              .formatted(Affine.inputs(scale).iterator().next().name()));
    }
    return scale;
  }

  private Affine affine(Site site, Tensor loc, Shape shape) {
    return Affine.of(loc, shape, offsets::get)
        .orElseThrow(() -> refused(site, "has a mean that is no sum of multiples of others"));
  }

  private static ModelException refused(Site site, String why) {
    return new ModelException(
        ("Site '%s' in %s %s, and messages are exact for normal sites alone, whose means are linear in"
                + " others and whose scales are known. Substitute what it depends on, or take Smc.")
            .formatted(site.name(), site.place().describe(), why));
  }
}
