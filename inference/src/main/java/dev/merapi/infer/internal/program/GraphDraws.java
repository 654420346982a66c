package dev.merapi.infer.internal.program;

import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.Conditionals;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The values of sites as a function of the position and a key, for a model with sites that are
 * summed out in its density and drawn here: one graph of position and key. Where the draws cannot
 * be traced, as along chains that are summed as loops, one graph gives the tables by which they are
 * drawn, and another the values of all sites given the draws. All are traced once. For one thread.
 */
public final class GraphDraws implements BiFunction<double[], Key, Map<String, Dense>> {
  private static final Key FIXED = Key.of(0);

  private final Coordinates coordinates;
  private final Conditionals conditionals;
  private final GraphResults tables;
  private final Completion completion;

  private GraphDraws(
      Coordinates coordinates,
      Conditionals conditionals,
      GraphResults tables,
      Completion completion) {
    this.coordinates = coordinates;
    this.conditionals = conditionals;
    this.tables = tables;
    this.completion = completion;
  }

  /** The values of all sites given the free numbers and the drawn ones. */
  @FunctionalInterface
  private interface Completion {
    Map<String, Dense> of(Map<String, Tensor> free, Map<String, Tensor> drawn);
  }

  /** Values by site of a model, given its free numbers. */
  @FunctionalInterface
  public interface SiteValues {
    /** The values. */
    Map<String, Tensor> of(Model<?> model, Map<String, ? extends Tensor> free);
  }

  /**
   * Traces a model and its form with discrete sites laid out. A model that decides by the number
   * that was drawn cannot be traced beyond it, and is run again for each draw.
   */
  public static BiFunction<double[], Key, Map<String, Dense>> of(
      Model<?> model, Model<?> laid, Coordinates coordinates, SiteValues values) {
    Map<String, Symbolic.Input> inputs = coordinates.inputs();
    Trace trace = Unconstrained.run(laid, FIXED, site -> Sites.part(inputs, site)).trace().trace();
    Conditionals conditionals = FactorGraph.of(trace).conditionals();
    try {
      return whole(model, coordinates, inputs, conditionals, values);
    } catch (SymbolicValueException untraced) {
      return inTwo(model, coordinates, inputs, conditionals, values);
    }
  }

  /** One graph of the free numbers and the key. */
  private static BiFunction<double[], Key, Map<String, Dense>> whole(
      Model<?> model,
      Coordinates coordinates,
      Map<String, Symbolic.Input> free,
      Conditionals conditionals,
      SiteValues values) {
    Symbolic.Input words = Symbolic.Input.of("the key", Shape.of(4));
    Map<String, Tensor> drawn = conditionals.draw(Key.ofWords(words)).toJavaMap();
    Map<String, Tensor> outputs = values.of(new Substitute(drawn).on(model), free);
    List<Symbolic.Input> inputs = new ArrayList<>(free.values());
    inputs.add(words);
    GraphResults results = GraphResults.of(inputs, outputs.values());
    List<String> names = List.copyOf(outputs.keySet());
    return (position, key) -> {
      List<Tensor> arguments = new ArrayList<>(coordinates.split(position).values());
      arguments.add(key.words());
      return GraphValues.named(names, results.apply(arguments));
    };
  }

  private static GraphDraws inTwo(
      Model<?> model,
      Coordinates coordinates,
      Map<String, Symbolic.Input> inputs,
      Conditionals conditionals,
      SiteValues values) {
    GraphResults tables = GraphResults.of(inputs.values(), conditionals.tables().toJavaList());
    Completion run =
        (free, drawn) -> {
          Map<String, Dense> dense = new LinkedHashMap<>();
          values
              .of(new Substitute(drawn).on(model), free)
              .forEach((name, value) -> dense.put(name, value.dense()));
          return dense;
        };
    GraphDraws untraced = new GraphDraws(coordinates, conditionals, tables, run);
    Map<String, Tensor> example = untraced.drawn(new double[coordinates.dimension()], FIXED);
    try {
      Completion traced = traced(model, inputs, example, values);
      return new GraphDraws(coordinates, conditionals, tables, traced);
    } catch (SymbolicValueException decides) {
      return untraced;
    }
  }

  private static Completion traced(
      Model<?> model,
      Map<String, Symbolic.Input> free,
      Map<String, Tensor> example,
      SiteValues values) {
    Map<String, Tensor> draws = new LinkedHashMap<>();
    List<Symbolic.Input> inputs = new ArrayList<>(free.values());
    example.forEach(
        (name, value) -> {
          Symbolic.Input input = Symbolic.Input.of(name, value.shape());
          draws.put(name, input);
          inputs.add(input);
        });
    Map<String, Tensor> outputs = values.of(new Substitute(draws).on(model), free);
    GraphResults results = GraphResults.of(inputs, outputs.values());
    List<String> names = List.copyOf(outputs.keySet());
    return (position, drawn) -> {
      List<Tensor> arguments = new ArrayList<>(position.values());
      draws.keySet().forEach(name -> arguments.add(drawn.getOrDefault(name, Tensor.scalar(0))));
      return GraphValues.named(names, results.apply(arguments));
    };
  }

  @Override
  public Map<String, Dense> apply(double[] position, Key key) {
    return completion.of(coordinates.split(position), drawn(position, key));
  }

  private Map<String, Tensor> drawn(double[] position, Key key) {
    List<Dense> numbers = tables.apply(coordinates.split(position).values());
    return conditionals.with(Vector.<Tensor>ofAll(numbers)).draw(key).toJavaMap();
  }
}
