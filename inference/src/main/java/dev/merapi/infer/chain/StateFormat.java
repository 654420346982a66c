package dev.merapi.infer.chain;

import dev.merapi.infer.adapt.Adaptation;
import dev.merapi.infer.adapt.DualAveraging;
import dev.merapi.infer.adapt.Welford;
import dev.merapi.infer.mcmc.DenseMetric;
import dev.merapi.infer.mcmc.DiagonalMetric;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.infer.mcmc.UnitMetric;
import dev.merapi.tensor.Key;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** The bytes of a {@link ChainState}: its components in order, arrays with their length first. */
final class StateFormat {
  private static final int UNIT = 0;
  private static final int DIAGONAL = 1;
  private static final int DENSE = 2;

  private StateFormat() {}

  static void write(DataOutput out, ChainState state) throws IOException {
    out.writeInt(state.chain());
    out.writeLong(state.key().k0());
    out.writeLong(state.key().k1());
    out.writeInt(state.iteration());
    writeArray(out, state.point().position());
    out.writeDouble(state.point().logDensity());
    writeArray(out, state.point().gradient());
    Adaptation adaptation = state.adaptation();
    out.writeInt(adaptation.iteration());
    out.writeDouble(adaptation.tuning().stepSize());
    writeMetric(out, adaptation.tuning().metric());
    DualAveraging averaging = adaptation.averaging();
    out.writeDouble(averaging.centre());
    out.writeInt(averaging.count());
    out.writeDouble(averaging.error());
    out.writeDouble(averaging.logStepSize());
    out.writeDouble(averaging.logAverage());
    Welford window = adaptation.window();
    out.writeInt(window.count());
    writeArray(out, window.mean());
    writeArray(out, window.squares());
  }

  static ChainState read(DataInput in) throws IOException {
    int chain = in.readInt();
    Key key = new Key.Known(in.readLong(), in.readLong());
    int iteration = in.readInt();
    Point point = new Point(readArray(in), in.readDouble(), readArray(in));
    int warmUp = in.readInt();
    Tuning tuning = new Tuning(in.readDouble(), readMetric(in));
    DualAveraging averaging =
        new DualAveraging(
            in.readDouble(), in.readInt(), in.readDouble(), in.readDouble(), in.readDouble());
    Welford window = new Welford(in.readInt(), readArray(in), readArray(in));
    return new ChainState(
        chain, key, iteration, point, new Adaptation(warmUp, tuning, averaging, window));
  }

  private static void writeMetric(DataOutput out, Metric metric) throws IOException {
    switch (metric) {
      case UnitMetric unit -> {
        out.writeByte(UNIT);
        out.writeInt(unit.dimension());
      }
      case DiagonalMetric diagonal -> {
        out.writeByte(DIAGONAL);
        writeArray(out, diagonal.inverseMass());
      }
      case DenseMetric dense -> {
        out.writeByte(DENSE);
        out.writeInt(dense.dimension());
        for (double[] row : dense.inverseMass()) {
          writeArray(out, row);
        }
      }
    }
  }

  private static Metric readMetric(DataInput in) throws IOException {
    int kind = in.readByte();
    return switch (kind) {
      case UNIT -> Metric.unit(in.readInt());
      case DIAGONAL -> Metric.diagonal(readArray(in));
      case DENSE -> Metric.dense(readRows(in));
      default ->
          throw new IOException(
              "The checkpoint is damaged: there is no metric of kind " + kind + ".");
    };
  }

  private static double[][] readRows(DataInput in) throws IOException {
    double[][] rows = new double[in.readInt()][];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = readArray(in);
    }
    return rows;
  }

  private static void writeArray(DataOutput out, double[] values) throws IOException {
    out.writeInt(values.length);
    for (double value : values) {
      out.writeDouble(value);
    }
  }

  private static double[] readArray(DataInput in) throws IOException {
    double[] values = new double[in.readInt()];
    for (int i = 0; i < values.length; i++) {
      values[i] = in.readDouble();
    }
    return values;
  }
}
