package dev.merapi.tensor.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A program that runs every kernel on the same inputs and prints one number per kernel, made of all
 * bits of all results. Two JVMs that print the same lines computed the same bits.
 *
 * <p>Lengths 0 to 40 and around the blocks, offsets 0 to 7, edge values everywhere. Rounds beyond
 * the first (the argument) repeat the work while the JIT compiles; each must give the number of the
 * first.
 */
final class Fingerprint {
  private static final int[] LONGER = {47, 48, 49, 63, 64, 65, 127, 128, 129, 255, 257, 1000, 1003};

  private Fingerprint() {}

  public static void main(String[] arguments) {
    int rounds = Integer.parseInt(arguments[0]);
    List<String> first = lines();
    for (int round = 1; round < rounds; round++) {
      List<String> again = lines();
      if (!again.equals(first)) {
        throw new AssertionError("round " + round + " gave " + again + " after " + first);
      }
    }
    first.forEach(System.out::println);
  }

  private static List<String> lines() {
    double[] x = inputs(new Random(20));
    double[] y = inputs(new Random(21));
    List<String> lines = new ArrayList<>();
    for (Elementwise kernel : Elementwise.all()) {
      lines.add(line(kernel.name(), (from, n, out) -> kernel.loop().apply(x, from, out, 3, n)));
    }
    lines.add(line("pow", (from, n, out) -> PowKernel.apply(x, from, y, 1, out, 0, n)));
    lines.add(line("sum", (from, n, out) -> out[0] = SumKernel.sum(x, from, n)));
    lines.add(line("dot", (from, n, out) -> out[0] = DotKernel.dot(x, from, y, 1, n)));
    lines.add(line("max", (from, n, out) -> out[0] = MaxKernel.max(x, from, n)));
    lines.add(line("min", (from, n, out) -> out[0] = MinKernel.min(x, from, n)));
    lines.add(line("logSumExp", (from, n, out) -> out[0] = LogSumExpKernel.logSumExp(x, from, n)));
    lines.add(
        line(
            "logSumExpColumns",
            (from, n, out) -> LogSumExpKernel.logSumExpColumns(x, from, n / 17, 17, out, 0)));
    return lines;
  }

  private interface Run {
    void into(int from, int n, double[] out);
  }

  private static String line(String name, Run run) {
    long hash = 0;
    double[] out = new double[2100];
    for (int n = 0; n <= 40; n++) {
      hash = add(hash, run, n % 8, n, out);
    }
    for (int n : LONGER) {
      for (int from = 0; from < 8; from++) {
        hash = add(hash, run, from, n, out);
      }
    }
    return name + " " + Long.toHexString(hash);
  }

  private static long add(long hash, Run run, int from, int n, double[] out) {
    run.into(from, n, out);
    long sum = hash;
    for (double value : out) {
      sum = 31 * sum + Double.doubleToLongBits(value);
    }
    return sum;
  }

  /**
   * Mostly tame numbers, so that sums stay finite on short stretches; every kind of edge in the
   * tail.
   */
  private static double[] inputs(Random random) {
    double[] x = new double[1100];
    for (int i = 0; i < x.length; i++) {
      x[i] =
          switch (random.nextInt(i < 70 ? 3 : 6)) {
            case 0 -> random.nextDouble();
            case 1 -> 4.0 * random.nextGaussian();
            case 2 -> 40.0 * random.nextDouble();
            case 3 -> 400.0 * random.nextGaussian();
            case 4 -> Double.longBitsToDouble(random.nextLong());
            default -> Arrays.EDGES[random.nextInt(Arrays.EDGES.length)];
          };
    }
    return x;
  }
}
