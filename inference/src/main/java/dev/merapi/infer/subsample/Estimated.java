package dev.merapi.infer.subsample;

import dev.merapi.effects.Model;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.internal.program.GraphPotential;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Bounds;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiler;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.simplify.Simplify;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A log density that is estimated from m of N rows: with dᵢ = ℓᵢ(q) − tᵢ(q), the row less its
 * Taylor polynomial at q*, ln p(q) + Σ tᵢ(q) over all N + N mean(dᵢ) − ½ N²/m var(dᵢ) over the m,
 * each counted as often as it was chosen. The last term makes the expectation of the exponential
 * right where the mean is normal.
 *
 * <p>The polynomials of the rows are never stored: with weights w, ⟨∇ Σ wᵢ ℓᵢ(q*), δ⟩ is linear in
 * w, and its derivative by w is the slope of each row along δ; once more for the curvature.
 */
final class Estimated implements Potential {
  private final Coordinates coordinates;
  private final GraphPotential density;
  private final double[][] held;

  private Estimated(Coordinates coordinates, GraphPotential density, double[][] held) {
    this.coordinates = coordinates;
    this.density = density.holding(held);
    this.held = held;
  }

  /** Traced and compiled once. */
  static Estimated of(
      Model<?> model,
      String plate,
      int all,
      int size,
      Coordinates coordinates,
      double[] reference) {
    Taylor whole = Taylor.of(model, plate, all, coordinates, reference);
    List<Symbolic.Input> free = List.copyOf(coordinates.inputs().values());
    List<Symbolic.Input> fixed = inputs("reference ", coordinates);
    Symbolic.Input weights = Symbolic.Input.of("weights", Shape.of(size));
    Symbolic.Input indices = Symbolic.Input.of("indices", Shape.of(size));
    List<Symbolic.Input> order = new ArrayList<>(free);
    order.addAll(fixed);
    order.add(weights);
    order.add(indices);
    Rows here = Rows.at(model, plate, all, indices, Taylor.named(coordinates, free));
    List<Tensor> delta = new ArrayList<>();
    List<Tensor> flat = new ArrayList<>();
    for (int k = 0; k < free.size(); k++) {
      delta.add(free.get(k).minus(fixed.get(k)));
      flat.add(delta.getLast().reshape(coordinates.sites().get(k).size()));
    }
    Tensor rows = polynomials(model, plate, all, coordinates, fixed, delta, weights, indices);
    Tensor apart = here.rows().minus(rows);
    Tensor mean = apart.mean();
    Tensor variance = apart.minus(mean).square().mean();
    Tensor value =
        here.prior()
            .plus(whole.at(Tensor.concat(0, flat.toArray(Tensor[]::new))))
            .plus(mean.times(all))
            .minus(variance.times(0.5 * all * ((double) all / size)));
    Tensor simple = Simplify.rewrite(Graph.of(order, List.of(value)), order).getFirst();
    List<Tensor> outputs = new ArrayList<>(List.of(simple));
    outputs.addAll(Gradient.of(simple, free));
    Graph graph = Simplify.apply(Graph.of(order, outputs));
    double[][] held = new double[fixed.size() + 2][];
    List<Tensor> parts = List.copyOf(coordinates.split(reference).values());
    Arrays.setAll(held, k -> k < fixed.size() ? parts.get(k).toArray() : new double[size]);
    Arrays.fill(held[fixed.size()], 1);
    GraphPotential density = GraphPotential.of(graph, new Compiler().start(graph), coordinates);
    Estimated estimated = new Estimated(coordinates, density, held);
    double[] spread = new double[size];
    Arrays.setAll(spread, i -> Math.floorDiv((long) i * all, size));
    estimated.choose(spread);
    return estimated;
  }

  private static List<Symbolic.Input> inputs(String prefix, Coordinates coordinates) {
    List<Symbolic.Input> inputs = new ArrayList<>();
    for (Coordinate site : coordinates.sites()) {
      Symbolic.Input input = Symbolic.Input.of(prefix + site.site(), site.free());
      input.promise(Bounds.REAL);
      inputs.add(input);
    }
    return inputs;
  }

  /** tᵢ of the rows, shape [m]. */
  private static Tensor polynomials(
      Model<?> model,
      String plate,
      int all,
      Coordinates coordinates,
      List<Symbolic.Input> fixed,
      List<Tensor> delta,
      Symbolic.Input weights,
      Symbolic.Input indices) {
    List<Symbolic.Input> along = inputs("along ", coordinates);
    Tensor rows = Rows.at(model, plate, all, indices, Taylor.named(coordinates, fixed)).rows();
    Tensor slope = Taylor.inner(Gradient.of(rows.times(weights).sum(), fixed), along);
    Tensor curvature = Taylor.inner(Gradient.of(slope, fixed), along);
    Tensor polynomials =
        rows.plus(Gradient.of(slope, List.of(weights)).getFirst())
            .plus(Gradient.of(curvature, List.of(weights)).getFirst().times(0.5));
    // The direction takes no part in the derivatives, so it is put in afterwards.
    List<Symbolic.Input> order = new ArrayList<>(fixed);
    order.addAll(along);
    order.add(weights);
    order.add(indices);
    List<Tensor> arguments = new ArrayList<>(fixed);
    arguments.addAll(delta);
    arguments.add(weights);
    arguments.add(indices);
    return Graph.of(order, List.of(polynomials)).apply(arguments).getFirst();
  }

  /** Takes other rows. */
  void choose(double[] indices) {
    double[] own = held[held.length - 1];
    System.arraycopy(indices, 0, own, 0, own.length);
  }

  /** The rows taken. */
  double[] chosen() {
    return held[held.length - 1].clone();
  }

  @Override
  public int dimension() {
    return coordinates.dimension();
  }

  @Override
  public double logDensityAndGradient(double[] position, double[] gradient) {
    return density.logDensityAndGradient(position, gradient);
  }

  @Override
  public Estimated fork() {
    double[][] own = new double[held.length][];
    Arrays.setAll(own, k -> held[k].clone());
    return new Estimated(coordinates, density.fork(), own);
  }
}
