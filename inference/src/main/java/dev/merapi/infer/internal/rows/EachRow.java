package dev.merapi.infer.internal.rows;

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
        Traced traced = new Traced(program, coordinates, columns, rows, drawn);
        names = List.copyOf(traced.outputs.keySet());
        graphs.put(rows, Graph.of(traced.inputs, List.copyOf(traced.outputs.values())));
      }
    } catch (SymbolicValueException looks) {
      throw new ModelException("A dynamic model has no graph: " + looks.getMessage(), looks);
    }
    return new EachRow(names, new BlockGraphs(coordinates.sites().size() + 1, graphs));
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
        boolean drawn) {
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
        boolean wanted = drawn ? !entry.site().isComputed() : entry.site().isObserved();
        if (wanted && program.isRow(entry.site()) && !entry.site().isIndexSet()) {
          Tensor each = drawn ? entry.value() : entry.unscaled().logProb(entry.value());
          if (!each.shape().equals(Shape.of(rows))) {
            throw new ModelException(
                "Site '%s' has numbers of shape %s in a plate of %d rows, where one for each row is wanted."
                    .formatted(entry.name(), each.shape(), rows));
          }
          outputs.put(entry.name(), each);
        }
      }
    }
  }
}
