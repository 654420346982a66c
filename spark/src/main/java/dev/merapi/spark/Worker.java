package dev.merapi.spark;

import dev.merapi.infer.internal.rows.Chosen;
import dev.merapi.infer.internal.rows.PartialSums;
import dev.merapi.infer.internal.rows.Slices;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.MerapiException;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.TaskContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import scala.Function1;
import scala.collection.Iterator;

/**
 * A task of a barrier stage: keeps the blocks of its partition and answers one position after the
 * other, until the driver has no more, or is lost.
 *
 * @param host where the driver listens
 * @param port and at which port
 * @param secret what shows that it is one of the driver's
 * @param job which of the driver's jobs it belongs to
 * @param shipped what is computed
 * @param gradients counts the blocks that were asked
 */
@SuppressWarnings("ArrayRecordComponent") // sent, never compared
record Worker(
    String host,
    int port,
    byte[] secret,
    int job,
    Broadcast<Shipped> shipped,
    LongAccumulator gradients)
    implements Function1<Iterator<StoredRows>, Iterator<Integer>>, Serializable {
  private static final long serialVersionUID = 1;

  private static final int CONNECTING = 20_000;
  private static final int LOOKING_UP = 500;
  private static final int SENDING = 60_000;

  @Override
  public Iterator<Integer> apply(Iterator<StoredRows> partition) {
    TaskContext task = TaskContext.get();
    try (Wire wire = connected()) {
      wire.greet(job, task.stageAttemptNumber(), task.partitionId());
      List<StoredRows> rows = new ArrayList<>();
      while (partition.hasNext()) {
        rows.add(partition.next());
      }
      while (asked(wire, task)) {
        answer(wire, rows, wire.in().readLong(), wire.chosen(), wire.position());
      }
    } catch (IOException lost) {
      throw new UncheckedIOException("The driver is lost.", lost);
    }
    return scala.jdk.javaapi.CollectionConverters.asScala(List.<Integer>of().iterator());
  }

  private void answer(Wire wire, List<StoredRows> rows, long id, Chosen chosen, double[] position)
      throws IOException {
    try {
      Slices slices = shipped.value().slices();
      PartialSums sums = slices.none(chosen);
      int at = slices.shared();
      for (StoredRows block : rows) {
        int place = chosen.place(block.number());
        if (place >= 0) {
          double[] own = slices.in(position, at, block.number());
          sums = block.add(sums, place, own, shipped.value(), gradients);
          at += slices.own(block.number());
        }
      }
      wire.answer(id, sums);
    } catch (MerapiException refused) {
      wire.refuse(id, String.valueOf(refused.getMessage()));
    }
  }

  private Wire connected() throws IOException {
    Socket socket = new Socket();
    try {
      socket.connect(new InetSocketAddress(host, port), CONNECTING);
      return Wire.worker(socket, secret);
    } catch (IOException unreachable) {
      socket.close();
      throw new ArgumentException(
          "A worker cannot reach the driver at %s, port %d: %s. Set spark.driver.host to what executors know it by and spark.merapi.port to a port that is open, or take Transport.aggregate()."
              .formatted(host, port, unreachable.getMessage()),
          unreachable);
    }
  }

  /** Waits for a question; false at the end. Looks up now and then to see whether it is stopped. */
  private static boolean asked(Wire wire, TaskContext task) throws IOException {
    wire.patience(LOOKING_UP);
    while (true) {
      try {
        int what = wire.in().read();
        wire.patience(SENDING);
        if (what == Wire.ASK || what == Wire.END) {
          return what == Wire.ASK;
        }
        throw new IOException("The driver is gone.");
      } catch (SocketTimeoutException none) {
        if (task.isInterrupted()) {
          throw new IOException("The task is stopped.", none);
        }
      }
    }
  }
}
