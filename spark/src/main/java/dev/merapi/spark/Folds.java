package dev.merapi.spark;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.LogLikelihood;
import dev.merapi.infer.Posterior;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Subset;
import java.io.Serializable;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** The rows of a fold, predicted by a fit that has not seen them. */
record Folds(Work work, RowBatch.Form form, Broadcast<StoredRows> rows, int k)
    implements FlatMapFunction<Integer, Folds.HeldOut> {
  private static final long serialVersionUID = 1;
  private static final Key FIXED = Key.of(0);

  static final StructType SCHEMA =
      new StructType()
          .add("row", DataTypes.LongType)
          .add("fold", DataTypes.IntegerType)
          .add("elpd", DataTypes.DoubleType)
          .add("failure", DataTypes.StringType);

  /** A row, and its log predictive density, or why there is none. */
  record HeldOut(long row, int fold, double elpd, String failure) implements Serializable {
    private static final long serialVersionUID = 1;

    Row line() {
      return failure.isEmpty()
          ? RowFactory.create(row, fold, elpd, null)
          : RowFactory.create(row, fold, null, failure);
    }
  }

  @Override
  public Iterator<HeldOut> call(Integer fold) {
    StoredRows table = rows.value();
    int[] dealt = dealt(table.rows());
    int[] held = IntStream.range(0, dealt.length).filter(i -> dealt[i] == fold).toArray();
    int[] seen = IntStream.range(0, dealt.length).filter(i -> dealt[i] != fold).toArray();
    FitResult fit;
    GroupModel program = work.program();
    Map<String, Tensor> known = form.take(table.columns(), seen);
    try {
      requireShared(program, known, form.data(table.columns(), table.rows()));
      fit = work.whole(program, "fold " + fold, known, Map.of());
      if (fit.failure().isEmpty()) {
        double[] elpd =
            elpd(program.model(form.take(table.columns(), held)), fit.posterior(), held.length);
        return IntStream.range(0, held.length)
            .mapToObj(i -> new HeldOut(held[i], fold, elpd[i], ""))
            .iterator();
      }
    } catch (RuntimeException refused) {
      fit = work.tally().count(Work.failed("fold " + fold, 0, refused));
    }
    String failure = fit.failure();
    return IntStream.of(held).mapToObj(i -> new HeldOut(i, fold, 0, failure)).iterator();
  }

  /** The fold of each row: places in a random order, dealt out in turn. */
  int[] dealt(int n) {
    double[] order = Subset.of(work.key("folds"), n, n).toArray();
    int[] fold = new int[n];
    for (int i = 0; i < n; i++) {
      fold[(int) order[i]] = i % k;
    }
    return fold;
  }

  /**
   * A site whose shape follows the number of rows belongs to rows: data are to, the rest is not.
   */
  private static void requireShared(
      GroupModel program, Map<String, Tensor> some, Map<String, Tensor> all) {
    Trace few = Trace.run(FIXED, program.model(some)).trace();
    Trace whole = Trace.run(FIXED, program.model(all)).trace();
    Map<String, Shape> known = shapes(observed(whole));
    shapes(observed(few))
        .forEach(
            (site, shape) -> {
              if (Objects.equals(shape, known.get(site))) {
                throw new ModelException(
                    "Site '%s' has shape %s for some rows and for all, so it is not observed row by row. Cross-validation leaves out rows; observe them in a plate."
                        .formatted(site, shape));
              }
            });
    Map<String, Shape> many = shapes(whole.latents());
    shapes(few.latents())
        .forEach(
            (site, shape) -> {
              Shape other = many.get(site);
              if (other == null || !shape.equals(other)) {
                throw new ModelException(
                    "Site '%s' has shape %s for some rows and %s for all, so it has an element for each row; rows that are held out would have none. Sum it out, or write the distribution of a row without it."
                        .formatted(site, shape, other == null ? "no value" : other.toString()));
              }
            });
  }

  private static List<Entry.Sampled> observed(Trace trace) {
    return trace.sites().stream().filter(entry -> entry.site().isObserved()).toList();
  }

  private static Map<String, Shape> shapes(Iterable<Entry.Sampled> sites) {
    Map<String, Shape> shapes = new LinkedHashMap<>();
    for (Entry.Sampled site : sites) {
      shapes.put(site.name(), site.value().shape());
    }
    return shapes;
  }

  /** ln 1/S Σ_s p(y | θ_s) of each row. */
  private static double[] elpd(Model<?> model, Posterior posterior, int rows) {
    int draws = posterior.size();
    Tensor joint = Tensor.scalar(0);
    for (Map.Entry<String, Tensor> site : LogLikelihood.of(model, posterior).entrySet()) {
      Tensor log = site.getValue();
      if (log.rank() < 2 || log.size(1) != rows) {
        throw new ModelException(
            "Site '%s' has log-likelihoods of shape %s under %d draws; for %d rows that are held out there has to be one for each row. Observe it in the plate of the rows."
                .formatted(site.getKey(), log.shape(), draws, rows));
      }
      joint =
          joint.plus(
              log.reshape(Shape.of(draws, rows, log.shape().count() / draws / rows)).sum(-1));
    }
    if (joint.rank() == 0) {
      throw new ModelException("Nothing is observed, so there is nothing to predict.");
    }
    return joint.logSumExp(0).minus(Math.log(draws)).toArray();
  }
}
