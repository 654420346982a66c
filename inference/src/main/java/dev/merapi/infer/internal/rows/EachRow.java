package dev.merapi.infer.internal.rows;

import dev.merapi.distributions.combinator.Transformed;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.IndependentAxes;
import dev.merapi.distributions.definition.Masked;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Settings;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.handler.Uncondition;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.internal.program.FirstRun;
import dev.merapi.infer.internal.program.ReportedValues;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A number for each row and each observed site of a plate, given a position.
 *
 * @param names the observed sites
 * @param graphs from the free numbers of the sites outside, the four words of a key and the columns
 *     to a tensor [rows] for each name
 */
public record EachRow(List<String> names, BlockGraphs graphs) {
  private static final Key FIXED = Key.of(0);

  /** Copies the list. */
  public EachRow {
    names = List.copyOf(names);
  }

  /**
   * ln p(y | sites outside) of each row; or draws of y, under the key.
   *
   * @param first some rows, by column
   * @param sizes the numbers of rows of blocks
   * @throws ModelException if the model is dynamic, has sites in the plate that are summed out, or
   *     a site has more than one number for a row
   */
  public static EachRow of(
      RowProgram program, Map<String, Tensor> first, List<Integer> sizes, boolean drawn) {
    Trace trace = FirstRun.of(Laid.out(program.program().apply(first)), FIXED);
    if (Laid.isIn(trace) && !drawn) {
      throw new ModelException(
          "The log likelihood of a row is asked for given all latent sites, but some are summed out. Sum them out by hand, as in a mixture distribution.");
    }
    Coordinates coordinates = Coordinates.of(trace);
    Map<String, Shape> columns = new LinkedHashMap<>();
    first.forEach((name, values) -> columns.put(name, values.shape().dropLeft(1)));
    SortedMap<Integer, Graph> graphs = new TreeMap<>();
    List<String> names = new ArrayList<>();
    try {
      for (int rows : sizes) {
        Traced traced =
            new Traced(
                program, coordinates, columns, rows, drawn, (entry, n) -> told(entry, n, drawn));
        names = List.copyOf(traced.outputs.keySet());
        graphs.put(rows, Graph.of(traced.inputs, List.copyOf(traced.outputs.values())));
      }
    } catch (SymbolicValueException looks) {
      throw new ModelException("A dynamic model has no graph: " + looks.getMessage(), looks);
    }
    return new EachRow(names, new BlockGraphs(coordinates.sites().size() + 1, graphs));
  }

  /**
   * Whether each row is in the support of an observed site, 1 or 0, by columns alone. Sites are
   * left out whose support depends on latent ones, which have a mask, or more than one number for a
   * row.
   */
  static EachRow supports(RowProgram program, Map<String, Tensor> first, List<Integer> sizes) {
    Coordinates coordinates =
        Coordinates.of(FirstRun.of(Laid.out(program.program().apply(first)), FIXED));
    Map<String, Shape> columns = new LinkedHashMap<>();
    first.forEach((name, values) -> columns.put(name, values.shape().dropLeft(1)));
    SortedMap<Integer, Graph> graphs = new TreeMap<>();
    List<String> names = new ArrayList<>();
    for (int rows : sizes) {
      Traced traced = new Traced(program, coordinates, columns, rows, false, EachRow::inSupport);
      List<Symbolic.Input> table =
          traced.inputs.subList(coordinates.sites().size() + 1, traced.inputs.size());
      Map<String, Tensor> known = new LinkedHashMap<>();
      traced.outputs.forEach(
          (name, inside) -> {
            if (isOf(table, inside)) {
              known.put(name, inside);
            }
          });
      names = List.copyOf(known.keySet());
      graphs.put(rows, Graph.of(table, List.copyOf(known.values())));
    }
    return new EachRow(names, new BlockGraphs(0, graphs));
  }

  private static Optional<Tensor> inSupport(Entry.Sampled entry, int rows) {
    if (!entry.site().isObserved()
        || entry.site().weight().mask().isPresent()
        || isMasked(entry.site().distribution())) {
      return Optional.empty();
    }
    return Optional.of(entry.site().distribution().support().check(entry.value()))
        .filter(inside -> inside.shape().equals(Shape.of(rows)));
  }

  private static boolean isMasked(Distribution law) {
    return switch (law) {
      case Masked _ -> true;
      case IndependentAxes(Distribution base, _) -> isMasked(base);
      case Transformed(Distribution base, _) -> isMasked(base);
      default -> false;
    };
  }

  private static boolean isOf(List<Symbolic.Input> inputs, Tensor output) {
    try {
      return !Graph.of(inputs, List.of(output)).equations().isEmpty();
    } catch (ArgumentException depends) {
      return false;
    }
  }

  private static Optional<Tensor> told(Entry.Sampled entry, int rows, boolean drawn) {
    if (drawn ? entry.site().isComputed() : !entry.site().isObserved()) {
      return Optional.empty();
    }
    Tensor each = drawn ? entry.value() : entry.unscaled().logProb(entry.value());
    if (!each.shape().equals(Shape.of(rows))) {
      throw new ModelException(
          "Site '%s' has numbers of shape %s in a plate of %d rows, where one for each row is wanted."
              .formatted(entry.name(), each.shape(), rows));
    }
    return Optional.of(each);
  }

  /** What is told of a site in a run of some rows, if anything. */
  private interface Telling {
    Optional<Tensor> of(Entry.Sampled entry, int rows);
  }

  /** A run with unknown numbers. */
  private static final class Traced {
    final List<Symbolic.Input> inputs = new ArrayList<>();
    final Map<String, Tensor> outputs = new LinkedHashMap<>();

    Traced(
        RowProgram program,
        Coordinates coordinates,
        Map<String, Shape> columns,
        int rows,
        boolean drawn,
        Telling telling) {
      Map<String, Symbolic.Input> sites = coordinates.inputs();
      inputs.addAll(sites.values());
      Symbolic.Input words = Symbolic.Input.of("the key", Shape.of(4));
      inputs.add(words);
      Map<String, Tensor> table = new LinkedHashMap<>();
      columns.forEach(
          (name, shape) -> {
            Symbolic.Input column = Symbolic.Input.of(name, Shape.of(rows).append(shape));
            inputs.add(column);
            table.put(name, column);
          });
      Model<?> model = program.model(table, rows);
      Map<String, Tensor> outside = new LinkedHashMap<>(ReportedValues.of(Laid.out(model), sites));
      outside.keySet().retainAll(sites.keySet());
      Substitute given = new Substitute(outside);
      Model<?> run = drawn ? new Uncondition().then(given).on(model) : given.on(model);
      Settings quiet = Settings.current().validation(false);
      Trace trace = quiet.in(() -> Trace.run(Key.ofWords(words), run).trace());
      for (Entry.Sampled entry : trace.sites()) {
        if (program.isRow(entry.site()) && !entry.site().isIndexSet()) {
          telling.of(entry, rows).ifPresent(each -> outputs.put(entry.name(), each));
        }
      }
    }
  }
}
