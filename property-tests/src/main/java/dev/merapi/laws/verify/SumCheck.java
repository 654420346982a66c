package dev.merapi.laws.verify;

import dev.merapi.effects.trace.Entry;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.internal.program.Worldwise;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.laws.internal.verify.Points;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Discrete sites summed out by elimination are the sum over all worlds, one run for each; with as
 * many rows, where rows are claimed, as have few worlds.
 */
final class SumCheck {
  private static final int POINTS = 2;
  private static final double MOST = 1 << 10;

  private SumCheck() {}

  static Outcome run(Subject subject, Key key) {
    if (worlds(subject) == 1) {
      return new Outcome.Idle("there is no discrete latent site");
    }
    Subject small = small(subject);
    double worlds = worlds(small);
    if (worlds > MOST) {
      return new Outcome.Idle(
          "there are %.3g worlds; claim rows, or give fewer, to have them gone through"
              .formatted(worlds));
    }
    return at(small, worlds, key);
  }

  /** With fewer rows, and so smaller plates, where these are too many. */
  private static Subject small(Subject subject) {
    Subject small = subject;
    if (!subject.rows().isEmpty()) {
      int rows = subject.rowCount();
      while (rows > 1 && worlds(small) > MOST) {
        rows = rows / 2;
        small = subject.taking(IntStream.range(0, rows).toArray());
      }
    }
    return small;
  }

  private static double worlds(Subject subject) {
    double worlds = 1;
    for (Entry.Sampled entry : subject.first().latents()) {
      var distribution = entry.site().distribution();
      if (distribution.isEnumerable()) {
        worlds *=
            Math.pow(
                distribution.enumerateSupport(false).size(0), distribution.batchShape().count());
      }
    }
    return worlds;
  }

  private static Outcome at(Subject subject, double worlds, Key key) {
    List<Coordinate> sites = subject.density().coordinates();
    for (int i = 0; i < POINTS; i++) {
      double[] at = Points.uniform(key.fold(i), subject.density().dimension(), 1.5);
      double ours = subject.density().potential().logDensityAndGradient(at, new double[at.length]);
      Tensor brute =
          Worldwise.logDensity(subject.whole(), Key.of(0), new Coordinates(sites).split(at));
      if (Math.abs(ours - brute.item()) > 1e-9 * (1 + Math.abs(ours))) {
        return new Outcome.Failed(
            "With the discrete sites summed out the log density is %s at %s, but the sum over all %.0f worlds is %s."
                .formatted(ours, Points.text(at), worlds, brute.item()));
      }
    }
    return new Outcome.Passed("%.0f worlds".formatted(worlds));
  }
}
