package dev.merapi.infer;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.adapt.WarmUp;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.dims.Dims;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.internal.program.DensityGraph;
import dev.merapi.infer.internal.program.FirstRun;
import dev.merapi.infer.internal.program.GraphPotential;
import dev.merapi.infer.internal.program.RecordedPotential;
import dev.merapi.infer.internal.program.Sites;
import dev.merapi.infer.internal.program.Unconstrained;
import dev.merapi.infer.internal.program.Unsolved;
import dev.merapi.infer.internal.program.Worldwise;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.emit.Compiler;
import dev.merapi.tensor.internal.graph.Graph;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/**
 * A model as a function on ℝⁿ: position → ln p(values, data) + Σ ln |det Jacobian|, where each
 * latent site takes its value from its part of the position by the bijector onto its support, and
 * discrete latent sites are summed out. The model is run once with symbolic values, and the graph
 * that comes out is what a sampler or optimiser runs. A model that looks at a number to decide how
 * to go on is <em>dynamic</em>: it is run again, recording, at every position.
 */
public final class LogDensity implements Posterior.Target {
  private static final Key FIXED = Key.of(0);

  /** The draws from which a metric is learnt. */
  private static final int LEARNT = 200;

  private final Model<?> model;
  private final Model<?> laid;
  private final Coordinates coordinates;
  private final Optional<Graph> graph;
  private final String reason;
  private final boolean inTurn;
  private final Dims dims;
  private final PositionValues values;
  private final Compiler compiler = new Compiler();

  private LogDensity(
      Model<?> model,
      Model<?> laid,
      Coordinates coordinates,
      Optional<Graph> graph,
      String reason,
      boolean inTurn,
      Dims dims) {
    this.model = model;
    this.laid = laid;
    this.coordinates = coordinates;
    this.graph = graph;
    this.reason = reason;
    this.inTurn = inTurn;
    this.dims = dims;
    this.values = new PositionValues(model, laid, coordinates, inTurn);
  }

  /**
   * Checks the model in a first run and traces it; a sentence where names, shapes, data and
   * supports do not fit.
   *
   * @throws ModelException if names, shapes, data, supports or the elimination of discrete sites do
   *     not fit
   */
  public static LogDensity of(Model<?> model) {
    try {
      return summed(model);
    } catch (SymbolicValueException looks) {
      return inTurn(model, Objects.requireNonNull(looks.getMessage()));
    }
  }

  /** A model that looks at numbers of its discrete sites: it runs once for each of their values. */
  private static LogDensity inTurn(Model<?> model, String reason) {
    Trace first = Worldwise.first(model, FIXED);
    Coordinates coordinates = Coordinates.of(first);
    log(reason);
    return new LogDensity(
        model, model, coordinates, Optional.empty(), reason, true, Dims.of(first));
  }

  private static void log(String reason) {
    System.getLogger(LogDensity.class.getName())
        .log(
            Level.INFO,
            "The model is dynamic and runs again at every position, which is slower: {0}",
            reason);
  }

  private static LogDensity summed(Model<?> model) {
    Trace first = FirstRun.of(Laid.out(model), FIXED);
    Model<?> laid = Laid.isIn(first) ? Laid.out(model) : model;
    Coordinates coordinates = Coordinates.of(first);
    try {
      return new LogDensity(
          model,
          laid,
          coordinates,
          Optional.of(trace(laid, coordinates)),
          "",
          false,
          Dims.of(first));
    } catch (SymbolicValueException dynamic) {
      String reason = Objects.requireNonNull(dynamic.getMessage());
      log(reason);
      return new LogDensity(
          model, laid, coordinates, Optional.empty(), reason, false, Dims.of(first));
    } catch (ModelException refused) {
      var _ = FactorGraph.of(first);
      throw refused;
    }
  }

  /**
   * The value and the gradient with respect to each site's free numbers, simplified before and
   * after differentiation.
   */
  private static Graph trace(Model<?> model, Coordinates coordinates) {
    Map<String, Symbolic.Input> inputs = coordinates.inputs();
    List<Symbolic.Input> order = List.copyOf(inputs.values());
    Tensor density = Unsolved.impossible(density(model, inputs));
    return DensityGraph.of(density, order, order);
  }

  /** The value as the model spells it, before any rule is applied. */
  private Graph written() {
    Map<String, Symbolic.Input> inputs = coordinates.inputs();
    return Graph.of(List.copyOf(inputs.values()), List.of(density(laid, inputs)));
  }

  private static Tensor density(Model<?> model, Map<String, ? extends Tensor> free) {
    return Unconstrained.run(model, FIXED, site -> Sites.part(free, site)).logDensity();
  }

  /** The number of entries of a position. */
  public int dimension() {
    return coordinates.dimension();
  }

  /** Where each site lies in a position. */
  @Override
  public List<Coordinate> coordinates() {
    return coordinates.sites();
  }

  /** The sites and their shapes, as text. */
  String describe() {
    return coordinates.sites().toString();
  }

  /** Why the model is dynamic: where it looked at a number; empty for a static one. */
  public String whyDynamic() {
    return reason;
  }

  /** What a sampler sees. All potentials of one log density share one piece of code. */
  @Override
  public Potential potential() {
    return graph
        .<Potential>map(known -> GraphPotential.of(known, compiler.start(known), coordinates))
        .orElseGet(
            () ->
                new RecordedPotential(
                    coordinates,
                    free ->
                        inTurn ? Worldwise.logDensity(model, FIXED, free) : density(laid, free)));
  }

  /**
   * H v, the second derivatives of the log density at a position times a vector, without the
   * matrix: the gradient of ⟨∇ ln p, v⟩. Static models only.
   *
   * @throws ModelException if the model is dynamic
   */
  public double[] hessianTimes(double[] position, double[] vector) {
    if (graph.isEmpty()) {
      throw new ModelException("A dynamic model has no second derivatives: " + reason);
    }
    Map<String, Symbolic.Input> inputs = coordinates.inputs();
    List<Symbolic.Input> order = new ArrayList<>(inputs.values());
    List<Tensor> gradients = Gradient.of(density(laid, inputs), order);
    Map<String, Tensor> direction = coordinates.split(vector);
    Tensor slope = Tensor.scalar(0);
    for (int i = 0; i < order.size(); i++) {
      slope =
          slope.plus(
              gradients
                  .get(i)
                  .times(direction.getOrDefault(order.get(i).name(), Tensor.scalar(0)))
                  .sum());
    }
    List<Tensor> point = List.copyOf(coordinates.split(position).values());
    List<Tensor> products = Graph.of(order, Gradient.of(slope, order)).apply(point);
    return coordinates.join(products);
  }

  /**
   * What became of the model: what is summed out, at what cost; its graph before and after it was
   * simplified, the stages of its code and their size, or why it is dynamic.
   */
  public String explain() {
    return sums()
        + graph
            .map(
                known -> {
                  Compiled code = Compiled.of(known);
                  return "value as written:%n%svalue and gradient, simplified:%n%sstages:%n%scode: %d bytes%n"
                      .formatted(written(), known, code.plan(), code.codeSize());
                })
            .orElseGet(() -> "dynamic: " + reason);
  }

  private String sums() {
    if (inTurn || laid.equals(model)) {
      return "";
    }
    Map<String, Tensor> origin = coordinates.split(new double[dimension()]);
    Trace trace = Unconstrained.run(laid, FIXED, site -> Sites.part(origin, site)).trace().trace();
    return "sums:%n%s%n".formatted(FactorGraph.of(trace).explain());
  }

  /**
   * The values of the latent sites and of all computed ones at a position, by name. Sites that are
   * summed out in the density are drawn jointly, given the position and the data.
   */
  public Map<String, Dense> constrain(double[] position) {
    return constrainer().apply(position, FIXED);
  }

  /**
   * {@link #constrain} for many positions, each with a key for what is drawn there; by graphs of a
   * static model. For use by one thread.
   */
  public BiFunction<double[], Key, Map<String, Dense>> constrainer() {
    return values.constrainer(graph.isPresent());
  }

  @Override
  public Posterior at(List<double[]> positions, Key key) {
    Map<String, List<Tensor>> rows = new LinkedHashMap<>();
    var constrain = constrainer();
    for (int i = 0; i < positions.size(); i++) {
      Map<String, Dense> found = constrain.apply(positions.get(i), key.fold(i));
      found.forEach((name, x) -> rows.computeIfAbsent(name, _ -> new ArrayList<>()).add(x));
    }
    Map<String, Tensor> stacked = new LinkedHashMap<>();
    rows.forEach(
        (name, all) -> stacked.put(name, Tensor.stack(0, all.toArray(Tensor[]::new)).unsqueeze(0)));
    return Posterior.of(stacked);
  }

  /**
   * The position at which the latent sites have the given values.
   *
   * @throws ModelException if a value has not the shape of its site, or is outside of its support
   */
  public double[] unconstrain(Map<String, ? extends Tensor> values) {
    return this.values.position(values);
  }

  /**
   * Where sites lie in a position: a block of {@link dev.merapi.infer.adapt.MetricShape#blocks}.
   *
   * @throws ModelException if one is no latent site
   */
  public int[] block(String... sites) {
    List<String> names = coordinates().stream().map(Coordinate::site).toList();
    for (String site : sites) {
      if (!names.contains(site)) {
        throw new ModelException(
            "The model has no latent site '%s' on the real line; it has %s."
                .formatted(site, names));
      }
    }
    List<String> chosen = List.of(sites);
    return coordinates().stream()
        .filter(site -> chosen.contains(site.site()))
        .flatMapToInt(site -> IntStream.range(site.offset(), site.offset() + site.size()))
        .toArray();
  }

  /**
   * Chains that begin at given values of the latent sites.
   *
   * @param values those of all chains, or one map for each
   */
  public Start startAt(List<? extends Map<String, ? extends Tensor>> values) {
    return Start.each(values.stream().<double[]>map(this::unconstrain).toList(), this::culprit);
  }

  /**
   * Chains that begin at draws of a posterior of the same latent sites, at equal distances: of one
   * with fewer data, say.
   *
   * @param chains how many chains there are to be
   * @throws ModelException if the posterior has no such site
   * @throws ArgumentException if there are fewer draws than chains
   */
  public Start startFrom(Posterior before, int chains) {
    if (chains < 1 || chains > before.size()) {
      throw new ArgumentException(
          "Chains can start at 1 to %d draws, but %d are asked for"
              .formatted(before.size(), chains));
    }
    List<Map<String, Tensor>> values = new ArrayList<>();
    for (int c = 0; c < chains; c++) {
      Map<String, Tensor> draw = before.draw((int) ((c + 0.5) * before.size() / chains));
      draw.keySet().retainAll(coordinates().stream().map(Coordinate::site).toList());
      values.add(draw);
    }
    return startAt(values);
  }

  /**
   * NUTS for this density that begins at draws of a posterior of the same latent sites, with the
   * metric that some of them and their gradients tell of: of a fit, or of a run with fewer data.
   *
   * @throws ModelException if the posterior has no such site
   */
  public Sampler samplerFrom(Posterior before) {
    Potential potential = potential();
    List<Point> points = new ArrayList<>();
    int count = Math.min(before.size(), LEARNT);
    for (int i = 0; i < count; i++) {
      Map<String, Tensor> draw = before.draw((int) ((i + 0.5) * before.size() / count));
      draw.keySet().retainAll(coordinates().stream().map(Coordinate::site).toList());
      Point point = Point.at(potential, unconstrain(draw));
      if (point.isFinite()) {
        points.add(point);
      }
    }
    if (points.isEmpty()) {
      throw new ModelException(
          "None of %d draws of the posterior has a finite log density under this model, so no chain can begin at one."
              .formatted(count));
    }
    Sampler sampler = WarmUp.ADAPTIVE.metric(points).map(Sampler::nuts).orElseGet(Sampler::nuts);
    return sampler.start(Start.among(points.stream().map(Point::position).toList()));
  }

  /**
   * Which site has no finite log-probability at a position, in a sentence; empty if all are finite.
   */
  public String culprit(double[] position) {
    return inTurn ? "" : FirstRun.culprit(laid, FIXED, coordinates, position);
  }

  Model<?> model() {
    return model;
  }

  /** What happens in the program at a position. */
  Trace trace(double[] position) {
    Map<String, Tensor> parts = coordinates.split(position);
    return inTurn
        ? Worldwise.first(model, FIXED, site -> Sites.part(parts, site))
        : Unconstrained.run(laid, FIXED, site -> Sites.part(parts, site)).trace().trace();
  }

  /** What the dims of its sites are called. */
  Dims dims() {
    return dims;
  }

  /** Whether discrete sites are summed out, and drawn with {@link #constrain}. */
  boolean hasDiscreteSites() {
    return inTurn || !laid.equals(model);
  }
}
