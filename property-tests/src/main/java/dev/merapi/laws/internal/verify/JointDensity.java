package dev.merapi.laws.internal.verify;

import dev.merapi.effects.Model;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.internal.program.FirstRun;
import dev.merapi.infer.internal.program.GraphPotential;
import dev.merapi.infer.internal.program.Sites;
import dev.merapi.infer.internal.program.Unconstrained;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiler;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.simplify.Simplify;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * ln p(values, data) + Σ ln |det Jacobian| as a function of a position and of the data: one graph
 * for all data sets of the same shapes, traced and compiled once.
 */
public final class JointDensity {
  private static final Key FIXED = Key.of(0);

  private final Coordinates coordinates;
  private final List<String> columns;
  private final GraphPotential density;
  private final Executor inverse;

  private JointDensity(
      Coordinates coordinates, List<String> columns, GraphPotential density, Executor inverse) {
    this.coordinates = coordinates;
    this.columns = columns;
    this.density = density;
    this.inverse = inverse;
  }

  /**
   * Of a program that is a function of data with these shapes.
   *
   * @throws dev.merapi.tensor.SymbolicValueException if the program looks at a number
   */
  public static JointDensity of(
      Function<Map<String, Tensor>, Model<?>> program, Map<String, Tensor> example) {
    Trace first = FirstRun.of(Laid.out(program.apply(example)), FIXED);
    UnaryOperator<Model<?>> out = Laid.isIn(first) ? Laid::out : UnaryOperator.identity();
    Coordinates coordinates = Coordinates.of(first);
    Map<String, Symbolic.Input> data = new LinkedHashMap<>();
    example.forEach(
        (name, value) -> data.put(name, Symbolic.Input.of("data " + name, value.shape())));
    Model<?> model = out.apply(program.apply(Map.copyOf(data)));
    Graph density = density(model, coordinates, data);
    return new JointDensity(
        coordinates,
        List.copyOf(data.keySet()),
        GraphPotential.of(density, new Compiler().start(density), coordinates),
        Interpreter.of(inverse(model, coordinates, data)));
  }

  private static Graph density(
      Model<?> model, Coordinates coordinates, Map<String, Symbolic.Input> data) {
    Map<String, Symbolic.Input> free = coordinates.inputs();
    List<Symbolic.Input> all = joined(free, data);
    Tensor written = Unconstrained.run(model, FIXED, site -> Sites.part(free, site)).logDensity();
    Tensor value = Simplify.rewrite(Graph.of(all, List.of(written)), all).getFirst();
    List<Tensor> outputs = new ArrayList<>(List.of(value));
    outputs.addAll(Gradient.of(value, List.copyOf(free.values())));
    return Simplify.apply(Graph.of(all, outputs));
  }

  /** Positions from values of the latent sites. */
  private static Graph inverse(
      Model<?> model, Coordinates coordinates, Map<String, Symbolic.Input> data) {
    Map<String, Symbolic.Input> values = new LinkedHashMap<>();
    coordinates
        .sites()
        .forEach(
            site ->
                values.put(site.site(), Symbolic.Input.of("value " + site.site(), site.shape())));
    Map<String, Tensor> free = new LinkedHashMap<>();
    Trace trace =
        Unconstrained.run(
                model,
                FIXED,
                site -> {
                  Tensor part = Coordinates.bijector(site).inverse(Sites.part(values, site));
                  free.put(site.name(), part);
                  return part;
                })
            .trace()
            .trace();
    List<Tensor> parts = new ArrayList<>();
    for (Coordinate site : coordinates.sites()) {
      Entry.Sampled entry = trace.sampled(site.site()).orElseThrow();
      parts.add(Sites.part(free, entry.site()).expand(site.free()));
    }
    return Graph.of(joined(values, data), parts);
  }

  private static List<Symbolic.Input> joined(
      Map<String, Symbolic.Input> first, Map<String, Symbolic.Input> second) {
    List<Symbolic.Input> all = new ArrayList<>(first.values());
    all.addAll(second.values());
    return all;
  }

  /** Where the latent sites lie in a position. */
  public Coordinates coordinates() {
    return coordinates;
  }

  /** The density for one data set; it shares memory with the others of this object. */
  public Potential given(Map<String, Tensor> data) {
    return density.holding(values(data));
  }

  private double[][] values(Map<String, Tensor> data) {
    return columns.stream()
        .map(name -> Sentences.named(data, name).toArray())
        .toArray(double[][]::new);
  }

  /** The same with memory of its own, for another thread. */
  public JointDensity fork() {
    return new JointDensity(coordinates, columns, density.fork(), inverse.fork());
  }

  /** The position at which the latent sites have the given values. */
  public double[] position(Map<String, Tensor> values, Map<String, Tensor> data) {
    List<Coordinate> sites = coordinates.sites();
    double[][] arguments = new double[sites.size() + columns.size()][];
    double[][] results = new double[sites.size()][];
    for (int i = 0; i < sites.size(); i++) {
      arguments[i] = Sentences.named(values, sites.get(i).site()).toArray();
      results[i] = new double[sites.get(i).size()];
    }
    System.arraycopy(values(data), 0, arguments, sites.size(), columns.size());
    inverse.run(arguments, results);
    double[] position = new double[coordinates.dimension()];
    for (int i = 0; i < sites.size(); i++) {
      System.arraycopy(results[i], 0, position, sites.get(i).offset(), results[i].length);
    }
    return position;
  }
}
