package dev.merapi.infer.mcmc;

import dev.merapi.infer.codec.DamagedException;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;

/** The bytes of a metric: its kind, then what it is made of. */
final class MetricCodec {
  private static final int UNIT = 0;
  private static final int DIAGONAL = 1;
  private static final int DENSE = 2;
  private static final int LOW_RANK = 3;

  private MetricCodec() {}

  static void write(Metric metric, Encoder out) {
    switch (metric) {
      case UnitMetric unit -> {
        out.writeInt(UNIT);
        out.writeInt(unit.dimension());
      }
      case DiagonalMetric diagonal -> {
        out.writeInt(DIAGONAL);
        out.writeDoubles(diagonal.inverseMass());
      }
      case DenseMetric dense -> {
        out.writeInt(DENSE);
        rows(dense.inverseMass(), out);
      }
      case LowRankMetric low -> {
        out.writeInt(LOW_RANK);
        out.writeDoubles(low.scale());
        rows(low.directions(), out);
        out.writeDoubles(low.eigenvalues());
      }
    }
  }

  static Metric read(Decoder in) {
    int kind = in.readInt();
    return switch (kind) {
      case UNIT -> Metric.unit(in.readInt());
      case DIAGONAL -> Metric.diagonal(in.readDoubles());
      case DENSE -> Metric.dense(rows(in));
      case LOW_RANK -> Metric.lowRank(in.readDoubles(), rows(in), in.readDoubles());
      default -> throw new DamagedException("There is no metric of kind %d.".formatted(kind));
    };
  }

  private static void rows(double[][] rows, Encoder out) {
    out.writeInt(rows.length);
    for (double[] row : rows) {
      out.writeDoubles(row);
    }
  }

  private static double[][] rows(Decoder in) {
    double[][] rows = new double[in.readCount(Integer.BYTES)][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = in.readDoubles();
    }
    return rows;
  }
}
