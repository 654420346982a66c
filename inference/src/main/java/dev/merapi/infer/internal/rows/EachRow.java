package dev.merapi.infer.internal.rows;

import dev.merapi.distributions.combinator.Transformed;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.IndependentAxes;
import dev.merapi.distributions.definition.Masked;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.infer.internal.program.FirstRun;
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
   * ln p(y | sites) of each row; or draws of y, under the key. What is integrated out of the
   * density is integrated out of the observed site that depends on it, and drawn anew for draws.
   *
   * @param first some rows, by column
   * @param sizes the numbers of rows of blocks
   * @throws ModelException if the model is dynamic, has sites in the plate that are summed out, a
   *     site has more than one number for a row, or several depend on one that is integrated out
   */
  public static EachRow of(
      RowProgram program, Map<String, Tensor> first, List<Integer> sizes, boolean drawn) {
    Trace trace = FirstRun.of(Laid.out(program.program().apply(first)), FIXED);
    if (Laid.isIn(trace) && !drawn) {
      throw new ModelException(
          "The log likelihood of a row is asked for given all latent sites, but some are summed out. Sum them out by hand, as in a mixture distribution.");
    }
    SortedMap<Integer, Graph> graphs = new TreeMap<>();
    List<String> names = new ArrayList<>();
    int inputs = 1;
    try {
      RowSites sites = program.sites(trace, first);
      inputs += sites.shared().sites().size() + sites.kept().size();
      for (int rows : sizes) {
        TracedRows traced = TracedRows.of(program, sites, first, rows, drawn);
        Map<String, Tensor> told = drawn ? traced.draws() : traced.logLikelihoods();
        names = List.copyOf(told.keySet());
        graphs.put(rows, Graph.of(traced.inputs(), List.copyOf(told.values())));
      }
    } catch (SymbolicValueException looks) {
      throw new ModelException("A dynamic model has no graph: " + looks.getMessage(), looks);
    }
    return new EachRow(names, new BlockGraphs(inputs, graphs));
  }

  /**
   * Whether each row is in the support of an observed site, 1 or 0, by columns alone. Sites are
   * left out whose support depends on latent ones, which have a mask, or more than one number for a
   * row.
   */
  static EachRow supports(RowProgram program, Map<String, Tensor> first, List<Integer> sizes) {
    int given = first.values().iterator().next().size(0);
    RowSites sites =
        RowSites.of(FirstRun.of(Laid.out(program.program().apply(first)), FIXED), program, given);
    SortedMap<Integer, Graph> graphs = new TreeMap<>();
    List<String> names = new ArrayList<>();
    for (int rows : sizes) {
      TracedRows traced = TracedRows.of(program, sites, first, rows, false);
      List<Symbolic.Input> table = traced.table();
      Map<String, Tensor> known = new LinkedHashMap<>();
      for (Entry.Sampled entry : traced.entries()) {
        inSupport(entry, rows)
            .filter(inside -> isOf(table, inside))
            .ifPresent(inside -> known.put(entry.name(), inside));
      }
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

  static boolean isMasked(Distribution law) {
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
}
