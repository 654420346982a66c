package dev.merapi.tensor.internal.kernel;

import java.lang.System.Logger.Level;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The way into the vector half of one kernel, shut until C2 has compiled it. Until then vector code
 * is a hundred to a thousand times slower than its scalar twin, for as long as the machine needs to
 * get around to it; so the scalar loop serves the callers, and once they have asked for {@value
 * #DEMAND} elements a background thread drives the vector half on arrays of its own. It opens the
 * gate when that has become faster than its floor allows. Both halves give the same bits, so nobody
 * can tell when.
 *
 * <p>The state of a gate says how far the compiler of this JVM has come and nothing else. A vector
 * width that is asked for by {@code merapi.simd} opens all gates at once.
 */
public final class Gate {
  /** Elements that callers must have asked for before compiling is worth its while. */
  static final long DEMAND = 2_000_000;

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
  private static final long PATIENCE = 20_000_000_000L;

  private final String kernel;
  private final int shortest;
  private final double floor;
  private final Trial trial;
  private final AtomicBoolean asked = new AtomicBoolean();
  private volatile boolean open;
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
    this.kernel = kernel;
    this.shortest = shortest;
    this.floor = floor;
    this.trial = trial;
    this.open = Simd.on() && Simd.isForced();
  }

  /** Whether a call on {@code n} elements takes the vector half. */
  public boolean admits(int n) {
    return n >= shortest && (open || opens(n));
  }

  /** Counts without locking: a lost count only delays the compiler. */
  private boolean opens(int n) {
    demand += n;
    if (demand >= DEMAND && Simd.on() && asked.compareAndSet(false, true)) {
      Thread.ofPlatform().daemon().name("merapi-kernel-" + kernel).start(this::drive);
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
      long end = System.nanoTime() + PATIENCE;
      int fast = 0;
      while (System.nanoTime() < end) {
        long start = System.nanoTime();
        for (int i = 0; i < BATCH; i++) {
          trial.run(x, y, SIZE);
        }
        fast = System.nanoTime() - start < floor * BATCH * SIZE ? fast + 1 : 0;
        if (fast == BATCH) {
          open = true;
          return;
        }
      }
    }
    System.getLogger(Gate.class.getName())
        .log(Level.DEBUG, "The vector half of {0} was not compiled; its scalar loop stays", kernel);
  }
}
