package dev.merapi.spark;

import dev.merapi.infer.internal.rows.EachRow;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.graph.Executor;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What each draw says of each row, as rows of a DataFrame: number of the row, number of the draw, a
 * number for each observed site. They are made one draw after the other while they are read.
 *
 * @param shipped what is computed
 * @param size the number of rows of a block
 * @param sites how many inputs are sites
 * @param names the observed sites
 * @param positions the draws
 * @param k0 the key, under which draw d of block b has the key {@code key.fold(d).fold(b)}
 * @param k1 its second half
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record Told(
    Broadcast<Shipped> shipped,
    int size,
    int sites,
    int names,
    Broadcast<double[][]> positions,
    long k0,
    long k1)
    implements FlatMapFunction<StoredRows, Row> {
  private static final long serialVersionUID = 1;

  static StructType schema(EachRow each) {
    StructType schema =
        new StructType().add("row", DataTypes.LongType).add("draw", DataTypes.IntegerType);
    for (String name : each.names()) {
      schema = schema.add(name, DataTypes.DoubleType);
    }
    return schema;
  }

  @Override
  public Iterator<Row> call(StoredRows block) {
    return new Draws(block);
  }

  private final class Draws implements Iterator<Row> {
    private final StoredRows block;
    private final Executor executor;
    private final double[][] draws = positions.value();
    private int draw = -1;
    private int row;

    Draws(StoredRows block) {
      this.block = block;
      this.executor = block.outputs(shipped.value());
      this.row = block.rows();
    }

    @Override
    public boolean hasNext() {
      return row < block.rows() || draw + 1 < draws.length;
    }

    @Override
    public Row next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      if (row == block.rows()) {
        draw++;
        row = 0;
        run();
      }
      Object[] told = new Object[names + 2];
      told[0] = (long) block.number() * size + row;
      told[1] = draw;
      for (int i = 0; i < names; i++) {
        told[i + 2] = executor.result(i)[row];
      }
      row++;
      return RowFactory.create(told);
    }

    private void run() {
      Key key = new Key.Known(k0, k1).fold(draw).fold(block.number());
      Told.run(executor, sites, shipped.value().slices().of(draws[draw], block.number()), key);
    }
  }

  /** Runs code of each row at a position, under a key. */
  static void run(Executor executor, int sites, double[] position, Key key) {
    int offset = 0;
    for (int i = 0; i < sites; i++) {
      double[] argument = executor.argument(i);
      System.arraycopy(position, offset, argument, 0, argument.length);
      offset += argument.length;
    }
    System.arraycopy(key.words().toArray(), 0, executor.argument(sites), 0, 4);
    executor.run();
  }
}
