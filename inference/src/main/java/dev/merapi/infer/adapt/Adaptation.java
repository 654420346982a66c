package dev.merapi.infer.adapt;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Tuning;

/**
 * How far warm-up has come: a value that can be saved and gone on from.
 *
 * @param iteration the warm-up iterations done
 * @param end where warm-up ends, as far as is known
 * @param tuning what the kernel runs with next
 * @param averaging the state of step-size adaptation
 * @param foreground the draws that the metric is learnt from next
 * @param background the draws of the present window
 * @param steering the acceptance that is aimed at, and what came out
 * @param switches how often the metric has changed
 * @param gradients the gradients that searches for a step size took
 * @param settled whether the metric has settled and the last stretch has begun
 */
record Adaptation(
    int iteration,
    int end,
    Tuning tuning,
    DualAveraging averaging,
    MetricEstimator foreground,
    MetricEstimator background,
    Steering steering,
    int switches,
    long gradients,
    boolean settled) {
  /**
   * The bytes of an adaptation: its components in order.
   *
   * @param empty the estimator before any draw
   */
  static Codec<Adaptation> codec(MetricEstimator empty) {
    return Codec.of(Adaptation::write, in -> read(empty, in));
  }

  private static void write(Adaptation adaptation, Encoder out) {
    out.writeInt(adaptation.iteration);
    out.writeInt(adaptation.end);
    Tuning.CODEC.write(adaptation.tuning, out);
    DualAveraging.CODEC.write(adaptation.averaging, out);
    adaptation.foreground.write(out);
    adaptation.background.write(out);
    Steering.CODEC.write(adaptation.steering, out);
    out.writeInt(adaptation.switches);
    out.writeLong(adaptation.gradients);
    out.writeBoolean(adaptation.settled);
  }

  private static Adaptation read(MetricEstimator empty, Decoder in) {
    return new Adaptation(
        in.readInt(),
        in.readInt(),
        Tuning.CODEC.read(in),
        DualAveraging.CODEC.read(in),
        empty.read(in),
        empty.read(in),
        Steering.CODEC.read(in),
        in.readInt(),
        in.readLong(),
        in.readBoolean());
  }

  /** Whether warm-up is over. */
  boolean isDone() {
    return iteration >= end;
  }

  /** One iteration later. */
  Adaptation stepped(Steering steered, DualAveraging averaged) {
    return new Adaptation(
        iteration + 1,
        end,
        tuning.withStepSize(averaged.stepSize()),
        averaged,
        foreground,
        background,
        steered,
        switches,
        gradients,
        settled);
  }

  /** With one more draw to learn from; what is one estimate stays one. */
  @SuppressWarnings("ReferenceEquality") // two equal ones are added to one by one
  Adaptation watching(Point draw) {
    MetricEstimator newForeground = foreground.add(draw);
    return watching(newForeground, foreground == background ? newForeground : background.add(draw));
  }

  /** With other draws to learn from. */
  Adaptation watching(MetricEstimator newForeground, MetricEstimator newBackground) {
    return new Adaptation(
        iteration,
        end,
        tuning,
        averaging,
        newForeground,
        newBackground,
        steering,
        switches,
        gradients,
        settled);
  }

  /** With a new metric. */
  Adaptation switched(Metric metric) {
    return new Adaptation(
        iteration,
        end,
        new Tuning(tuning.stepSize(), metric),
        averaging,
        foreground,
        background,
        steering,
        switches + 1,
        gradients,
        settled);
  }

  /** Beginning anew at a step size that a search has found. */
  Adaptation searched(double stepSize) {
    DualAveraging restarted = DualAveraging.from(stepSize);
    return new Adaptation(
        iteration,
        end,
        tuning.withStepSize(restarted.stepSize()),
        restarted,
        foreground,
        background,
        steering,
        switches,
        gradients + searchGradients(tuning.stepSize(), stepSize),
        settled);
  }

  /** The gradients of a search that halves or doubles: one at first, one for each factor of two. */
  static long searchGradients(double from, double to) {
    return from == to ? 0 : 1L + Math.abs(Math.getExponent(to) - Math.getExponent(from));
  }

  /** Ending at that iteration, and whether the metric has settled. */
  Adaptation until(int newEnd, boolean nowSettled) {
    return new Adaptation(
        iteration,
        newEnd,
        tuning,
        averaging,
        foreground,
        background,
        steering,
        switches,
        gradients,
        nowSettled);
  }

  /** Steering otherwise. */
  Adaptation steered(Steering other) {
    return new Adaptation(
        iteration,
        end,
        tuning,
        averaging,
        foreground,
        background,
        other,
        switches,
        gradients,
        settled);
  }

  /** With the average as step size, and without draws. */
  Adaptation closed() {
    return new Adaptation(
        iteration,
        end,
        tuning.withStepSize(averaging.average()),
        averaging,
        foreground.restarted(),
        background.restarted(),
        steering.counting(),
        switches,
        gradients,
        settled);
  }
}
