package dev.merapi.laws.verify;

import dev.merapi.infer.mcmc.Potential;
import dev.merapi.laws.internal.verify.Points;
import dev.merapi.tensor.Key;
import java.util.Arrays;

/** The log density and its gradient are finite where samplers start. */
final class StartCheck {
  private static final int STARTS = 20;

  private StartCheck() {}

  static Outcome run(Subject subject, Key key) {
    int d = subject.density().dimension();
    if (d == 0) {
      return new Outcome.Idle("there is no continuous latent site");
    }
    Potential potential = subject.density().potential();
    int bad = 0;
    double[] last = new double[d];
    for (int i = 0; i < STARTS; i++) {
      double[] at = Points.uniform(key.fold(i), d, 2);
      double[] slope = new double[d];
      double value = potential.logDensityAndGradient(at, slope);
      if (Double.isNaN(value) || value == Double.POSITIVE_INFINITY) {
        return new Outcome.Failed(
            "The log density is %s at %s, which no sampler can use. %s"
                .formatted(value, Points.text(at), subject.density().culprit(at)));
      }
      boolean finite = Double.isFinite(value);
      if (finite && !Arrays.stream(slope).allMatch(Double::isFinite)) {
        return new Outcome.Failed(
            "The log density is %s at %s, but its gradient is %s."
                .formatted(value, Points.text(at), Points.text(slope)));
      }
      if (!finite) {
        bad++;
        last = at;
      }
    }
    return bad == STARTS
        ? new Outcome.Failed(
            "None of %d uniform starts has a finite log density. %s"
                .formatted(STARTS, subject.density().culprit(last)))
        : new Outcome.Passed("%d of %d starts".formatted(STARTS - bad, STARTS));
  }
}
