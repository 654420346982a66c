package dev.merapi.infer.internal.rows;

import dev.merapi.infer.internal.discrete.StopGradient;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
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
    List<Tensor> derivatives = new ArrayList<>(byNumber(Gradient.of(total, wrt)));
    int width = derivatives.size();
    for (int k = 0; k < width; k++) {
      derivatives.addAll(byNumber(Gradient.of(derivatives.get(k).sum(), wrt)));
    }
    List<Tensor> origin = new ArrayList<>();
    wrt.forEach(input -> origin.add(Tensor.zeros(input.shape())));
    List<Tensor> known = replaced(derivatives, wrt, origin);
    List<List<Tensor>> precision = new ArrayList<>();
    for (int k = 1; k <= width; k++) {
      precision.add(
          known.subList(k * width, (k + 1) * width).stream().map(Tensor::unaryMinus).toList());
    }
    RowEquations solved = RowEquations.of(precision, known.subList(0, width));
    Tensor halfLogDet = solved.logDet().times(0.5);
    List<Tensor> mode = solved.solution().stream().map(StopGradient::of).toList();
    Tensor largest = replaced(List.of(density), wrt, split(mode)).getFirst();
    double constant = width * HALF_LOG_TWO_PI;
    return summed
        ? largest.minus(halfLogDet.expand(Shape.of(rows)).sum()).plus(rows * constant)
        : largest.minus(halfLogDet).plus(constant);
  }

  private Symbolic.Input input(String name) {
    Symbolic.Input input = unknowns.get(name);
    if (input == null) {
      throw new IllegalStateException("No unknown is called " + name);
    }
    return input;
  }

  /** The numbers of a row one by one, each [rows]. */
  private List<Tensor> byNumber(List<Tensor> numbers) {
    List<Tensor> parts = new ArrayList<>();
    for (int i = 0; i < sites.size(); i++) {
      Tensor matrix = sites.get(i).byRow(numbers.get(i));
      for (int k = 0; k < sites.get(i).each(); k++) {
        parts.add(matrix.slice(1, k, k + 1).squeeze(1));
      }
    }
    return parts;
  }

  private List<Tensor> split(List<Tensor> numbers) {
    List<Tensor> parts = new ArrayList<>();
    int from = 0;
    for (LocalSite site : sites) {
      Tensor[] own =
          numbers.subList(from, from + site.each()).stream()
              .map(number -> number.expand(Shape.of(rows)))
              .toArray(Tensor[]::new);
      parts.add(site.fromRows(own.length == 1 ? own[0].unsqueeze(1) : Tensor.stack(1, own)));
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
