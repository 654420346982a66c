package dev.merapi.infer.rows;

import dev.merapi.infer.internal.given.Counts;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiler;
import dev.merapi.tensor.internal.graph.Executor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Code of {@link GuideGraphs}, for one thread at a time. */
final class GuideDraws {
  private final GuideGraphs graphs;
  private final Executor draw;
  private final Executor slope;

  GuideDraws(GuideGraphs graphs) {
    this.graphs = graphs;
    Compiler compiler = new Compiler();
    this.draw = compiler.compile(graphs.draw());
    this.slope = compiler.compile(graphs.slope());
  }

  private void give(Executor code, double[] parameters, Key key) {
    List<Coordinate> each = graphs.parameters();
    for (int i = 0; i < each.size(); i++) {
      double[] argument = code.argument(i);
      System.arraycopy(parameters, each.get(i).offset(), argument, 0, argument.length);
    }
    System.arraycopy(key.words().toArray(), 0, code.argument(each.size()), 0, 4);
  }

  private double[] position(double[] parameters, Key key) {
    give(draw, parameters, key);
    draw.run();
    return draw.result(0).clone();
  }

  /**
   * The gradient of the bound by some blocks, of one draw; false where it is not finite.
   *
   * @param gradient overwritten
   */
  synchronized boolean climb(
      BlockSum.Some some, int[] chosen, Key key, double[] parameters, double[] gradient) {
    double[] position = position(parameters, key);
    double[] ahead = new double[position.length];
    double check = some.at(chosen, position, ahead);
    give(slope, parameters, key);
    System.arraycopy(ahead, 0, slope.argument(graphs.parameters().size() + 1), 0, ahead.length);
    slope.run();
    for (int i = 0; i < graphs.parameters().size(); i++) {
      double[] part = slope.result(i);
      System.arraycopy(part, 0, gradient, graphs.parameters().get(i).offset(), part.length);
    }
    for (double number : gradient) {
      check += 0 * number;
    }
    return Double.isFinite(check);
  }

  /** Draw i is under {@code key.fold(i)}. */
  synchronized List<double[]> positions(double[] parameters, int count, Key key) {
    List<double[]> positions = new ArrayList<>();
    int n = Counts.of(count, "draws", 4L * draw.result(0).length * Double.BYTES);
    for (int i = 0; i < n; i++) {
      positions.add(position(parameters, key.fold(i)));
    }
    return positions;
  }

  synchronized double[] logWeights(double[] parameters, Potential potential, int count, Key key) {
    double[] weights = new double[Counts.of(count, "draws", Double.BYTES)];
    for (int i = 0; i < weights.length; i++) {
      double[] position = position(parameters, key.fold(i));
      double weight = Point.at(potential, position).logDensity() - draw.result(1)[0];
      weights[i] = Double.isFinite(weight) ? weight : Double.NEGATIVE_INFINITY;
    }
    return weights;
  }

  /** The values of the parameters, by name. */
  Map<String, Tensor> parameters(double[] free) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Coordinate each : graphs.parameters()) {
      double[] part = Arrays.copyOfRange(free, each.offset(), each.offset() + each.size());
      Tensor numbers = Tensor.of(part, each.free());
      values.put(
          each.site(), Objects.requireNonNull(graphs.onto().get(each.site())).forward(numbers));
    }
    return values;
  }
}
