package dev.merapi.laws.verify;

import dev.merapi.infer.Fit;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Svi;
import dev.merapi.infer.diagnose.KHat;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.laws.internal.verify.Draw;
import dev.merapi.laws.internal.verify.Label;
import dev.merapi.laws.internal.verify.Mean;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A fitted guide for the data at hand: the weights p/q have a short tail, and no coordinate x asks
 * to be stretched. With s = ∂ ln p/∂x, the bound of a guide that is wider by a factor 1 + ε in x
 * changes by ε (1 + E_q[(x − E x) s]), which is 0 at the best width; a ratio −E_q[(x − E x) s]
 * below a half says that the guide is far too narrow there, above two that it is far too wide.
 */
final class GuideCheck {
  private static final int WEIGHTS = 2000;
  private static final int DRAWS = 1000;
  private static final double FAR = 2;

  private GuideCheck() {}

  static Outcome run(Subject subject, Guide guide, Key key) {
    Fit fit = Svi.of(subject.whole(), guide).run(key);
    KHat tail = fit.kHat(WEIGHTS, key.fold("weights"));
    if (tail.low() > KHat.UNRELIABLE) {
      return new Outcome.Failed(
          "The weights of the fitted guide have k-hat %.2f, in %.2f to %.2f, where at most %.1f is right: the guide is narrower than the posterior. The fit ended so: %s"
              .formatted(
                  tail.value(), tail.low(), tail.high(), KHat.UNRELIABLE, fit.ending().sentence()));
    }
    return stretched(subject, fit.posterior(DRAWS, key.fold("draws")), tail);
  }

  private static Outcome stretched(Subject subject, Posterior draws, KHat tail) {
    List<Coordinate> sites = subject.density().coordinates();
    Potential potential = subject.potential(subject.data());
    double[][] x = new double[DRAWS][];
    double[][] s = new double[DRAWS][];
    for (int i = 0; i < DRAWS; i++) {
      Map<String, Tensor> values = new LinkedHashMap<>(draws.draw(i));
      values.keySet().retainAll(sites.stream().map(Coordinate::site).toList());
      x[i] = subject.position(new Draw(values, subject.data()));
      s[i] = new double[x[i].length];
      var _ = potential.logDensityAndGradient(x[i], s[i]);
    }
    List<String> far = new ArrayList<>();
    for (Label label : Label.of(sites)) {
      int j = label.index();
      double center = 0;
      for (double[] at : x) {
        center += at[j] / DRAWS;
      }
      double[] ratio = new double[DRAWS];
      for (int i = 0; i < DRAWS; i++) {
        ratio[i] = -(x[i][j] - center) * s[i][j];
      }
      Mean mean = Mean.of(ratio);
      double doubt = 4.5 * mean.error();
      if (mean.value() + doubt < 1 / FAR || mean.value() - doubt > FAR) {
        far.add(
            "The guide is %s in '%s': −E[(x − E x) ∂ ln p/∂x] is %s over its draws, and 1 at the best width."
                .formatted(
                    mean.value() < 1 ? "narrower than the posterior" : "wider than the posterior",
                    label.name(),
                    mean));
      }
    }
    return far.isEmpty()
        ? new Outcome.Passed("k-hat %.2f".formatted(tail.value()))
        : new Outcome.Failed(String.join(" ", far));
  }
}
