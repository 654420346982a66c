package dev.merapi.infer.internal.form;

import dev.merapi.infer.Posterior;
import dev.merapi.infer.Quantity;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.dims.Axis;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiFunction;

/**
 * What a posterior tells of a position, as a graph.
 *
 * @param names the latent and computed sites, in the order of the program
 * @param axes what the dims of each are called
 * @param values the inputs are the free numbers of each latent site and the four words of a key;
 *     the outputs are the values of the named sites
 */
public record Reported(List<String> names, List<List<Axis>> axes, Graph values) {
  /** Copies the lists. */
  public Reported {
    names = List.copyOf(names);
    axes = axes.stream().map(List::copyOf).toList();
  }

  /** The shape of the value of each named site. */
  List<Shape> shapes() {
    return values.outputs().stream().map(line -> values.equations().get(line).shape()).toList();
  }

  /** The posterior that chains stand for. */
  public Posterior posterior(Coordinates coordinates, Chains chains) {
    return Posterior.of(layout(), rows(coordinates.sites()), chains);
  }

  /** The values at positions, as one chain; what is drawn at position i has the key fold(i). */
  public Posterior posterior(Coordinates coordinates, List<double[]> positions, Key key) {
    for (double[] position : positions) {
      if (position.length != coordinates.dimension()) {
        throw coordinates.mismatch(position.length, position.length);
      }
    }
    BiFunction<double[], Key, double[]> rows = rows(coordinates.sites());
    double[][] chain = new double[positions.size()][];
    Arrays.setAll(chain, i -> rows.apply(positions.get(i), key.fold(i)));
    return Posterior.of(layout(), new double[][][] {chain}, List.of(), new double[1][0][]);
  }

  private List<Quantity> layout() {
    List<Quantity> layout = new ArrayList<>();
    int offset = 0;
    List<Shape> shapes = shapes();
    for (int i = 0; i < shapes.size(); i++) {
      layout.add(new Quantity(names.get(i), shapes.get(i), offset, axes.get(i)));
      offset += shapes.get(i).count();
    }
    return layout;
  }

  /** Positions as rows of scalars. */
  private BiFunction<double[], Key, double[]> rows(List<Coordinate> sites) {
    int width = shapes().stream().mapToInt(Shape::count).sum();
    Interpreter interpreter = Interpreter.of(values);
    double[][] results =
        shapes().stream().map(shape -> new double[shape.count()]).toArray(double[][]::new);
    double[][] arguments = new double[sites.size() + 1][];
    return (position, key) -> {
      for (int i = 0; i < sites.size(); i++) {
        Coordinate site = sites.get(i);
        arguments[i] = Arrays.copyOfRange(position, site.offset(), site.offset() + site.size());
      }
      arguments[sites.size()] = key.words().toArray();
      interpreter.run(arguments, results);
      double[] row = new double[width];
      int at = 0;
      for (double[] result : results) {
        System.arraycopy(result, 0, row, at, result.length);
        at += result.length;
      }
      return row;
    };
  }
}
