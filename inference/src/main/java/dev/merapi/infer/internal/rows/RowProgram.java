package dev.merapi.infer.internal.rows;

import dev.merapi.effects.Frame;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.dims.Axis;
import dev.merapi.infer.dims.Dims;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.infer.internal.form.Reported;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.internal.program.DensityGraph;
import dev.merapi.infer.internal.program.FirstRun;
import dev.merapi.infer.internal.program.ReportedValues;
import dev.merapi.infer.internal.program.Sites;
import dev.merapi.infer.internal.program.Unconstrained;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A program of some rows, as graphs for any number of rows.
 *
 * @param plate the plate whose elements the rows are
 * @param program a model of the columns, each [rows, C..]
 */
public record RowProgram(String plate, Function<Map<String, Tensor>, Model<?>> program) {
  private static final Key FIXED = Key.of(0);

  /**
   * The graphs for blocks of two sizes, after a first run with some rows.
   *
   * @param first some rows, by column
   * @param blocks how all rows are cut
   * @throws ModelException if the model cannot be cut into blocks: it is dynamic, or its rows
   *     depend on each other
   */
  public RowForm form(Map<String, Tensor> first, Blocks blocks) {
    try {
      return traced(first, blocks);
    } catch (SymbolicValueException looks) {
      throw new ModelException(
          "A dynamic model has no graph that could be cut into blocks of rows: "
              + looks.getMessage(),
          looks);
    }
  }

  private RowForm traced(Map<String, Tensor> first, Blocks blocks) {
    int rows = first.values().iterator().next().size(0);
    Trace trace = FirstRun.of(Laid.out(program.apply(first)), FIXED);
    requireDivisible(trace, rows);
    Tracing tracing = new Tracing(columns(first), Laid.isIn(trace));
    RowSites sites = sites(trace, tracing, rows);
    Cut cut = cut(sites, tracing, rows);
    SortedMap<Integer, Graph> graphs = new TreeMap<>();
    for (int size : blocks.sizes()) {
      graphs.put(size, size == rows ? cut.block : cut(sites, tracing, size).block);
    }
    new Separation(size -> cut(sites, tracing, size).block, plate).check(sites, first, cut.block);
    Coordinates coordinates = sites.all(blocks.rows(), plate);
    return new RowForm(
        coordinates,
        cut.outside,
        new BlockGraphs(coordinates.sites().size(), graphs),
        sites.kept().isEmpty()
            ? reported(cut.run, cut.shared)
            : reported(sites, tracing, coordinates),
        Slices.of(sites, blocks));
  }

  private static Map<String, Shape> columns(Map<String, Tensor> first) {
    Map<String, Shape> columns = new LinkedHashMap<>();
    first.forEach((name, values) -> columns.put(name, values.shape().dropLeft(1)));
    return columns;
  }

  /**
   * The latent sites, and which of them are integrated out.
   *
   * @param trace a run with these rows
   */
  RowSites sites(Trace trace, Map<String, Tensor> first) {
    int rows = first.values().iterator().next().size(0);
    return sites(trace, new Tracing(columns(first), Laid.isIn(trace)), rows);
  }

  private RowSites sites(Trace trace, Tracing tracing, int rows) {
    RowSites all = RowSites.of(trace, this, rows);
    if (all.kept().isEmpty()) {
      return all;
    }
    Map<String, Symbolic.Input> free = all.position(rows).inputs();
    Tensor density = run(free, tracing, rows).block;
    return all.integrating(Integrable.among(all.kept(), trace, density, free));
  }

  /**
   * How runs with unknown numbers are made.
   *
   * @param columns the shape of each column, for one row
   * @param discrete whether there are sites that are laid out
   */
  private record Tracing(Map<String, Shape> columns, boolean discrete) {}

  /**
   * A run with unknown numbers.
   *
   * @param table the columns
   */
  private record Run(
      Trace trace,
      List<Symbolic.Input> table,
      Tensor outside,
      Tensor block,
      Map<String, Tensor> values) {}

  private Run run(Map<String, Symbolic.Input> free, Tracing tracing, int rows) {
    List<Symbolic.Input> inputs = new ArrayList<>();
    Map<String, Tensor> table = new LinkedHashMap<>();
    tracing.columns.forEach(
        (name, shape) -> {
          Symbolic.Input column = Symbolic.Input.of(name, Shape.of(rows).append(shape));
          inputs.add(column);
          table.put(name, column);
        });
    Model<?> model = model(table, rows);
    Model<?> laid = tracing.discrete ? Laid.out(model) : model;
    Unconstrained<?> run = Unconstrained.run(laid, FIXED, site -> Sites.part(free, site));
    Trace trace = run.trace().trace();
    requireSize(trace, rows);
    Tensor outside = run.logDensity(site -> !isRow(site));
    Tensor block = run.logDensity(this::isRow);
    Map<String, Tensor> values = new LinkedHashMap<>();
    Map<String, Tensor> told = ReportedValues.of(laid, free);
    for (Entry.Sampled entry : trace.sites()) {
      Tensor value = told.get(entry.name());
      if (value != null) {
        values.put(entry.name(), value);
      }
    }
    return new Run(trace, inputs, outside, block, values);
  }

  /** A run, cut in two. */
  private record Cut(Graph outside, Graph block, Run run, List<Symbolic.Input> shared) {}

  private Cut cut(RowSites sites, Tracing tracing, int rows) {
    Map<String, Symbolic.Input> position = sites.position(rows).inputs();
    Map<String, Symbolic.Input> unknowns = sites.unknowns(rows);
    Map<String, Symbolic.Input> free = new LinkedHashMap<>(position);
    free.putAll(unknowns);
    Run run = run(free, tracing, rows);
    List<Symbolic.Input> all = new ArrayList<>(position.values());
    List<Symbolic.Input> shared = List.copyOf(all.subList(0, sites.shared().sites().size()));
    all.addAll(run.table);
    Tensor block =
        unknowns.isEmpty()
            ? run.block
            : new GaussianIntegral(sites.integrated(), unknowns, rows).of(run.block);
    try {
      return new Cut(
          DensityGraph.of(run.outside, shared, shared), Graph.of(all, List.of(block)), run, shared);
    } catch (ArgumentException depends) {
      throw new ModelException(
          ("The density outside of plate '%s' depends on its rows, which no block knows all of. (%s)"
                  + " Compute what all rows have in common beforehand, and give it as a number.")
              .formatted(plate, depends.getMessage()),
          depends);
    }
  }

  Model<?> model(Map<String, Tensor> table, int rows) {
    try {
      return program.apply(table);
    } catch (SymbolicValueException looks) {
      throw looks;
    } catch (MerapiException refused) {
      throw new ModelException(
          ("The program could not be run for %d rows of plate '%s'. It is run for blocks of several"
                  + " sizes, so take the size from the rows. %s")
              .formatted(rows, plate, refused.getMessage()),
          refused);
    }
  }

  /** What is told where the rows have numbers of their own: their values too, of all rows. */
  private Reported reported(RowSites sites, Tracing tracing, Coordinates all) {
    int rows = all.sites().getLast().free().size(sites.kept().getLast().axis());
    Map<String, Symbolic.Input> free = all.inputs();
    List<Symbolic.Input> position = List.copyOf(free.values());
    Map<String, Symbolic.Input> every = new LinkedHashMap<>(free);
    every.putAll(sites.unknowns(rows));
    return reported(run(every, tracing, rows), position);
  }

  private Reported reported(Run run, List<Symbolic.Input> position) {
    Map<String, Tensor> told = new LinkedHashMap<>();
    Set<String> free = position.stream().map(Symbolic.Input::name).collect(Collectors.toSet());
    for (Entry.Sampled entry : run.trace.sites()) {
      Tensor value = run.values.get(entry.name());
      if (value != null && (!isRow(entry.site()) || free.contains(entry.name()))) {
        told.put(entry.name(), value);
      }
    }
    List<Symbolic.Input> inputs = new ArrayList<>(position);
    inputs.add(Symbolic.Input.of("the key", Shape.of(4)));
    Dims dims = Dims.of(run.trace);
    List<List<Axis>> axes = new ArrayList<>();
    told.forEach((name, value) -> axes.add(dims.axes(name, value.shape())));
    try {
      return new Reported(
          List.copyOf(told.keySet()), axes, Graph.of(inputs, List.copyOf(told.values())));
    } catch (ArgumentException depends) {
      throw new ModelException(
          ("A site outside of plate '%s' is computed from its rows, or the support of one inside from"
                  + " columns, which no block knows all of. (%s) Compute it from the draws afterwards."
                  + " The sites are %s.")
              .formatted(plate, depends.getMessage(), told.keySet()),
          depends);
    }
  }

  boolean isRow(Site site) {
    return site.place().vectorised().stream().anyMatch(frame -> frame.plate().equals(plate));
  }

  /** All that is summed out is in the plate. */
  private void requireDivisible(Trace trace, int rows) {
    requireSize(trace, rows);
    for (Entry.Sampled entry : trace.latents()) {
      Site site = entry.site();
      if (!isRow(site) && !Sites.isFree(site) && !site.isIndexSet()) {
        throw new ModelException(
            ("Site '%s' is a discrete latent variable outside of plate '%s', so that given it alone"
                    + " the rows are independent. Sum it out by hand, or move it into the plate.")
                .formatted(site.name(), plate));
      }
    }
  }

  private void requireSize(Trace trace, int rows) {
    boolean there = false;
    for (Entry.Sampled entry : trace.sites()) {
      for (Frame frame : entry.site().place().frames()) {
        if (frame instanceof Frame.Sequential(String name, _, _, _) && name.equals(plate)) {
          throw new ModelException(
              "Plate '%s' goes through its rows one after the other, so they cannot be cut into blocks. Make it a vectorised plate."
                  .formatted(plate));
        }
        if (frame instanceof Frame.Vectorised(String name, _, int size, int whole)
            && name.equals(plate)) {
          there = true;
          if (size != rows || whole != rows) {
            throw new ModelException(
                ("Plate '%s' has %d of %d elements where the program is run for %d rows. It is run for"
                        + " blocks of several sizes, so take the size from the rows.")
                    .formatted(plate, size, whole, rows));
          }
        }
      }
    }
    if (!there) {
      throw new ModelException(
          "The model has no site in a plate '%s', which the rows are to be elements of."
              .formatted(plate));
    }
  }
}
