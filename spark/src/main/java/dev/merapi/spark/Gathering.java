package dev.merapi.spark;

import dev.merapi.infer.internal.rows.Blocks;
import java.io.Serializable;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import scala.Tuple2;

/**
 * How pieces of blocks become whole blocks.
 *
 * @param size the number of rows of a block, but for the last
 * @param rows the number of all rows
 */
record Gathering(int size, long rows) implements Serializable {
  private static final long serialVersionUID = 1;

  int count() {
    return new Blocks(rows, size).count();
  }

  /** The first block of a partition where {@link #dealt} gave so many blocks to so many. */
  static int first(int partition, int partitions, int blocks) {
    return (int) (((long) partition * blocks + partitions - 1) / partitions);
  }

  /**
   * Whole blocks stay where they are, and those that are broken are put together.
   *
   * @param broken the blocks that lie in pieces
   */
  JavaRDD<StoredRows> inPlace(JavaRDD<Packing.Packed> pieces, Set<Integer> broken, int most) {
    JavaRDD<StoredRows> whole =
        pieces
            .filter(packed -> !broken.contains(packed.whole().block()))
            .map(packed -> stored(packed.whole()));
    JavaRDD<StoredRows> blocks = whole;
    if (!broken.isEmpty()) {
      JavaPairRDD<Integer, Piece> parts =
          pieces
              .filter(packed -> broken.contains(packed.whole().block()))
              .mapToPair(packed -> new Tuple2<>(packed.whole().block(), packed.whole()));
      blocks =
          whole.union(
              parts
                  .reduceByKey(Piece::plus, Math.min(pieces.getNumPartitions(), broken.size()))
                  .values()
                  .map(this::stored));
    }
    return blocks.coalesce(Math.min(most, pieces.getNumPartitions()));
  }

  /**
   * Blocks that follow each other go to one partition, all of them over a shuffle: a barrier stage
   * begins with one, or has as many partitions as what it reads.
   */
  JavaRDD<StoredRows> dealt(JavaRDD<Packing.Packed> pieces, int partitions) {
    return pieces
        .mapToPair(packed -> new Tuple2<>(packed.whole().block(), packed.whole()))
        .partitionBy(new Ranges(partitions, count()))
        .mapPartitions(this::joined);
  }

  private Iterator<StoredRows> joined(Iterator<Tuple2<Integer, Piece>> pieces) {
    TreeMap<Integer, Piece> blocks = new TreeMap<>();
    while (pieces.hasNext()) {
      Tuple2<Integer, Piece> piece = pieces.next();
      blocks.merge(piece._1(), piece._2(), Piece::plus);
    }
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return !blocks.isEmpty();
      }

      @Override
      public StoredRows next() {
        Map.Entry<Integer, Piece> next = blocks.pollFirstEntry();
        if (next == null) {
          throw new NoSuchElementException();
        }
        return stored(next.getValue());
      }
    };
  }

  private StoredRows stored(Piece piece) {
    long first = (long) piece.block() * size;
    return piece.whole((int) Math.min(size, rows - first), first);
  }

  /** As many blocks for each partition as for any other, or one fewer. */
  private static final class Ranges extends Partitioner {
    private static final long serialVersionUID = 1;

    private final int partitions;
    private final int blocks;

    Ranges(int partitions, int blocks) {
      this.partitions = partitions;
      this.blocks = blocks;
    }

    @Override
    public int numPartitions() {
      return partitions;
    }

    @Override
    public int getPartition(Object block) {
      return (int) ((long) (Integer) block * partitions / blocks);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Ranges ranges
          && ranges.partitions == partitions
          && ranges.blocks == blocks;
    }

    @Override
    public int hashCode() {
      return 31 * partitions + blocks;
    }
  }
}
