package dev.merapi.laws.verify;

import dev.merapi.infer.Fit;
import dev.merapi.infer.Svi;
import dev.merapi.infer.diagnose.KHat;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.tensor.Key;

/** A fitted guide covers the posterior of the data at hand: the weights p/q have a short tail. */
final class GuideCheck {
  private static final int DRAWS = 2000;

  private GuideCheck() {}

  static Outcome run(Subject subject, Guide guide, Key key) {
    Fit fit = Svi.of(subject.whole(), guide).run(key);
    KHat tail = fit.kHat(DRAWS, key.fold("weights"));
    return tail.low() <= KHat.UNRELIABLE
        ? new Outcome.Passed("k-hat %.2f".formatted(tail.value()))
        : new Outcome.Failed(
            "The weights of the fitted guide have k-hat %.2f, in %.2f to %.2f, where at most %.1f is right: the guide is narrower than the posterior. The fit ended so: %s"
                .formatted(
                    tail.value(),
                    tail.low(),
                    tail.high(),
                    KHat.UNRELIABLE,
                    fit.ending().sentence()));
  }
}
