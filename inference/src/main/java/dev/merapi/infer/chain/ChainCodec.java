package dev.merapi.infer.chain;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.codec.DamagedException;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The bytes of a chain: draws, figures, divergences, the report on warm-up, the last state. */
final class ChainCodec implements Codec<Chain> {
  static final ChainCodec CODEC = new ChainCodec();

  private ChainCodec() {}

  @Override
  public void write(Chain chain, Encoder out) {
    rows(chain.rows(), out);
    out.writeInt(chain.columns().size());
    chain.columns().forEach(out::writeText);
    rows(chain.figures(), out);
    out.writeInt(chain.divergences().size());
    chain.divergences().forEach(divergent -> DivergentDraw.CODEC.write(divergent, out));
    WarmUpInfo.CODEC.write(chain.warmUp(), out);
    out.writeLong(chain.leapfrogs());
    out.writeLong(chain.iterations());
    ChainState.CODEC.write(chain.last(), out);
    out.writeBoolean(chain.isComplete());
  }

  @Override
  public Chain read(Decoder in) {
    double[][] draws = rows(in);
    List<String> columns = new ArrayList<>();
    for (int left = in.readCount(Integer.BYTES); left > 0; left--) {
      columns.add(in.readText());
    }
    double[][] figures = rows(in);
    List<DivergentDraw> divergences = new ArrayList<>();
    for (int left = in.readCount(Integer.BYTES); left > 0; left--) {
      divergences.add(DivergentDraw.CODEC.read(in));
    }
    if (figures.length != draws.length
        || Arrays.stream(figures).anyMatch(row -> row.length != columns.size())
        || Arrays.stream(draws).anyMatch(draw -> draw.length != draws[0].length)) {
      throw new DamagedException(
          "The draws of a chain differ in length, or from their figures in number.");
    }
    return new Chain(
        draws,
        columns,
        figures,
        divergences,
        WarmUpInfo.CODEC.read(in),
        in.readLong(),
        in.readLong(),
        ChainState.CODEC.read(in),
        in.readBoolean());
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
