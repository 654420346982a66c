package dev.merapi.infer.subsample;

import dev.merapi.effects.Model;
import dev.merapi.infer.internal.given.Interrupts;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.compile.Jit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Σ ℓᵢ over all rows near a place q*, as far as its second derivatives: L + Gᵀ δ + ½ δᵀ H δ with δ
 * = q − q*. It takes one pass over the rows for each coordinate.
 *
 * @param value L
 * @param gradient G, shape [n]
 * @param hessian H, shape [n, n]
 */
record Taylor(double value, Tensor gradient, Tensor hessian) {
  /** Of all rows of a plate, at a position. */
  static Taylor of(
      Model<?> model, String plate, int all, Coordinates coordinates, double[] position) {
    Jit passes =
        Jit.of(
            arguments -> {
              int sites = coordinates.sites().size();
              List<Tensor> free = arguments.subList(0, sites);
              Tensor sum =
                  Rows.at(model, plate, all, Tensor.arange(all), named(coordinates, free))
                      .rows()
                      .sum();
              List<Tensor> slopes = Gradient.of(sum, free);
              Tensor along = inner(slopes, arguments.subList(sites, 2 * sites));
              List<Tensor> results = new ArrayList<>(List.of(sum));
              results.addAll(slopes);
              results.addAll(Gradient.of(along, free));
              return results;
            });
    int n = position.length;
    double value = 0;
    double[] gradient = new double[n];
    double[] hessian = new double[n * n];
    for (int k = 0; k < n; k++) {
      Interrupts.require("The derivatives of all rows were interrupted; nothing was drawn.");
      double[] unit = new double[n];
      unit[k] = 1;
      List<Tensor> arguments = new ArrayList<>(coordinates.split(position).values());
      arguments.addAll(coordinates.split(unit).values());
      List<Tensor> results = passes.apply(arguments);
      int sites = coordinates.sites().size();
      value = results.getFirst().item();
      gradient = coordinates.join(results.subList(1, 1 + sites));
      double[] row = coordinates.join(results.subList(1 + sites, 1 + 2 * sites));
      System.arraycopy(row, 0, hessian, k * n, n);
    }
    return new Taylor(value, Tensor.of(gradient), Tensor.of(hessian).reshape(n, n));
  }

  /** The polynomial, shape []. */
  Tensor at(Tensor delta) {
    Tensor quadratic = Tensor.einsum("i,ij,j->", delta, hessian, delta);
    return gradient.times(delta).sum().plus(quadratic.times(0.5)).plus(value);
  }

  /** By site. */
  static Map<String, Tensor> named(Coordinates coordinates, List<? extends Tensor> parts) {
    Map<String, Tensor> named = new LinkedHashMap<>();
    for (Coordinate site : coordinates.sites()) {
      named.put(site.site(), parts.get(named.size()));
    }
    return named;
  }

  /** Σ aₖ bₖ over all numbers. */
  static Tensor inner(List<? extends Tensor> a, List<? extends Tensor> b) {
    Tensor sum = Tensor.scalar(0);
    for (int k = 0; k < a.size(); k++) {
      sum = sum.plus(a.get(k).times(b.get(k)).sum());
    }
    return sum;
  }
}
