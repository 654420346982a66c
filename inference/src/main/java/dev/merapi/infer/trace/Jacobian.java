package dev.merapi.infer.trace;

import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A map of pairs at one of them, recorded: where it leads, and how it stretches space there. Only
 * the numbers of continuous sites count; what is passed on as it is has a part 1 in the determinant
 * and is left out of it.
 */
final class Jacobian {
  private final Map<Symbolic.Input, Site> inputs = new LinkedHashMap<>();
  private final Augmented after;

  /** The map at a run and an auxiliary run. */
  Jacobian(UnaryOperator<Augmented> map, Visit from, Visit auxiliary) {
    after = map.apply(new Augmented(recorded(from), recorded(auxiliary)));
  }

  private Map<String, Tensor> recorded(Visit visit) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    visit
        .latents()
        .forEach(
            (name, latent) -> {
              if (latent.site().distribution().isDiscrete()) {
                values.put(name, latent.value());
              } else {
                Symbolic.Input input = Symbolic.Input.recorded(name, latent.value().dense());
                inputs.put(input, latent.site());
                values.put(name, input);
              }
            });
    return values;
  }

  /** Where it leads, in numbers. */
  Augmented after() {
    return new Augmented(dense(after.values()), dense(after.auxiliary()));
  }

  private static Map<String, Tensor> dense(Map<String, Tensor> values) {
    Map<String, Tensor> numbers = new LinkedHashMap<>();
    values.forEach((name, value) -> numbers.put(name, value.dense()));
    return numbers;
  }

  /** ln |det ∂h|, given the runs to which it leads. */
  double logAbsDet(Visit to, Visit auxiliary) {
    Set<Symbolic.Input> columns = new LinkedHashSet<>(inputs.keySet());
    List<Tensor> rows = new ArrayList<>();
    collect(to, after.values(), columns, rows);
    collect(auxiliary, after.auxiliary(), columns, rows);
    int n = rows.stream().mapToInt(row -> row.shape().count()).sum();
    int m = columns.stream().mapToInt(column -> column.shape().count()).sum();
    if (n != m) {
      throw new ModelException(
          ("The involution makes %d continuous numbers out of %d (%s), so it cannot be undone. Draw"
                  + " what is missing in the auxiliary program, on the way that has fewer.")
              .formatted(n, m, columns.stream().map(Symbolic.Input::name).toList()));
    }
    inputs.forEach(
        (input, site) -> {
          if (columns.contains(input)) {
            requireFull(input.name(), site, input.shape());
          }
        });
    return n == 0 ? 0 : determinant(rows, List.copyOf(columns), n);
  }

  private static void collect(
      Visit visit, Map<String, Tensor> values, Set<Symbolic.Input> columns, List<Tensor> rows) {
    visit
        .latents()
        .forEach(
            (name, latent) -> {
              Tensor value = values.get(name);
              boolean counts = value != null && !latent.site().distribution().isDiscrete();
              if (counts && !(value instanceof Symbolic.Input same && columns.remove(same))) {
                rows.add(value);
                requireFull(name, latent.site(), latent.value().shape());
              }
            });
  }

  /** On a simplex or sphere numbers are tied to each other, and the determinant is another one. */
  private static void requireFull(String name, Site site, Shape shape) {
    int free = Coordinates.bijector(site).inverseShape(shape).count();
    if (free != shape.count()) {
      throw new ModelException(
          ("The involution changes site '%s', whose %d numbers lie in a space of %d dimensions (%s)."
                  + " Let it map unconstrained sites, from which the program computes these.")
              .formatted(name, shape.count(), free, site.distribution().support()));
    }
  }

  private static double determinant(List<Tensor> rows, List<Symbolic.Input> columns, int n) {
    double[] matrix = new double[n * n];
    int row = 0;
    for (Tensor output : rows) {
      int count = output.shape().count();
      for (int k = 0; k < count; k++) {
        double[] unit = new double[count];
        unit[k] = 1;
        Tensor one = output.times(Tensor.of(unit, output.shape())).sum();
        int at = row * n;
        for (Tensor part : Gradient.ofRecorded(one, columns)) {
          double[] slope = part.toArray();
          System.arraycopy(slope, 0, matrix, at, slope.length);
          at += slope.length;
        }
        row++;
      }
    }
    return Tensor.of(matrix, Shape.of(n, n)).logAbsDet().item();
  }
}
