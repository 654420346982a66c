package dev.merapi.infer;

import dev.merapi.infer.vi.Bound;
import dev.merapi.infer.vi.optim.Rule;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.kernel.Domain;
import dev.merapi.tensor.internal.kernel.Threefry;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Stochastic steps along the gradient of a bound. Step t is a function of the state before it: its
 * key is that of the fit, folded with t. A step whose bound or gradient is not finite is left out.
 * Allocates nothing but at the end of a block.
 */
final class Descent {
  /** How many steps that were left out are remembered. */
  private static final int NAMED = 5;

  private final Bound bound;
  private final Rule rule;
  private final Flatness flatness;
  private final Key.Known key;
  private final double[] position;
  private final double[] direction;
  private final double[] memory;
  private final long[] block = new long[2];
  private final List<Long> faults = new ArrayList<>();
  private double[] history;
  private long step;
  private long skipped;
  private int skippedInARow;
  private double last = Double.NaN;

  private Descent(Bound bound, Rule rule, Flatness flatness, FitState from) {
    this.bound = bound;
    this.rule = rule;
    this.flatness = flatness;
    this.key = from.key();
    this.position = from.position();
    this.direction = new double[position.length];
    this.memory = from.memory();
    this.history = from.history();
    this.step = from.step();
    this.skipped = from.skipped();
  }

  /** A state before the first step. */
  static FitState start(Key.Known key, double[] position, Rule rule) {
    return new FitState(
        key,
        0,
        0,
        position,
        new double[rule.memory()],
        Flatness.unknown(position.length),
        new double[0]);
  }

  /**
   * Goes on from a state.
   *
   * @param length the number of steps of a block
   * @param tolerance the rise of a block that is not worth its time
   */
  static Descent from(Bound bound, Rule rule, int length, double tolerance, FitState state) {
    Flatness flatness = Flatness.of(state.position().length, length, tolerance, state.flatness());
    return new Descent(bound, rule, flatness, state);
  }

  /** One step; true at the end of a block. */
  boolean step() {
    step++;
    Threefry.block(key.k0(), key.k1(), step, Domain.NUMBER, block, 0, 1);
    last = bound.at(block[0], block[1], position, direction);
    if (!isFinite(last, direction)) {
      skip();
      return false;
    }
    skippedInARow = 0;
    rule.ascend(step - skipped, position, direction, memory, flatness.rate());
    boolean ended = flatness.add(last, position);
    if (ended) {
      history = Arrays.copyOf(history, history.length + 1);
      history[history.length - 1] = flatness.mean();
    }
    return ended;
  }

  private void skip() {
    skipped++;
    skippedInARow++;
    if (faults.size() < NAMED) {
      faults.add(step);
    }
  }

  private static boolean isFinite(double value, double[] numbers) {
    double first = value * 0;
    double second = 0;
    double third = 0;
    double fourth = 0;
    int i = 0;
    for (; i <= numbers.length - 4; i += 4) {
      first += numbers[i] * 0;
      second += numbers[i + 1] * 0;
      third += numbers[i + 2] * 0;
      fourth += numbers[i + 3] * 0;
    }
    for (; i < numbers.length; i++) {
      first += numbers[i] * 0;
    }
    return first + second + third + fourth == 0;
  }

  /** The state now. */
  FitState state() {
    return new FitState(key, step, skipped, position, memory, flatness.known(), history);
  }

  /** The bound of the last step. */
  double last() {
    return last;
  }

  /** The number of the last step. */
  long steps() {
    return step;
  }

  /** How many steps were left out. */
  long skipped() {
    return skipped;
  }

  /** How many steps in a row, up to the last, were left out. */
  int skippedInARow() {
    return skippedInARow;
  }

  /** The first of the steps that were left out here. */
  List<Long> faults() {
    return List.copyOf(faults);
  }

  /** Whether the bound is flat at the lowest rate. */
  boolean isOver() {
    return flatness.isOver();
  }

  /** How much the last block rose over the one before. */
  double rise() {
    return flatness.rise();
  }

  /** The mean bound of the last block. */
  double mean() {
    return flatness.mean();
  }

  /** The standard error of {@link #mean}. */
  double error() {
    return flatness.error();
  }

  /** Times this the rate of the optimiser. */
  double rate() {
    return flatness.rate();
  }

  /** The parameters: where the bound is flat, the mean of the last block, else the last. */
  double[] result() {
    double[] result = position.clone();
    if (isOver()) {
      flatness.mean(result);
    }
    return result;
  }
}
