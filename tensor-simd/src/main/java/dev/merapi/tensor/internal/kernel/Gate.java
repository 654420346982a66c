package dev.merapi.tensor.internal.kernel;

import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * The way into the vector half of one kernel, shut until C2 has compiled it. Until then vector code
 * is a hundred to a thousand times slower than its scalar twin, for as long as the machine needs to
 * get around to it; so the scalar loop serves the callers, and once they have asked for {@value
 * #DEMAND} elements a background thread drives the vector half on arrays of its own. It opens the
 * gate when that has become faster than its floor allows. Both halves give the same bits, so nobody
 * can tell when. After {@value #ASKED} slow batches the thread rests between them: it would stand
 * in the way of the compiler, for which there may be no processor. Where the compiler does not get
 * around to it in {@value #PATIENCE} ns, as on a machine with other work, the thread gives up, and
 * another one tries when callers have asked for {@value #AGAIN} times as many elements.
 *
 * <p>The state of a gate says how far the compiler of this JVM has come and nothing else. A vector
 * width that is asked for by {@code merapi.simd} opens all gates at once.
 */
public final class Gate {
  /** Elements that callers must have asked for before compiling is worth its while. */
  static final long DEMAND = 20_000_000;

  /**
   * Nanoseconds per element of a function that only code compiled to registers stays below: by the
   * first compiler, whose vectors are objects, even one operation per register takes longer.
   */
  static final double FLOOR = 8;

  /** The same for sums and products of one or two operations per register. */
  public static final double CHEAP = 1.5;

  /** A number of elements beyond which it does not matter how many. */
  public static final int MOST = 1 << 20;

  private static final int SIZE = 1024;
  private static final int BATCH = 8;

  /**
   * Slow batches after which the compiler has been asked, so that calls help it no more: five
   * thousand calls are what it waits for at the most where it has little else to do.
   */
  static final int ASKED = 640;

  private static final long LEAST_REST = 100_000;
  private static final long MOST_REST = 20_000_000;
  static final long PATIENCE = 20_000_000_000L;

  /** How many times the elements must be asked for until what has failed is tried again. */
  static final int AGAIN = 8;

  private final String kernel;
  private final int shortest;
  private final double floor;
  private final Trial trial;
  private final Executor driver;
  private final LongSupplier clock;
  private final LongConsumer rest;
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile boolean open;
  private volatile long wanted = DEMAND;
  private long demand;

  /** One call of the vector half on {@code n} elements. */
  @FunctionalInterface
  public interface Trial {
    /** Reads x and writes y, both of n elements; x holds numbers between 0 and 1. */
    void run(double[] x, double[] y, int n);
  }

  /** The gate of a kernel for arrays of at least {@link Simd#SHORTEST} elements. */
  public Gate(String kernel, Trial trial) {
    this(kernel, Simd.SHORTEST, FLOOR, trial);
  }

  /** The gate of a kernel whose vector half repays itself from {@code shortest} elements on. */
  public Gate(String kernel, int shortest, Trial trial) {
    this(kernel, shortest, FLOOR, trial);
  }

  /** The gate of a kernel that takes less than {@code floor} nanoseconds an element. */
  public Gate(String kernel, int shortest, double floor, Trial trial) {
    this(
        kernel,
        shortest,
        floor,
        trial,
        Simd.on() && Simd.isForced(),
        drive -> Thread.ofPlatform().daemon().name("merapi-kernel-" + kernel).start(drive),
        System::nanoTime,
        LockSupport::parkNanos);
  }

  /**
   * The same, open or not, driven by an executor, with a clock that counts nanoseconds and a rest
   * of so many.
   */
  Gate(
      String kernel,
      int shortest,
      double floor,
      Trial trial,
      boolean open,
      Executor driver,
      LongSupplier clock,
      LongConsumer rest) {
    this.kernel = kernel;
    this.shortest = shortest;
    this.floor = floor;
    this.trial = trial;
    this.driver = driver;
    this.clock = clock;
    this.rest = rest;
    this.open = open;
  }

  /** Whether a call on {@code n} elements takes the vector half. */
  public boolean admits(int n) {
    return n >= shortest && (open || opens(n));
  }

  /** Counts without locking: a lost count only delays the compiler. */
  private boolean opens(int n) {
    demand += n;
    if (demand >= wanted && Simd.on() && asked.compareAndSet(false, true)) {
      driver.execute(this::drive);
    }
    return false;
  }

  private void drive() {
    synchronized (Gate.class) {
      double[] x = new double[SIZE];
      double[] y = new double[SIZE];
      for (int i = 0; i < SIZE; i++) {
        x[i] = (i + 1) / (SIZE + 2.0);
      }
      long end = clock.getAsLong() + PATIENCE;
      int fast = 0;
      int slow = 0;
      while (clock.getAsLong() < end) {
        long start = clock.getAsLong();
        for (int i = 0; i < BATCH; i++) {
          trial.run(x, y, SIZE);
        }
        long taken = clock.getAsLong() - start;
        fast = taken < floor * BATCH * SIZE ? fast + 1 : 0;
        if (fast == BATCH) {
          open = true;
          return;
        }
        if (fast == 0 && ++slow > ASKED) {
          rest.accept(Math.clamp(taken, LEAST_REST, MOST_REST));
        }
      }
    }
    System.getLogger(Gate.class.getName())
        .log(
            Level.DEBUG,
            "The vector half of {0} was not compiled; its scalar loop goes on",
            kernel);
    demand = 0;
    wanted *= AGAIN;
    asked.set(false);
  }
}
