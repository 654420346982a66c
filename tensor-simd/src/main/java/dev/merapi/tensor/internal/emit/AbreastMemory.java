package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.kernel.EightLanes;
import java.util.Arrays;
import java.util.List;

/**
 * The working memory of loops for several runs at once: number i of run c of a table lies at {@code
 * (i + 1) width + c}. Row 0 is what a position reads that names no number, NaN, and where it adds.
 */
final class AbreastMemory {
  private static final int LANES = 8;

  private final int width;
  private final Memory constants;
  private final List<AbreastLoop> loops;
  private final double[][] numbers;
  private final double[][][] tables;
  private final double[][][] targets;
  private final double[][] sums;

  /**
   * Memory for loops.
   *
   * @param loops the loops, by number
   * @param width the runs
   * @param constants the memory of any run, for constants
   */
  AbreastMemory(List<AbreastLoop> loops, int width, Memory constants) {
    this.width = width;
    this.constants = constants;
    this.loops = loops;
    this.numbers =
        loops.stream()
            .map(loop -> new double[width * loop.numbers().size()])
            .toArray(double[][]::new);
    this.tables =
        loops.stream().map(loop -> room(loop.tables(), Double.NaN)).toArray(double[][][]::new);
    this.targets = loops.stream().map(loop -> room(loop.targets(), 0)).toArray(double[][][]::new);
    this.sums =
        loops.stream()
            .map(loop -> new double[LANES * width * loop.totals().size()])
            .toArray(double[][]::new);
  }

  private double[][] room(List<AbreastLoop.Table> lines, double first) {
    double[][] room = new double[lines.size()][];
    for (int i = 0; i < room.length; i++) {
      room[i] = new double[width * (lines.get(i).size() + 1)];
      Arrays.fill(room[i], 0, width, first);
    }
    return room;
  }

  /** The array of a constant. */
  double[] constant(int line) {
    return constants.array(line);
  }

  /** Constant positions, by number. */
  int[] positions(int number) {
    return constants.positions()[number];
  }

  /** The numbers of each run that a loop reads. */
  double[] numbers(int loop) {
    return numbers[loop];
  }

  /** A table of all runs. */
  double[] table(int loop, int index) {
    return tables[loop][index];
  }

  /** What a loop scatters to. */
  double[] target(int loop, int index) {
    return targets[loop][index];
  }

  /** The eight virtual lanes of each sum, each a register. */
  double[] sums(int loop) {
    return sums[loop];
  }

  /** Before a loop: what it reads, beside each other; a lane without a run holds the first. */
  void gather(int loop, Memory[] runs, int first, int count) {
    AbreastLoop all = loops.get(loop);
    for (int c = 0; c < width; c++) {
      Memory run = runs[c < count ? first + c : first];
      for (int i = 0; i < all.numbers().size(); i++) {
        numbers[loop][width * i + c] =
            run.array(all.numbers().get(i).line())[all.numbers().get(i).index()];
      }
      for (int i = 0; i < all.tables().size(); i++) {
        spread(run.array(all.tables().get(i).line()), tables[loop][i], c, width);
      }
    }
    for (double[] target : targets[loop]) {
      Arrays.fill(target, 0);
    }
    Arrays.fill(sums[loop], 0);
  }

  /** Behind a loop: what it has made, to each run its own. */
  void scatter(int loop, Memory[] runs, int first, int count) {
    AbreastLoop all = loops.get(loop);
    for (int c = 0; c < count; c++) {
      Memory run = runs[first + c];
      for (int i = 0; i < all.targets().size(); i++) {
        collect(targets[loop][i], run.array(all.targets().get(i).line()), c, width);
      }
      for (int i = 0; i < all.totals().size(); i++) {
        run.array(all.totals().get(i).line())[all.totals().get(i).index()] =
            total(sums[loop], LANES * width * i + c);
      }
    }
  }

  private static void spread(double[] from, double[] to, int c, int width) {
    for (int i = 0; i < from.length; i++) {
      to[(i + 1) * width + c] = from[i];
    }
  }

  private static void collect(double[] from, double[] to, int c, int width) {
    for (int i = 0; i < to.length; i++) {
      to[i] = from[(i + 1) * width + c];
    }
  }

  private double total(double[] sums, int at) {
    return EightLanes.total(
        sums[at],
        sums[at + width],
        sums[at + 2 * width],
        sums[at + 3 * width],
        sums[at + 4 * width],
        sums[at + 5 * width],
        sums[at + 6 * width],
        sums[at + 7 * width]);
  }
}
