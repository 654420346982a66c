package dev.merapi.infer.internal.program;

import static java.util.Objects.requireNonNull;

import dev.merapi.effects.Model;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.compile.Jit;
import dev.merapi.tensor.internal.emit.Compiler;
import dev.merapi.tensor.internal.graph.Graph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The log density of some latent sites of a static model, given values of the others, which may
 * become others between two calls. It is traced and compiled once.
 */
public final class GivenPotential implements Potential {
  private static final Key FIXED = Key.of(0);

  private final Coordinates coordinates;
  private final Jit forward;
  private final Jit inverse;
  private final List<String> names;
  private GraphPotential density;
  private List<Tensor> given = List.of();

  private GivenPotential(
      Coordinates coordinates,
      GraphPotential density,
      Jit forward,
      Jit inverse,
      List<String> names) {
    this.coordinates = coordinates;
    this.density = density;
    this.forward = forward;
    this.inverse = inverse;
    this.names = names;
  }

  /**
   * The density of the continuous latent sites that are not among the given ones.
   *
   * @param given values of the right shapes
   * @throws dev.merapi.tensor.SymbolicValueException if the model looks at a number
   */
  public static GivenPotential of(Model<?> model, Map<String, ? extends Tensor> given) {
    Coordinates coordinates =
        Coordinates.of(FirstRun.of(new Condition(Map.copyOf(given)).on(model), FIXED));
    List<String> names = List.copyOf(given.keySet());
    Map<String, Symbolic.Input> inputs = coordinates.inputs();
    List<Symbolic.Input> free = List.copyOf(inputs.values());
    List<Symbolic.Input> order = new ArrayList<>(free);
    Map<String, Tensor> others = new LinkedHashMap<>();
    given.forEach(
        (name, value) -> {
          Symbolic.Input input = Symbolic.Input.of(name, value.shape());
          others.put(name, input);
          order.add(input);
        });
    Tensor density =
        Unconstrained.run(new Condition(others).on(model), FIXED, site -> Sites.part(inputs, site))
            .logDensity();
    Graph graph = DensityGraph.of(density, order, free);
    GraphPotential potential = GraphPotential.of(graph, new Compiler().start(graph), coordinates);
    Jit forward = Jit.of(arguments -> values(model, coordinates, names, arguments));
    Jit inverse = Jit.of(arguments -> free(model, coordinates, names, arguments));
    return new GivenPotential(coordinates, potential, forward, inverse, names);
  }

  private static Model<?> conditioned(
      Model<?> model, int own, List<String> names, List<Tensor> arguments) {
    Map<String, Tensor> others = new LinkedHashMap<>();
    for (String name : names) {
      others.put(name, arguments.get(own + others.size()));
    }
    return new Condition(others).on(model);
  }

  /** The values of the sites at their free numbers. */
  private static List<Tensor> values(
      Model<?> model, Coordinates coordinates, List<String> names, List<Tensor> arguments) {
    List<Coordinate> sites = coordinates.sites();
    Map<String, Tensor> own = new LinkedHashMap<>();
    sites.forEach(site -> own.put(site.site(), arguments.get(own.size())));
    Trace trace =
        Unconstrained.run(
                conditioned(model, sites.size(), names, arguments),
                FIXED,
                site -> Sites.part(own, site))
            .trace()
            .trace();
    return sites.stream().map(site -> Sites.reported(entry(trace, site))).toList();
  }

  private static Entry.Sampled entry(Trace trace, Coordinate site) {
    return trace.sampled(site.site()).get();
  }

  /** The free numbers of the sites at their values. */
  private static List<Tensor> free(
      Model<?> model, Coordinates coordinates, List<String> names, List<Tensor> arguments) {
    List<Coordinate> sites = coordinates.sites();
    Map<String, Tensor> own = new LinkedHashMap<>();
    sites.forEach(site -> own.put(site.site(), arguments.get(own.size())));
    Map<String, Tensor> found = new LinkedHashMap<>();
    Function<Site, Tensor> inverse =
        site -> {
          Tensor numbers = Coordinates.bijector(site).inverse(Sites.part(own, site));
          found.put(site.name(), numbers);
          return numbers;
        };
    var _ = Unconstrained.run(conditioned(model, sites.size(), names, arguments), FIXED, inverse);
    return sites.stream().map(site -> requireNonNull(found.get(site.site()))).toList();
  }

  /** Takes other values of the given sites. */
  public void given(Map<String, ? extends Tensor> values) {
    given = names.stream().<Tensor>map(values::get).toList();
    density =
        density.holding(
            given.stream().map(value -> value.dense().rowMajorArray()).toArray(double[][]::new));
  }

  /** The names of the sites whose density it is. */
  public List<String> sites() {
    return coordinates.sites().stream().map(Coordinate::site).toList();
  }

  /** The position at which the sites have these values. */
  public double[] position(Map<String, ? extends Tensor> values) {
    List<Tensor> arguments = new ArrayList<>(sites().stream().<Tensor>map(values::get).toList());
    arguments.addAll(given);
    return coordinates.join(inverse.apply(arguments));
  }

  /** The values of the sites at a position. */
  public Map<String, Tensor> values(double[] position) {
    List<Tensor> arguments = new ArrayList<>(coordinates.split(position).values());
    arguments.addAll(given);
    List<Tensor> found = forward.apply(arguments);
    Map<String, Tensor> values = new LinkedHashMap<>();
    sites().forEach(site -> values.put(site, found.get(values.size())));
    return values;
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
  public GivenPotential fork() {
    GivenPotential fork = new GivenPotential(coordinates, density.fork(), forward, inverse, names);
    fork.given = given;
    return fork;
  }
}
