package dev.merapi.distributions;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.internal.specimen.Specimen;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/**
 * Rows of the registry with drawn parameters and a drawn batch shape. A parameter is moved in the
 * unconstrained coordinates of its domain, by up to {@value #REACH} in each, so it stays inside;
 * some of them are first repeated along new axes on the left, so that they broadcast with the
 * others. A failure shrinks towards the row as it is listed.
 */
final class DrawnSpecimens {
  private static final double REACH = 0.4;

  private DrawnSpecimens() {}

  static Arbitrary<Specimen> of(Predicate<Specimen> which) {
    List<Specimen> rows = Specimens.all().stream().filter(which).toList();
    return Combinators.combine(
            Arbitraries.of(rows),
            Arbitraries.of(Shape.SCALAR, Shape.of(2), Shape.of(3, 1), Shape.of(2, 3)),
            Arbitraries.doubles().between(0, REACH),
            Arbitraries.longs())
        .as((row, left, reach, seed) -> moved(widened(row, left, seed), reach, Key.of(seed)));
  }

  /** Parameters in the same places of their domains as those of the row, and some way off. */
  static Specimen moved(Specimen row, double reach, Key key) {
    List<Tensor> moved = new ArrayList<>();
    for (int i = 0; i < row.parameters().size(); i++) {
      Bijector free = BijectTo.of(row.domains().get(i));
      Tensor x = free.inverse(row.parameters().get(i));
      double[] steps = new double[x.shape().count()];
      Draws.uniform(key.fold(i), steps, 0, steps.length);
      Tensor step = Tensor.of(steps, x.shape()).minus(0.5).times(2 * reach);
      moved.add(free.forward(x.plus(step)));
    }
    return row.with(moved);
  }

  private static Specimen widened(Specimen row, Shape left, long which) {
    if (!row.broadcasts()) {
      return row;
    }
    int most = 0;
    for (int i = 0; i < row.parameters().size(); i++) {
      most = Math.max(most, batchRank(row, i));
    }
    List<Tensor> wide = new ArrayList<>();
    for (int i = 0; i < row.parameters().size(); i++) {
      Tensor value = row.parameters().get(i);
      Shape shape = left.append(Shape.SCALAR.padLeft(most - batchRank(row, i)));
      boolean chosen = (which >> i & 1) == 1;
      wide.add(chosen ? value.expand(shape.append(value.shape())) : value);
    }
    return row.with(wide);
  }

  private static int batchRank(Specimen row, int i) {
    return row.parameters().get(i).rank() - row.domains().get(i).eventDim();
  }
}
