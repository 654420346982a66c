package dev.merapi.spark;

import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Quantity;
import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.infer.diagnose.Sbc;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.jspecify.annotations.Nullable;

/**
 * What came of a fit.
 *
 * @param name the group, or the number of the replication
 * @param print what it depends on, as a number: class, key and data
 * @param failure why there are no draws; empty if there are
 * @param lines what is said of each scalar
 * @param sites the sites of the draws
 * @param shapes their shapes
 * @param draws [chain][draw][scalar]; none where they are not sent
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record FitResult(
    String name,
    long print,
    String failure,
    List<Line> lines,
    List<String> sites,
    List<int[]> shapes,
    double[][][] draws)
    implements Serializable {
  private static final long serialVersionUID = 1;
  private static final int FIGURES = 8;
  private static final int RANKED = 100;

  /** A scalar: its figures, and its rank where the truth is known, else −1. */
  record Line(String quantity, double[] figures, double truth, int rank, int ranked)
      implements Serializable {
    private static final long serialVersionUID = 1;

    private Row row(String name) {
      double[] f = figures;
      boolean known = rank >= 0;
      return RowFactory.create(
          name,
          quantity,
          f[0],
          f[1],
          f[2],
          f[3],
          f[4],
          f[5],
          f[6],
          f[7],
          known ? truth : null,
          known ? rank : null,
          known ? ranked : null,
          null);
    }
  }

  static final Codec<FitResult> CODEC = Codec.of(FitResult::write, FitResult::read);

  static FitResult failed(String name, long print, String failure) {
    return new FitResult(name, print, failure, List.of(), List.of(), List.of(), new double[0][][]);
  }

  /** The figures of a posterior, and its draws; truths of sites by name. */
  static FitResult of(String name, long print, Posterior posterior, Map<String, Tensor> truth) {
    double[][][] rows = posterior.rows();
    List<Line> lines = new ArrayList<>();
    for (Quantity quantity : posterior.quantities()) {
      Tensor known = truth.get(quantity.name());
      double[] values = known == null ? new double[0] : known.toArray();
      List<String> names = quantity.scalars();
      for (int i = 0; i < names.size(); i++) {
        int k = quantity.offset() + i;
        double[][] chains = new double[rows.length][];
        for (int c = 0; c < rows.length; c++) {
          double[][] chain = rows[c];
          chains[c] = IntStream.range(0, chain.length).mapToDouble(d -> chain[d][k]).toArray();
        }
        lines.add(
            line(names.get(i), chains, values.length == names.size() ? values[i] : Double.NaN));
      }
    }
    return new FitResult(
        name,
        print,
        "",
        lines,
        posterior.quantities().stream().map(Quantity::name).toList(),
        posterior.quantities().stream().map(q -> q.shape().toArray()).toList(),
        rows);
  }

  private static Line line(String quantity, double[][] chains, double truth) {
    ParameterSummary s = ParameterSummary.of(quantity, chains);
    double[] figures = {
      s.mean(), s.sd(), s.q05(), s.q50(), s.q95(), s.essBulk(), s.essTail(), s.rhat()
    };
    if (Double.isNaN(truth)) {
      return new Line(quantity, figures, truth, -1, 0);
    }
    double[] all = Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
    double[] ranked = Sbc.thinned(all, RANKED);
    return new Line(quantity, figures, truth, Sbc.rank(truth, ranked), ranked.length);
  }

  /** The rows of the table of all fits. */
  List<Row> rows() {
    if (!failure.isEmpty()) {
      @Nullable Object[] row = new Object[ManyFits.SCHEMA.length()];
      row[0] = name;
      row[row.length - 1] = failure;
      return List.of(RowFactory.create(row));
    }
    return lines.stream().map(line -> line.row(name)).toList();
  }

  /** The same without draws. */
  FitResult light() {
    return new FitResult(name, print, failure, lines, sites, shapes, new double[0][][]);
  }

  Posterior posterior() {
    if (!failure.isEmpty()) {
      throw new ArgumentException("The fit of '%s' failed: %s".formatted(name, failure));
    }
    List<Quantity> layout = new ArrayList<>();
    int offset = 0;
    for (int i = 0; i < sites.size(); i++) {
      Shape shape = Shape.of(shapes.get(i));
      layout.add(new Quantity(sites.get(i), shape, offset));
      offset += shape.count();
    }
    return Posterior.of(layout, draws, List.of(), new double[0][][]);
  }

  private static void write(FitResult fit, Encoder out) {
    out.writeText(fit.name);
    out.writeLong(fit.print);
    out.writeText(fit.failure);
    out.writeInt(fit.lines.size());
    for (Line line : fit.lines) {
      out.writeText(line.quantity);
      out.writeDoubles(line.figures);
      out.writeDouble(line.truth);
      out.writeInt(line.rank);
      out.writeInt(line.ranked);
    }
    out.writeInt(fit.sites.size());
    for (int i = 0; i < fit.sites.size(); i++) {
      out.writeText(fit.sites.get(i));
      int[] shape = fit.shapes.get(i);
      out.writeInt(shape.length);
      for (int size : shape) {
        out.writeInt(size);
      }
    }
    out.writeInt(fit.draws.length);
    for (double[][] chain : fit.draws) {
      out.writeInt(chain.length);
      for (double[] draw : chain) {
        out.writeDoubles(draw);
      }
    }
  }

  private static FitResult read(Decoder in) {
    String name = in.readText();
    long print = in.readLong();
    String failure = in.readText();
    List<Line> lines = new ArrayList<>();
    for (int i = in.readCount(FIGURES); i > 0; i--) {
      lines.add(
          new Line(in.readText(), in.readDoubles(), in.readDouble(), in.readInt(), in.readInt()));
    }
    List<String> sites = new ArrayList<>();
    List<int[]> shapes = new ArrayList<>();
    for (int i = in.readCount(Integer.BYTES); i > 0; i--) {
      sites.add(in.readText());
      int[] shape = new int[in.readCount(Integer.BYTES)];
      for (int k = 0; k < shape.length; k++) {
        shape[k] = in.readInt();
      }
      shapes.add(shape);
    }
    double[][][] draws = new double[in.readCount(Integer.BYTES)][][];
    for (int c = 0; c < draws.length; c++) {
      draws[c] = new double[in.readCount(Integer.BYTES)][];
      for (int d = 0; d < draws[c].length; d++) {
        draws[c][d] = in.readDoubles();
      }
    }
    return new FitResult(name, print, failure, lines, sites, shapes, draws);
  }
}
