package dev.merapi.spark;

import dev.merapi.effects.ModelException;
import dev.merapi.infer.internal.rows.Blocks;
import dev.merapi.infer.internal.rows.Chosen;
import dev.merapi.infer.internal.rows.PartialSums;
import dev.merapi.infer.internal.rows.RowSupport;
import dev.merapi.infer.internal.rows.Slices;
import dev.merapi.tensor.ArgumentException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.storage.StorageLevel;
import org.apache.spark.util.LongAccumulator;
import scala.Tuple2;

/**
 * The rows of a DataFrame in numbered blocks, each whole in one partition. Blocks that a partition
 * had alone stay there; the others are put together. What is lost is read again.
 *
 * @param blocks the blocks
 * @param rows how many rows there are
 * @param size how many rows a block has, but for the last
 * @param executors the JVMs that hold them
 * @param scalar those of them that run without the vector module
 * @param kept what Spark keeps for them
 * @param gradients counts the blocks that were asked for log density and gradient
 */
record RowTable(
    JavaRDD<StoredRows> blocks,
    long rows,
    int size,
    Set<String> executors,
    Set<String> scalar,
    List<JavaRDD<?>> kept,
    LongAccumulator gradients) {

  /** What a partition has. */
  private record Content(List<int[]> pieces, List<String> faults, String executor, boolean vectors)
      implements Serializable {
    static Iterator<Content> of(Iterator<Packing.Packed> partition) {
      List<int[]> pieces = new ArrayList<>();
      List<String> faults = new ArrayList<>();
      while (partition.hasNext()) {
        Packing.Packed packed = partition.next();
        Piece piece = packed.piece();
        if (piece == null) {
          faults.add(packed.fault());
        } else {
          pieces.add(new int[] {piece.block(), piece.count()});
        }
      }
      boolean vectors = ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent();
      return List.of(new Content(pieces, faults, SparkEnv.get().executorId(), vectors)).iterator();
    }
  }

  /**
   * Reads a DataFrame.
   *
   * @param most how many partitions the blocks have at most: each sum is as many tasks
   * @param dealt whether blocks that follow each other are to lie together, as a barrier stage
   *     needs
   */
  static RowTable of(Dataset<Row> frame, RowColumns wanted, int size, int most, boolean dealt) {
    int keys = Packing.keys(wanted);
    Reading reading = Reading.of(frame, wanted, Optional.empty());
    Dataset<Row> read = keys > 0 ? reading.frame().sort("c0") : reading.frame();
    JavaRDD<InternalRow> rows = read.queryExecution().toRdd().toJavaRDD();
    long[] starts = keys > 0 ? Jobs.run(rows.context(), () -> starts(rows)) : new long[0];
    Packing packing = Packing.of(wanted, size, starts, reading.names());
    LongAccumulator counter = Jobs.counter(rows.context(), "rows read");
    JavaRDD<Packing.Packed> pieces =
        rows.mapPartitionsWithIndex(packing, true)
            .map(packed -> packed.countedBy(counter))
            .persist(StorageLevel.MEMORY_ONLY());
    return of(pieces, size, most, dealt);
  }

  /** The number of the first row of each partition. */
  private static long[] starts(JavaRDD<InternalRow> rows) {
    List<Long> counts =
        rows.mapPartitions(
                partition -> {
                  long count = 0;
                  while (partition.hasNext()) {
                    var _ = partition.next();
                    count++;
                  }
                  return List.of(count).iterator();
                })
            .collect();
    long[] starts = new long[counts.size()];
    for (int i = 1; i < starts.length; i++) {
      starts[i] = starts[i - 1] + counts.get(i - 1);
    }
    return starts;
  }

  private static RowTable of(JavaRDD<Packing.Packed> pieces, int size, int most, boolean dealt) {
    FlatMapFunction<Iterator<Packing.Packed>, Content> contents = Content::of;
    List<Content> all = Jobs.run(pieces.context(), () -> pieces.mapPartitions(contents).collect());
    long rows = 0;
    int last = -1;
    Set<String> executors = new HashSet<>();
    Set<String> scalar = new HashSet<>();
    Set<Integer> seen = new HashSet<>();
    Set<Integer> broken = new HashSet<>();
    for (Content content : all) {
      if (!content.faults.isEmpty()) {
        pieces.unpersist(false);
        throw new ArgumentException(content.faults.getFirst());
      }
      executors.add(content.executor);
      if (!content.vectors) {
        scalar.add(content.executor);
      }
      for (int[] piece : content.pieces) {
        rows += piece[1];
        last = Math.max(last, piece[0]);
        if (!seen.add(piece[0])) {
          broken.add(piece[0]);
        }
      }
    }
    if (rows == 0) {
      pieces.unpersist(false);
      throw new ArgumentException("The DataFrame has no rows.");
    }
    if (last + 1L > (rows + size - 1) / size) {
      pieces.unpersist(false);
      throw new ArgumentException(
          "There are %d rows, but their numbers go beyond %d. Rows are numbered from 0, each number once; where they are not, sort them by a column."
              .formatted(rows, rows - 1));
    }
    Gathering gathering = new Gathering(size, rows);
    JavaRDD<StoredRows> kept =
        (dealt
                ? gathering.dealt(pieces, Math.min(most, gathering.count()))
                : gathering.inPlace(pieces, broken, most))
            .persist(StorageLevel.MEMORY_ONLY());
    LongAccumulator gradients = Jobs.counter(pieces.context(), "gradients of blocks");
    return new RowTable(kept, rows, size, executors, scalar, List.of(pieces, kept), gradients);
  }

  /** How the rows are cut. */
  Blocks cut() {
    return new Blocks(rows, size);
  }

  /** What is known once all blocks have been put together: block 0, and the prints of all. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record First(StoredRows block, long[] prints) {}

  /** Puts all blocks together, and lets go of the pieces that they were made of. */
  First first() {
    List<Tuple2<Integer, Long>> known =
        Jobs.run(
            blocks.context(),
            () -> blocks.map(block -> new Tuple2<>(block.number(), block.print())).collect());
    StoredRows block =
        Jobs.run(blocks.context(), () -> blocks.filter(each -> each.number() == 0).collect())
            .getFirst();
    kept.getFirst().unpersist(false);
    long[] prints = new long[cut().count()];
    known.forEach(pair -> prints[pair._1()] = pair._2());
    return new First(block, prints);
  }

  /** Log density and gradient of chosen blocks, one behind the other. */
  double[] sum(double[] position, Chosen chosen, Broadcast<Shipped> shipped) {
    int depth = blocks.getNumPartitions() <= 64 ? 1 : 2;
    LongAccumulator counter = gradients;
    Slices slices = shipped.value().slices();
    try (Sent sent = Sent.of(position, blocks.context())) {
      PartialSums sums =
          Jobs.run(
              blocks.context(),
              () ->
                  blocks.treeAggregate(
                      slices.none(chosen),
                      (some, block) -> {
                        int place = chosen.place(block.number());
                        return place < 0
                            ? some
                            : block.add(
                                some,
                                place,
                                slices.of(sent.position(), block.number()),
                                shipped.value(),
                                counter);
                      },
                      PartialSums::add,
                      depth));
      return slices.whole(sums, chosen);
    }
  }

  /** Refuses rows that no site can have observed. */
  void require(RowSupport support) {
    Jobs.run(
            blocks.context(),
            () ->
                blocks
                    .flatMap(
                        block ->
                            support
                                .fault(block.rows(), block.columns(), block.first())
                                .map(no -> new Culprit.Found(block.first(), no))
                                .stream()
                                .iterator())
                    .collect())
        .stream()
        .min(Comparator.comparingLong(Culprit.Found::row))
        .ifPresent(
            found -> {
              throw new ModelException(found.sentence());
            });
  }

  /** What is wrong with the first row that something is wrong with, or nothing. */
  String culprit(Culprit culprit) {
    return Jobs.run(blocks.context(), () -> blocks.flatMap(culprit).collect()).stream()
        .min(Comparator.comparingLong(Culprit.Found::row))
        .map(Culprit.Found::sentence)
        .orElse("");
  }

  /** The sum of all numbers. */
  double added() {
    return Jobs.run(
        blocks.context(),
        () -> blocks.treeAggregate(0.0, (sum, b) -> sum + b.added(), Double::sum));
  }

  void free() {
    if (!blocks.context().isStopped()) {
      kept.forEach(rdd -> rdd.unpersist(false));
    }
  }
}
