package dev.merapi.infer.internal.rows;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.handler.Uncondition;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.infer.internal.program.ReportedValues;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A run of some rows with unknown numbers for sites, key and columns.
 *
 * @param plate the plate of the rows
 * @param sites the latent sites
 * @param rows how many rows
 * @param inputs the free variables of a position, the words of the key, the columns
 * @param table the columns alone
 * @param unknowns the free variables of what is integrated out
 * @param entries what stands in the plate
 */
record TracedRows(
    String plate,
    RowSites sites,
    int rows,
    List<Symbolic.Input> inputs,
    List<Symbolic.Input> table,
    Map<String, Symbolic.Input> unknowns,
    List<Entry.Sampled> entries) {

  /**
   * Runs the program.
   *
   * @param drawn whether observed sites, and what is integrated out, are drawn
   */
  static TracedRows of(
      RowProgram program, RowSites sites, Map<String, Tensor> first, int rows, boolean drawn) {
    Map<String, Symbolic.Input> position = sites.position(rows).inputs();
    Map<String, Symbolic.Input> unknowns = sites.unknowns(rows);
    Map<String, Symbolic.Input> free = new LinkedHashMap<>(position);
    free.putAll(unknowns);
    List<Symbolic.Input> inputs = new ArrayList<>(position.values());
    Symbolic.Input words = Symbolic.Input.of("the key", Shape.of(4));
    inputs.add(words);
    Map<String, Tensor> columns = new LinkedHashMap<>();
    first.forEach(
        (name, values) -> {
          Shape shape = Shape.of(rows).append(values.shape().dropLeft(1));
          Symbolic.Input column = Symbolic.Input.of(name, shape);
          inputs.add(column);
          columns.put(name, column);
        });
    Model<?> model = program.model(columns, rows);
    Map<String, Tensor> known = new LinkedHashMap<>(ReportedValues.of(Laid.out(model), free));
    known.keySet().retainAll(drawn ? position.keySet() : free.keySet());
    Substitute given = new Substitute(known);
    Model<?> run = drawn ? new Uncondition().then(given).on(model) : given.on(model);
    Settings quiet = Settings.current().validation(false);
    Trace trace = quiet.in(() -> Trace.run(Key.ofWords(words), run).trace());
    List<Entry.Sampled> entries =
        trace.sites().stream()
            .filter(entry -> program.isRow(entry.site()) && !entry.site().isIndexSet())
            .toList();
    List<Symbolic.Input> table = inputs.subList(position.size() + 1, inputs.size());
    return new TracedRows(program.plate(), sites, rows, inputs, table, unknowns, entries);
  }

  /** What was drawn, a number for each row; vectors are told of observed sites alone. */
  Map<String, Tensor> draws() {
    Map<String, Tensor> draws = new LinkedHashMap<>();
    for (Entry.Sampled entry : entries) {
      Site site = entry.site();
      boolean told = site.infer().forgotten().isPresent() || isOfRows(entry.value());
      if (!site.isComputed() && told && !isKept(entry)) {
        draws.put(entry.name(), each(entry, entry.value()));
      }
    }
    return draws;
  }

  /** ln p of each observed site, with what is integrated out integrated out of it. */
  Map<String, Tensor> logLikelihoods() {
    Map<String, Tensor> told = new LinkedHashMap<>();
    Degree degree = new Degree(List.copyOf(unknowns.values()));
    List<String> tied = new ArrayList<>();
    Tensor joint = Tensor.zeros(Shape.of(rows));
    for (Entry.Sampled entry : entries) {
      if (entry.site().isComputed()) {
        continue;
      }
      Tensor logProb = entry.unscaled().logProb(entry.value());
      boolean free = degree.of(logProb) > 0;
      if (free) {
        joint = joint.plus(summed(entry, logProb));
      }
      if (entry.site().isObserved()) {
        told.put(entry.name(), free ? logProb : each(entry, logProb));
        if (free) {
          tied.add(entry.name());
        }
      } else if (free && isKept(entry)) {
        tied.add(entry.name());
      }
    }
    if (tied.size() > 1) {
      throw new ModelException(
          "Sites %s have a log likelihood for each row together alone: they depend on %s, which %s integrated out of it. Make one site of them, or integrate by hand."
              .formatted(tied, unknowns.keySet(), unknowns.size() == 1 ? "is" : "are"));
    }
    if (tied.size() == 1) {
      GaussianIntegral integral = new GaussianIntegral(sites.integrated(), unknowns, rows);
      told.put(tied.getFirst(), integral.ofEach(joint));
    }
    return told;
  }

  private boolean isKept(Entry.Sampled entry) {
    return sites.kept().stream().anyMatch(site -> site.name().equals(entry.name()));
  }

  private boolean isOfRows(Tensor value) {
    return value.shape().equals(Shape.of(rows));
  }

  private Tensor each(Entry.Sampled entry, Tensor numbers) {
    if (!isOfRows(numbers)) {
      throw new ModelException(
          "Site '%s' has numbers of shape %s in a plate of %d rows, where one for each row is wanted."
              .formatted(entry.name(), numbers.shape(), rows));
    }
    return numbers;
  }

  /** The sum of the numbers of each row. */
  private Tensor summed(Entry.Sampled entry, Tensor logProb) {
    int axis = LocalSite.axis(entry.site(), plate, logProb.rank());
    Tensor byRow = logProb.moveAxis(axis, 0);
    return byRow.reshape(rows, byRow.shape().count() / rows).sum(1);
  }
}
