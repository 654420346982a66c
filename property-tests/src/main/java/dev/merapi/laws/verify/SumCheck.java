package dev.merapi.laws.verify;

import dev.merapi.effects.trace.Entry;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.internal.program.Worldwise;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.laws.internal.verify.Points;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.List;

/** Discrete sites summed out by elimination are the sum over all worlds, one run for each. */
final class SumCheck {
  private static final int POINTS = 2;
  private static final double MOST = 1 << 10;

  private SumCheck() {}

  static Outcome run(Subject subject, Key key) {
    double worlds = 1;
    boolean any = false;
    for (Entry.Sampled entry : subject.first().latents()) {
      var distribution = entry.site().distribution();
      if (distribution.isEnumerable()) {
        any = true;
        worlds *=
            Math.pow(
                distribution.enumerateSupport(false).size(0), distribution.batchShape().count());
      }
    }
    if (!any) {
      return new Outcome.Idle("there is no discrete latent site");
    }
    if (worlds > MOST) {
      return new Outcome.Idle(
          "there are %.3g worlds; give fewer rows to have them gone through".formatted(worlds));
    }
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
