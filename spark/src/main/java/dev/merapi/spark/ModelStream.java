package dev.merapi.spark;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.codec.DamagedException;
import dev.merapi.infer.internal.chained.Flat;
import dev.merapi.infer.internal.form.Envelope;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What is known of a model while its rows arrive: state b = update(state b − 1, rows of batch b,
 * {@code key.fold(b)}), for a stream's {@code foreachBatch}. A state is tensors by name: the
 * numbers of a conjugate posterior, the parameters of a guide, the particles of a filter and their
 * weights.
 *
 * <p>States are kept in a folder, the last two of them. Spark delivers a batch again that it has
 * not heard the end of, with the same rows; a batch whose state is there already is passed over,
 * and one that was cut off begins at the state before. So after any crash the states are those of a
 * stream without one, bit for bit, as long as the folder goes with the stream's {@code
 * checkpointLocation}.
 *
 * <p>The rows of a batch are gathered on the driver, where the update runs.
 *
 * {@snippet :
 * ModelStream counts = ModelStream.of(
 *     Map.of("a", Tensor.of(1), "b", Tensor.of(1)),
 *     RowColumns.sortedBy("time").scalar("sold"),
 *     (state, rows, key) -> Map.of(
 *         "a", state.get("a").plus(rows.get("sold").sum()),
 *         "b", state.get("b").plus(rows.get("sold").size(0))),
 *     Key.of(1),
 *     "hdfs:///states");
 * frame.writeStream().option("checkpointLocation", "hdfs:///offsets").foreachBatch(counts).start();
 * }
 */
public final class ModelStream implements VoidFunction2<Dataset<Row>, Long> {
  private static final long serialVersionUID = 1;

  /** What rows say about the state. */
  @FunctionalInterface
  public interface Update {
    /**
     * The next state.
     *
     * @param state the one before
     * @param rows of the batch, by column, each [rows, C..]
     * @param key of the batch
     */
    Map<String, Tensor> next(Map<String, Tensor> state, Map<String, Tensor> rows, Key key);
  }

  /** A state, the batch after which it holds, and a number that the rows of the batch make. */
  private record Kept(long batch, long print, Map<String, Tensor> state) {
    private static final Codec<Kept> CODEC =
        Codec.of(
            (kept, out) -> {
              out.writeLong(kept.batch);
              out.writeLong(kept.print);
              Flat.CODEC.write(kept.state, out);
            },
            in -> new Kept(in.readLong(), in.readLong(), Flat.CODEC.read(in)));
  }

  private final transient Map<String, Tensor> start;
  private final transient RowColumns columns;
  private final transient Update update;
  private final transient Key key;
  private final String folder;

  private ModelStream(
      Map<String, Tensor> start, RowColumns columns, Update update, Key key, String folder) {
    this.start = start;
    this.columns = columns;
    this.update = update;
    this.key = key;
    this.folder = folder;
  }

  /**
   * A state before the first batch, and how it changes.
   *
   * @param start the state before the first row
   * @param columns which columns of the stream the update sees, and in which order the rows of a
   *     batch are
   * @param update what a batch does to the state
   * @param key of all batches
   * @param folder where states are kept, on any file system that Hadoop knows
   */
  public static ModelStream of(
      Map<String, ? extends Tensor> start,
      RowColumns columns,
      Update update,
      Key key,
      String folder) {
    return new ModelStream(dense(start), columns, update, key, folder);
  }

  /**
   * Takes a batch.
   *
   * @throws ArgumentException if a row cannot be read, or if the states of the folder are of
   *     another stream; no state is changed
   */
  @Override
  public void call(Dataset<Row> batch, Long id) {
    RowBatch.Form form =
        RowBatch.Form.of(columns, Reading.of(batch, columns, Optional.empty()).names());
    Optional<StoredRows> rows = ManyFits.read(batch, columns, form);
    long print = rows.map(StoredRows::print).orElse(0L);
    Optional<Kept> last = last();
    long before = last.map(Kept::batch).orElse(-1L);
    if (id != before && id != before + 1) {
      throw new ArgumentException(
          "Folder %s has %s, but the stream delivers batch %d: folder and checkpointLocation are of different streams, or files of one are lost. Give both of one, or both anew."
              .formatted(folder, before < 0 ? "no state" : "the state after batch " + before, id));
    }
    if (last.isPresent() && id == before) {
      if (last.get().print != print) {
        throw new ArgumentException(
            "Folder %s has the state after batch %d, but of other rows than the stream delivers as batch %d: folder and checkpointLocation are of different streams, or the source does not give the same rows again."
                .formatted(folder, id, id));
      }
      return;
    }
    Map<String, Tensor> now = last.map(Kept::state).orElse(start);
    Map<String, Tensor> next = now;
    if (rows.isPresent()) {
      Map<String, Tensor> data = form.data(rows.get().columns(), rows.get().rows());
      next = dense(update.next(now, data, key.fold(id)));
    }
    files().write(name(id), Kept.CODEC.bytes(new Kept(id, print, next)));
  }

  /** The last state that is whole; the first one before any batch. */
  public Map<String, Tensor> state() {
    return last().map(Kept::state).orElse(start);
  }

  /** The number of the batch after which {@link #state} holds; −1 before any. */
  public long batch() {
    return last().map(Kept::batch).orElse(-1L);
  }

  private Optional<Kept> last() {
    Optional<Kept> first = kept(0);
    Optional<Kept> second = kept(1);
    if (first.isEmpty() || second.isEmpty()) {
      return first.or(() -> second);
    }
    return first.get().batch > second.get().batch ? first : second;
  }

  private Optional<Kept> kept(long batch) {
    try {
      return files().read(name(batch)).map(Kept.CODEC::of);
    } catch (DamagedException broken) {
      return Optional.empty();
    }
  }

  /** Two files take turns, so that the state before is there until the next one is. */
  private static String name(long batch) {
    return "state-" + batch % 2;
  }

  private KeptFiles files() {
    return new KeptFiles(folder, new Configuration(), new Envelope("merapi-b", 1));
  }

  private static Map<String, Tensor> dense(Map<String, ? extends Tensor> state) {
    Map<String, Tensor> dense = new LinkedHashMap<>();
    state.forEach((name, value) -> dense.put(name, value.dense()));
    return dense;
  }
}
