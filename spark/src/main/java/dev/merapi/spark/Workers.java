package dev.merapi.spark;

import dev.merapi.infer.internal.rows.Chosen;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.MerapiException;
import java.io.DataInputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.util.LongAccumulator;
import org.jspecify.annotations.Nullable;

/**
 * The driver's side of a barrier stage whose tasks stay. A thread that asks starts the job if there
 * is none, waits until all workers of an attempt are there, asks them, and waits for their answers;
 * where one of them is lost meanwhile, it waits for the next attempt and asks that.
 */
final class Workers implements AutoCloseable {
  private static final System.Logger LOGGER = System.getLogger(Workers.class.getName());
  private static final long IDLE = TimeUnit.SECONDS.toNanos(1);
  private static final long ASSEMBLY = TimeUnit.SECONDS.toNanos(30);
  private static final long LOOK = 200;
  private static final int FAILURES = 4;

  private final JavaRDD<StoredRows> rows;
  private final LongAccumulator gradients;
  private final Broadcast<Shipped> shipped;
  private final SparkContext context;
  private final long patience;
  private final Gate gate;

  private final Map<Long, Question> open = new HashMap<>();
  private long asked;
  private long heard = System.nanoTime();
  private int job;
  private boolean running;
  private int attempt;
  private @Nullable Crew crew;
  private int failures;
  private boolean closed;

  Workers(RowTable table, Broadcast<Shipped> shipped, Transport.Barrier settings) {
    this.rows = table.blocks();
    this.gradients = table.gradients();
    this.shipped = shipped;
    this.context = rows.context();
    this.patience = settings.patience().toNanos();
    this.gate = Gate.open(context.getConf(), this::welcome, this::rest);
  }

  int size() {
    return rows.getNumPartitions();
  }

  /**
   * The sum of chosen blocks at a position; nothing if there are no cores for the workers.
   *
   * @throws ArgumentException if a worker refuses, or none answers in time
   */
  Optional<double[]> sum(double[] position, Chosen chosen) {
    Question question = opened(position, chosen);
    try {
      boolean there = true;
      while (there) {
        if (answered(question)) {
          return Optional.of(question.answer());
        }
        there = assembled(question);
      }
      return Optional.empty();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw Jobs.interrupted(stopped);
    } finally {
      done(question);
    }
  }

  private synchronized Question opened(double[] position, Chosen chosen) {
    Question question = new Question(asked++, position, chosen, shipped.value().slices());
    open.put(question.id(), question);
    return question;
  }

  private synchronized void done(Question question) {
    open.remove(question.id());
    heard = System.nanoTime();
  }

  /** Waits for a crew and asks it; false if there is none after a while. */
  private boolean assembled(Question question) throws InterruptedException {
    List<Crew.Member> all;
    Crew now;
    synchronized (this) {
      long begin = System.nanoTime();
      now = crew;
      while (now == null || !now.isComplete()) {
        if (!isStarted() || System.nanoTime() - begin > ASSEMBLY) {
          abandon();
          return false;
        }
        wait(LOOK);
        now = crew;
      }
      question.ask(now, size());
      all = now.members();
    }
    for (Crew.Member member : all) {
      try {
        member.ask(question, shipped.value().slices());
      } catch (IOException gone) {
        lost(now);
      }
    }
    return true;
  }

  /** Waits for the answers of the crew that was asked; false if none was, or it is lost. */
  private synchronized boolean answered(Question question) throws InterruptedException {
    long begin = System.nanoTime();
    while (!question.isAnswered()) {
      if (!question.isAsked(crew)) {
        return false;
      }
      if (System.nanoTime() - begin > patience) {
        abandon();
        throw new ArgumentException(
            "%d workers did not answer within %d s. Give the transport more patience, or look in the logs of Spark for what keeps them."
                .formatted(size(), TimeUnit.NANOSECONDS.toSeconds(patience)));
      }
      wait(LOOK);
    }
    failures = 0;
    return true;
  }

  /** Whether there is a job now, which is begun if there are cores for it. */
  private boolean isStarted() {
    if (closed) {
      throw new ArgumentException("The density is closed, and its rows are no longer kept.");
    }
    if (running) {
      return true;
    }
    if (Barriers.cores(context) < size()) {
      return false;
    }
    running = true;
    attempt = 0;
    job++;
    int number = job;
    Worker worker = new Worker(gate.host(), gate.port(), gate.secret(), number, shipped, gradients);
    Thread.ofPlatform().daemon().name("merapi-workers").start(() -> run(number, worker));
    return true;
  }

  private String group(int number) {
    return "merapi-" + gate.port() + "-" + number;
  }

  private void run(int number, Worker worker) {
    try {
      Barriers.run(rows, worker, group(number));
      ended(number, null);
    } catch (Exception failed) { // Spark, written in Scala, throws checked ones without saying so
      ended(
          number,
          failed instanceof RuntimeException known ? known : new IllegalStateException(failed));
    }
  }

  private synchronized void ended(int number, @Nullable RuntimeException failed) {
    if (number != job) {
      return;
    }
    running = false;
    leave();
    if (failed != null) {
      failures++;
      if (failed instanceof MerapiException || failures >= FAILURES) {
        failures = 0;
        open.values().forEach(question -> question.fail(failed));
      }
    }
    notifyAll();
  }

  /** The crew is no longer one, whatever becomes of its tasks: they see that nobody is there. */
  private void leave() {
    Crew last = crew;
    crew = null;
    if (last != null) {
      attempt = last.attempt() + 1;
      last.wires().forEach(Wire::close);
    }
    notifyAll();
  }

  private synchronized void lost(Crew some) {
    if (some == crew) {
      leave();
    }
  }

  /** Gives up the job, whether it ends or not. */
  private void abandon() {
    if (running) {
      if (!context.isStopped()) {
        context.cancelJobGroup(group(job));
      }
      job++;
      running = false;
    }
    leave();
  }

  /** Lets go of the cores when nobody has asked for a while. */
  private synchronized void rest() {
    if (running && open.isEmpty() && System.nanoTime() - heard > IDLE) {
      end();
    }
  }

  /** Workers that are all there end by themselves, and with them their job. */
  private void end() {
    Crew last = crew;
    if (last == null || !last.isComplete() || !open.isEmpty()) {
      abandon();
      return;
    }
    crew = null;
    attempt = last.attempt() + 1;
    for (Wire wire : last.wires()) {
      try {
        wire.end();
      } catch (IOException gone) {
        LOGGER.log(Level.DEBUG, "a worker", gone);
      }
    }
  }

  /** A worker has come: it is heard as long as it is there. */
  private void welcome(Wire wire) throws IOException {
    DataInputStream in = wire.in();
    Crew own = joined(in.readInt(), in.readInt(), in.readInt(), wire);
    if (own == null) {
      return;
    }
    try {
      wire.patience(0);
      wire.listen(
          (id, sums) -> told(own, id, question -> question.add(sums)),
          (id, no) -> told(own, id, question -> question.fail(new ArgumentException(no))));
    } finally {
      lost(own);
    }
  }

  private synchronized @Nullable Crew joined(int itsJob, int itsAttempt, int part, Wire wire) {
    if (closed || !running || itsJob != job || itsAttempt < attempt) {
      return null;
    }
    Crew now = crew;
    if (now == null || itsAttempt > now.attempt()) {
      leave();
      now = new Crew(itsAttempt, size());
      crew = now;
      attempt = itsAttempt;
    }
    now.join(wire, part);
    notifyAll();
    return now;
  }

  private synchronized void told(Crew own, long id, Consumer<Question> what) {
    Question question = open.get(id);
    if (question != null && question.isAsked(own)) {
      what.accept(question);
      notifyAll();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (running) {
      end();
    }
    gate.close();
    notifyAll();
  }
}
