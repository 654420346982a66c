package dev.merapi.tensor.internal.kernel;

import java.io.PrintStream;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/**
 * A command that runs every kernel until the JIT has settled and prints nanoseconds per element. A
 * kernel slower than its floor was not compiled to vectors: these failures are silent, a kernel
 * whose vectors are boxed still gives the right bits, a hundred times slower.
 *
 * <p>{@code java --add-modules jdk.incubator.vector -cp ...
 * dev.merapi.tensor.internal.kernel.SelfCheck}; the exit status is the number of slow kernels.
 */
public final class SelfCheck {
  private static final int LENGTH = 1000;
  private static final int ROUNDS = 600;
  private static final int CALLS = 20;

  private final PrintStream out;
  private int slow;

  private SelfCheck(PrintStream out) {
    this.out = out;
  }

  /** Prints the verdict on each kernel. */
  public static void main(String[] arguments) {
    System.exit(run(System.out));
  }

  /** Prints the table and gives the number of kernels above their floor. */
  static int run(PrintStream out) {
    SelfCheck check = new SelfCheck(out);
    out.printf("%d lanes, %d elements%n", Simd.lanes(), LENGTH);
    out.printf("%-16s %10s %10s%n", "kernel", "ns/element", "floor");
    double[] x = new double[LENGTH];
    double[] y = new double[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      x[i] = (i * 0.618033988749895) % 1.0;
    }
    for (Elementwise kernel : Elementwise.all()) {
      Elementwise.Loop loop = kernel.loop();
      check.row(
          kernel.name(),
          kernel.floor(),
          () -> {
            loop.apply(x, 0, y, 0, LENGTH);
            return y[LENGTH - 1];
          });
    }
    check.row(
        "pow",
        15,
        () -> {
          PowKernel.apply(x, 0, x, 0, y, 0, LENGTH);
          return y[0];
        });
    check.row("sum", 0.6, () -> SumKernel.sum(x, 0, LENGTH));
    check.row("dot", 0.8, () -> DotKernel.dot(x, 0, x, 0, LENGTH));
    check.row("max", 1.2, () -> MaxKernel.max(x, 0, LENGTH));
    check.row("logSumExp", 5, () -> LogSumExpKernel.logSumExp(x, 0, LENGTH));
    if (!Simd.on()) {
      out.println("Vector code is off: floors do not apply.");
      return 0;
    }
    out.println(
        check.slow == 0
            ? "Every kernel runs as vectors."
            : check.slow + " kernels are slower than vector code can be on any machine.");
    return check.slow;
  }

  private void row(String name, double floor, DoubleSupplier call) {
    double nanos = nanosPerElement(call);
    boolean tooSlow = Simd.on() && nanos > floor;
    if (tooSlow) {
      slow++;
    }
    out.printf("%-16s %10.3f %10.1f%s%n", name, nanos, floor, tooSlow ? "  SLOW" : "");
  }

  /**
   * Lower quartile of the second half of the rounds: the first half is warm-up. Rounds are shorter
   * than a time slice, so that a busy machine disturbs few of them.
   */
  private static double nanosPerElement(DoubleSupplier call) {
    double[] nanos = new double[ROUNDS];
    double sum = 0.0;
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < CALLS; i++) {
        sum += call.getAsDouble();
      }
      nanos[round] = (System.nanoTime() - start) / ((double) CALLS * LENGTH);
    }
    // The results must count for something, or C2 would drop the work; NaN never equals itself.
    nanos[0] = sum == Double.MIN_VALUE ? 0.0 : nanos[0];
    Arrays.sort(nanos, ROUNDS / 2, ROUNDS);
    return nanos[ROUNDS / 2 + ROUNDS / 8];
  }
}
