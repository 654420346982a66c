package dev.merapi.infer.chain;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.infer.mcmc.Learning;
import dev.merapi.infer.mcmc.LowRankMetric;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Tuning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The report on the warm-up of one chain.
 *
 * @param iterations the warm-up iterations made
 * @param leapfrogs the gradient evaluations of their transitions
 * @param startGradients the gradient evaluations that finding the start took
 * @param divergences how many of them diverged; some are usual while the step size is still found
 * @param tuning what the kernel had learnt in the end, if it learns
 * @param learning what else it did, if it learns
 * @param others the places that were found, where one that is nearly as likely as the start was not
 *     taken
 */
public record WarmUpInfo(
    long iterations,
    long leapfrogs,
    long startGradients,
    int divergences,
    Optional<Tuning> tuning,
    Optional<Learning> learning,
    List<Point> others) {
  static final Codec<WarmUpInfo> CODEC = Codec.of(WarmUpInfo::write, WarmUpInfo::read);

  /** Copies the list. */
  public WarmUpInfo {
    others = List.copyOf(others);
  }

  private static void write(WarmUpInfo info, Encoder out) {
    out.writeLong(info.iterations);
    out.writeLong(info.leapfrogs);
    out.writeLong(info.startGradients);
    out.writeInt(info.divergences);
    out.writeBoolean(info.tuning.isPresent());
    info.tuning.ifPresent(tuning -> Tuning.CODEC.write(tuning, out));
    out.writeBoolean(info.learning.isPresent());
    info.learning.ifPresent(learning -> Learning.CODEC.write(learning, out));
    out.writeInt(info.others.size());
    info.others.forEach(point -> Point.CODEC.write(point, out));
  }

  private static WarmUpInfo read(Decoder in) {
    long iterations = in.readLong();
    long leapfrogs = in.readLong();
    long startGradients = in.readLong();
    int divergences = in.readInt();
    Optional<Tuning> tuning =
        in.readBoolean() ? Optional.of(Tuning.CODEC.read(in)) : Optional.empty();
    Optional<Learning> learning =
        in.readBoolean() ? Optional.of(Learning.CODEC.read(in)) : Optional.empty();
    List<Point> others = new ArrayList<>();
    for (int left = in.readCount(Double.BYTES); left > 0; left--) {
      others.add(Point.CODEC.read(in));
    }
    return new WarmUpInfo(
        iterations, leapfrogs, startGradients, divergences, tuning, learning, others);
  }

  /** This part of a warm-up, what followed it and belongs to it, and another part. */
  WarmUpInfo then(long moreIterations, long moreLeapfrogs, int moreDivergences, WarmUpInfo next) {
    return new WarmUpInfo(
        iterations + moreIterations + next.iterations,
        leapfrogs + moreLeapfrogs + next.leapfrogs,
        startGradients + next.startGradients,
        divergences + moreDivergences + next.divergences,
        next.tuning,
        next.learning,
        Stream.concat(others.stream(), next.others.stream()).toList());
  }

  /** All gradients: of the start, of searches for a step size, and of transitions. */
  public long gradients() {
    return startGradients + leapfrogs + learning.map(Learning::gradients).orElse(0L);
  }

  /** The directions that the metric keeps; 0 of a diagonal one. */
  public int directions() {
    return tuning
        .map(Tuning::metric)
        .map(metric -> metric instanceof LowRankMetric low ? low.eigenvalues().length : 0)
        .orElse(0);
  }
}
