package dev.merapi.infer.vi;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Settings;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiler;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.Random;
import dev.merapi.tensor.internal.simplify.Simplify;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The bound of a model and a guide as a compiled function of parameters and a key.
 *
 * <p>A first run under a known key checks both programs, in sentences, and finds the parameters
 * with their starts. The programs are then traced once, with the key and the parameters as inputs:
 * draws, minibatches, estimators and sums are one graph, whose simplified form is what is
 * evaluated, together with its gradient. Programs that decide by a number they look at are
 * <em>dynamic</em>: they run again, recording, for every key.
 *
 * <p>Law: the value is that of the objective under the same key, up to what simplification rounds;
 * the graph as the programs spell it has its bits. For one thread; {@link #fork} makes another for
 * another thread.
 */
public final class Bound {
  private static final String KEY = "the key";

  private final Objective objective;
  private final Model<?> model;
  private final Model<?> guide;
  private final Map<String, Tensor> start;
  private final Option<Graph> graph;
  private final Option<Executor> executor;
  private final String reason;
  private final int dimension;

  private Bound(
      Objective objective,
      Model<?> model,
      Model<?> guide,
      Map<String, Tensor> start,
      Option<Graph> graph,
      Option<Executor> executor,
      String reason) {
    this.objective = objective;
    this.model = model;
    this.guide = guide;
    this.start = start;
    this.graph = graph;
    this.executor = executor;
    this.reason = reason;
    this.dimension = start.values().stream().mapToInt(value -> value.shape().count()).sum();
  }

  /** A bound of a model and a guide under a key, shape []; {@code TraceEnum.EXACT} is one. */
  @FunctionalInterface
  public interface Objective {
    /** The bound. */
    Tensor elbo(Model<?> model, Model<?> guide, Key key);

    /** How gradients get past each site, in lines of text; empty where it does not say. */
    default String explain(Model<?> model, Model<?> guide, Key key) {
      return "";
    }
  }

  /**
   * A bound and its gradient.
   *
   * @param gradient with respect to the value of each parameter, by name
   */
  public record Value(double bound, Map<String, Tensor> gradient) {
    /** Copies the map. */
    public Value {
      gradient = Map.copyOf(gradient);
    }
  }

  /**
   * Checks both programs in a run under this key, which also starts the parameters; traces them.
   */
  public static Bound of(Objective objective, Model<?> model, Model<?> guide, Key key) {
    Objects.requireNonNull(objective.elbo(model, guide, key));
    Map<String, Tensor> start = starts(model, guide, key);
    try {
      Graph graph = differentiated(written(objective, model, guide, start));
      Executor executor = new Compiler().start(graph);
      return new Bound(
          objective, model, guide, start, Option.some(graph), Option.some(executor), "");
    } catch (SymbolicValueException dynamic) {
      String reason = Objects.requireNonNull(dynamic.getMessage());
      return new Bound(objective, model, guide, start, Option.none(), Option.none(), reason);
    }
  }

  private static Map<String, Tensor> starts(Model<?> model, Model<?> guide, Key key) {
    return Settings.current()
        .validation(false)
        .in(
            () -> {
              Trace inGuide = Trace.run(key, guide).trace();
              Trace inModel = Trace.run(key, new Replay(inGuide).on(model)).trace();
              Map<String, Tensor> start = new LinkedHashMap<>();
              for (Trace trace : List.of(inGuide, inModel)) {
                trace.parameters().forEach(found -> start.put(found.name(), found.value()));
              }
              return start;
            });
  }

  /** The bound as the programs spell it: a graph of the words of a key, then the parameters. */
  private static Graph written(
      Objective objective, Model<?> model, Model<?> guide, Map<String, Tensor> start) {
    Symbolic.Input words = Symbolic.Input.of(KEY, Shape.of(4));
    List<Symbolic.Input> inputs = new ArrayList<>(List.of(words));
    Map<String, Tensor> values = new LinkedHashMap<>();
    start.forEach(
        (name, value) -> {
          Symbolic.Input input = Symbolic.Input.of(name, value.shape());
          inputs.add(input);
          values.put(name, input);
        });
    Substitute given = new Substitute(values);
    Tensor bound =
        Settings.current()
            .validation(false)
            .in(() -> objective.elbo(given.on(model), given.on(guide), Key.ofWords(words)));
    return Graph.of(inputs, List.of(bound));
  }

  /** Value and gradients, simplified before and after differentiation. */
  private static Graph differentiated(Graph written) {
    List<Symbolic.Input> inputs =
        written.inputs().stream()
            .map(input -> Symbolic.Input.of(input.name(), input.shape()))
            .toList();
    Tensor value = Simplify.rewrite(written, inputs).getFirst();
    List<Tensor> outputs = new ArrayList<>(List.of(value));
    outputs.addAll(Gradient.of(value, inputs.subList(1, inputs.size())));
    return Simplify.apply(Graph.of(inputs, outputs));
  }

  /** The parameters of both programs, with their values in the first run. */
  public Map<String, Tensor> start() {
    return Map.copyOf(start);
  }

  /** The graph from the words of a key and the parameters to the bound; none if dynamic. */
  Option<Graph> written() {
    return graph.map(_ -> written(objective, model, guide, start));
  }

  /**
   * The graph that is evaluated: the words of a key and the parameters, in the order of {@link
   * #parameters}, to the bound and its gradients; none for dynamic programs.
   */
  Option<Graph> graph() {
    return graph;
  }

  /**
   * Whether a number that depends on parameters is compared or rounded on its way to the bound, so
   * that the bound may jump where its gradient sees nothing. A draw that has its score is no such
   * number: it is known to jump.
   */
  public boolean mayJump() {
    return graph.isEmpty() || new Deciding(written(objective, model, guide, start)).isFound();
  }

  /** The names of the parameters, in their order. */
  public List<String> parameters() {
    return List.copyOf(start.keySet());
  }

  /** Why the programs are dynamic: where they looked at a number; empty for static ones. */
  public String whyDynamic() {
    return reason;
  }

  /** The number of all elements of all parameters. */
  public int dimension() {
    return dimension;
  }

  /**
   * The bound, for parameters laid one after another in the order of {@link #parameters};
   * overwrites the gradient. Allocates nothing where the programs are static.
   */
  public double at(Key.Known key, double[] position, double[] gradient) {
    return at(key.k0(), key.k1(), position, gradient);
  }

  /**
   * As {@link #at(Key.Known, double[], double[])}, for the two halves of a key.
   *
   * @throws ShapeException if position or gradient have another length than the parameters
   */
  public double at(long k0, long k1, double[] position, double[] gradient) {
    if (position.length != dimension || gradient.length != dimension) {
      throw new ShapeException(
          "The parameters have %d elements, but the position has %d and the gradient %d"
              .formatted(dimension, position.length, gradient.length));
    }
    if (executor.isEmpty()) {
      return recorded(new Key.Known(k0, k1), position, gradient);
    }
    Executor now = executor.get().current();
    Random.write(k0, now.argument(0), 0);
    Random.write(k1, now.argument(0), 2);
    int offset = 0;
    for (int i = 1; offset < position.length; i++) {
      double[] argument = now.argument(i);
      System.arraycopy(position, offset, argument, 0, argument.length);
      offset += argument.length;
    }
    now.run();
    offset = 0;
    for (int i = 1; offset < position.length; i++) {
      double[] slope = now.result(i);
      System.arraycopy(slope, 0, gradient, offset, slope.length);
      offset += slope.length;
    }
    return now.result(0)[0];
  }

  private double recorded(Key key, double[] position, double[] gradient) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    int offset = 0;
    for (Map.Entry<String, Tensor> parameter : start.entrySet()) {
      double[] part = new double[parameter.getValue().shape().count()];
      System.arraycopy(position, offset, part, 0, part.length);
      values.put(parameter.getKey(), Tensor.of(part, parameter.getValue().shape()));
      offset += part.length;
    }
    Value value = record(values, key);
    offset = 0;
    for (String name : start.keySet()) {
      double[] slope = value.gradient().getOrDefault(name, Tensor.scalar(0)).toArray();
      System.arraycopy(slope, 0, gradient, offset, slope.length);
      offset += slope.length;
    }
    return value.bound();
  }

  /**
   * The bound and its gradient; parameters that are not given have their starts.
   *
   * @throws ModelException if neither model nor guide declares a parameter that is given
   */
  public Value at(Map<String, ? extends Tensor> parameters, Key key) {
    for (String name : parameters.keySet()) {
      if (!start.containsKey(name)) {
        throw new ModelException(
            "Neither model nor guide declares a parameter '%s'; they have %s"
                .formatted(name, start.keySet()));
      }
    }
    Map<String, Tensor> values = new LinkedHashMap<>(start);
    values.putAll(parameters);
    return executor.map(known -> run(known, values, key)).getOrElse(() -> record(values, key));
  }

  private static Value run(Executor executor, Map<String, Tensor> values, Key key) {
    List<Tensor> given = new ArrayList<>(List.of(key.words()));
    given.addAll(values.values());
    double[][] arguments =
        given.stream().map(value -> value.dense().rowMajorArray()).toArray(double[][]::new);
    double[][] results = new double[given.size()][];
    results[0] = new double[1];
    for (int i = 1; i < results.length; i++) {
      results[i] = new double[arguments[i].length];
    }
    executor.run(arguments, results);
    Map<String, Tensor> gradient = new LinkedHashMap<>();
    for (Map.Entry<String, Tensor> value : values.entrySet()) {
      Shape shape = value.getValue().shape();
      gradient.put(value.getKey(), Tensor.of(results[gradient.size() + 1], shape));
    }
    return new Value(results[0][0], gradient);
  }

  private Value record(Map<String, Tensor> values, Key key) {
    Map<String, Symbolic.Input> inputs = new LinkedHashMap<>();
    values.forEach((name, value) -> inputs.put(name, Symbolic.Input.recorded(name, value.dense())));
    Substitute given = new Substitute(inputs);
    Tensor bound =
        Settings.current()
            .validation(false)
            .in(() -> objective.elbo(given.on(model), given.on(guide), key));
    List<Tensor> slopes = Gradient.ofRecorded(bound, List.copyOf(inputs.values()));
    Map<String, Tensor> gradient = new LinkedHashMap<>();
    inputs.keySet().forEach(name -> gradient.put(name, slopes.get(gradient.size())));
    return new Value(bound.item(), gradient);
  }

  /** The same bound, with memory of its own. */
  public Bound fork() {
    return new Bound(objective, model, guide, start, graph, executor.map(Executor::fork), reason);
  }
}
