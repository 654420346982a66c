package dev.merapi.laws.verify;

import dev.merapi.effects.reparam.Reparam;
import dev.merapi.infer.LogDensity;
import dev.merapi.tensor.Key;

/** The non-centred form of the model is the same model. */
final class ReparamCheck {
  private static final int MOST = 40;

  private ReparamCheck() {}

  static Outcome run(Subject subject, Key key) {
    int d = subject.density().dimension();
    if (d > MOST) {
      return new Outcome.Idle("there are more than %d free numbers".formatted(MOST));
    }
    LogDensity other = LogDensity.of(Reparam.automatic().on(subject.whole()));
    if (other.coordinates().equals(subject.density().coordinates())) {
      return new Outcome.Idle("no site has another form");
    }
    return Sameness.of(subject.density(), other, key);
  }
}
