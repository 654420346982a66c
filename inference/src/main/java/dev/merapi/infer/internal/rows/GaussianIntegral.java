package dev.merapi.infer.internal.rows;

import dev.merapi.infer.internal.discrete.StopGradient;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The integral over numbers u of each row, of which the log density is a polynomial of degree 2, a
 * row at a time: ln ∫ exp f(u) du = f(û) + K/2 ln 2π − ½ ln det P for each row, where P = −∇²f does
 * not depend on u, û = P⁻¹ ∇f(0) is where f is largest, and K is how many numbers a row has.
 *
 * <p>Since ∇f(û) = 0, the gradient with respect to all else is that of f at û held fixed, less half
 * of that of ln det P.
 *
 * @param sites the sites that u is of
 * @param unknowns by name, the free variable of each
 * @param rows how many rows there are
 */
record GaussianIntegral(List<LocalSite> sites, Map<String, Symbolic.Input> unknowns, int rows) {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  /** Of f, summed over the rows. */
  Tensor of(Tensor density) {
    return at(density, density, true);
  }

  /** Of f, a number for each row. */
  Tensor ofEach(Tensor densities) {
    return at(densities, densities.sum(), false);
  }

  private Tensor at(Tensor density, Tensor total, boolean summed) {
    List<Symbolic.Input> wrt = sites.stream().map(site -> input(site.name())).toList();
    Tensor slope = byRow(Gradient.of(total, wrt));
    int width = slope.size(1);
    List<Tensor> columns = new ArrayList<>();
    for (int k = 0; k < width; k++) {
      columns.add(byRow(Gradient.of(slope.slice(1, k, k + 1).sum(), wrt)).unaryMinus());
    }
    List<Tensor> origin = new ArrayList<>();
    wrt.forEach(input -> origin.add(Tensor.zeros(input.shape())));
    columns.addFirst(slope);
    List<Tensor> known = replaced(columns, wrt, origin);
    Tensor first = known.getFirst();
    Tensor mode;
    Tensor halfLogDet;
    if (width == 1) {
      Tensor precision = known.get(1);
      mode = first.div(precision);
      halfLogDet = precision.log().times(0.5).squeeze(1);
    } else {
      Tensor factor =
          Tensor.stack(-1, known.subList(1, width + 1).toArray(Tensor[]::new)).choleskyOrNaN();
      Tensor half = factor.solveTriangular(first.unsqueeze(-1), true);
      mode = factor.solveTriangular(half, true, true).squeeze(-1);
      halfLogDet = factor.diagonal().log().sum(-1);
    }
    Tensor largest = replaced(List.of(density), wrt, split(StopGradient.of(mode))).getFirst();
    double constant = width * HALF_LOG_TWO_PI;
    return summed
        ? largest.minus(halfLogDet.sum()).plus(rows * constant)
        : largest.minus(halfLogDet).plus(constant);
  }

  private Symbolic.Input input(String name) {
    Symbolic.Input input = unknowns.get(name);
    if (input == null) {
      throw new IllegalStateException("No unknown is called " + name);
    }
    return input;
  }

  /** [rows, K] */
  private Tensor byRow(List<Tensor> numbers) {
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      parts.add(sites.get(i).byRow(numbers.get(i)));
    }
    return parts.size() == 1 ? parts.getFirst() : Tensor.concat(1, parts.toArray(Tensor[]::new));
  }

  private List<Tensor> split(Tensor matrix) {
    List<Tensor> parts = new ArrayList<>();
    int from = 0;
    for (LocalSite site : sites) {
      parts.add(site.fromRows(matrix.slice(1, from, from + site.each())));
      from += site.each();
    }
    return parts;
  }

  /** Expressions with values in place of the unknowns. */
  private static List<Tensor> replaced(
      List<Tensor> expressions, List<Symbolic.Input> unknowns, List<Tensor> values) {
    Set<Symbolic.Input> inputs = new LinkedHashSet<>(unknowns);
    expressions.forEach(expression -> inputs.addAll(Degree.inputs(expression)));
    List<Symbolic.Input> all = List.copyOf(inputs);
    List<Tensor> arguments = new ArrayList<>(values);
    arguments.addAll(all.subList(unknowns.size(), all.size()));
    return Graph.of(all, expressions).apply(arguments);
  }
}
