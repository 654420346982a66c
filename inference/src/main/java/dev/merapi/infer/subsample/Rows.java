package dev.merapi.infer.subsample;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.internal.IndexSet;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.program.Sites;
import dev.merapi.infer.internal.program.Unconstrained;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The log density of a model whose plate has some of its rows: what does not belong to a row, and
 * the log likelihood of each row.
 *
 * @param prior ln p of everything else, with Jacobians, shape []
 * @param rows ℓᵢ of the rows that are there, shape [m]
 */
record Rows(Tensor prior, Tensor rows) {
  private static final Key FIXED = Key.of(0);

  /** The program whose plate has these elements, perhaps some of them twice. */
  static <A> Model<A> choosing(Model<A> model, String plate, Tensor indices) {
    Rewrite choose =
        site ->
            site.name().equals(plate) && site.distribution() instanceof IndexSet all
                ? site.distributed(all.choosing(indices.size(0))).observed(indices)
                : site;
    return choose.on(model);
  }

  /** How many elements the plate has altogether; a sentence where there is no such plate. */
  static int count(Model<?> model, String plate) {
    Trace trace = Trace.run(FIXED, model).trace();
    List<String> plates = new ArrayList<>();
    for (Entry.Sampled entry : trace.sites()) {
      if (entry.site().distribution() instanceof IndexSet all) {
        if (entry.name().equals(plate)) {
          return all.fullSize();
        }
        plates.add(entry.name());
      }
    }
    throw new ModelException(
        "The model has no plate '%s' whose rows could be chosen from; its plates are %s."
            .formatted(plate, plates));
  }

  /** At free numbers, dense or symbolic. */
  static Rows at(
      Model<?> model, String plate, int all, Tensor indices, Map<String, ? extends Tensor> free) {
    Unconstrained<?> run =
        Unconstrained.run(choosing(model, plate, indices), FIXED, site -> Sites.part(free, site));
    int m = indices.size(0);
    double share = (double) m / all;
    Tensor rows = Tensor.zeros(indices.shape());
    boolean any = false;
    for (Entry.Sampled entry : run.trace().trace().sites()) {
      for (var frame : entry.site().place().vectorised()) {
        if (frame.plate().equals(plate)) {
          requireObserved(entry, plate);
          rows = rows.plus(byRow(entry.logDensity(), frame.dim(), m).times(share));
          any = true;
        }
      }
    }
    if (!any) {
      throw new ModelException(
          "Nothing is observed in plate '%s', so there are no rows to choose from."
              .formatted(plate));
    }
    return new Rows(run.logDensity().minus(rows.sum().div(share)), rows);
  }

  private static void requireObserved(Entry.Sampled entry, String plate) {
    if (!entry.site().isObserved() && !entry.site().isComputed() && !entry.site().isIndexSet()) {
      throw new ModelException(
          "Site '%s' in %s is latent, but only observations may be in a plate whose rows are chosen from: a row that is not there could not move it. Sum it out, or give plate '%s' all its elements."
              .formatted(entry.name(), entry.site().place().describe(), plate));
    }
  }

  /** Sums over all dims but that of the plate, which is negative; shape [m]. */
  private static Tensor byRow(Tensor logDensity, int dim, int m) {
    Tensor sum = logDensity;
    for (int axis = sum.rank() - 1; axis >= 0; axis--) {
      if (axis != logDensity.rank() + dim) {
        sum = sum.sum(axis);
      }
    }
    return sum.rank() == 0 ? sum.div(m).plus(Tensor.zeros(Shape.of(m))) : sum;
  }
}
