package dev.merapi.examples.variational;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.examples.discrete.Bars;
import dev.merapi.infer.Fit;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Each example learns what it is about, in fewer steps than its program makes. */
class VariationalExamples {
  private static final Digits DIGITS = Digits.all();

  @Test
  void anAutoencoderExplainsDigitsThatItHasNotSeen() {
    Fit fit = Autoencoder.of(DIGITS.part(0, 1500), 100).fit(700, Key.of(1));
    Autoencoder unseen = Autoencoder.of(DIGITS.part(1500, DIGITS.size()), 100);
    double bound = unseen.bound(fit, Key.of(2));
    // dots that are independent, each with its own frequency, reach as much:
    Tensor seen = DIGITS.part(0, 1500).dots().gt(0.5).mean(0).clamp(1e-3, 1 - 1e-3);
    Tensor black = unseen.black();
    Tensor one =
        seen.log().times(black).plus(seen.unaryMinus().log1p().times(black.unaryMinus().plus(1)));
    double alone = one.sum(-1).mean().item();
    assertTrue(bound > alone + 3, bound + " beside " + alone);
    Tensor made = Autoencoder.imagined(fit, 40, Key.of(3));
    assertEquals(black.mean().item(), made.mean().item(), 0.05);
  }

  @Test
  void picturesWithoutNamesHelp() {
    Digits test = DIGITS.part(1500, DIGITS.size());
    Digits named = DIGITS.part(0, 100);
    Fit fit = new HalfLabelled(named, DIGITS.part(100, 1500), 50).fit(300, Key.of(1));
    Fit alone = new HalfLabelled(named, DIGITS.part(0, 10), 10).fit(300, Key.of(1));
    double share = HalfLabelled.accuracy(fit.parameters(), test);
    double without = HalfLabelled.accuracy(alone.parameters(), test);
    assertTrue(share > without + 0.02, share + " and " + without + " of the names are guessed");
  }

  @Test
  void aNetworkFindsTheBars() {
    Tensor found = new Topics(Bars.simulated(300, 40).words(), 30).found(1200, Key.of(1));
    int[] nearest = Bars.nearest(found);
    assertEquals(6, Arrays.stream(nearest).distinct().count(), Arrays.toString(nearest));
    for (int topic = 0; topic < nearest.length; topic++) {
      Tensor off = found.get(nearest[topic]).minus(Bars.topics().get(topic)).abs();
      assertTrue(off.sum().item() / 2 < 0.3, found::toString);
    }
  }

  @Test
  void aFlowLearnsARing() {
    Distribution density =
        Shapes.fitted(new Shapes(Shapes.ring(2000, Key.of(1)), 128).fit(600, Key.of(2)));
    double found = density.logProb(Shapes.ring(4000, Key.of(9))).mean().item();
    double entropy =
        Math.log(2 * Math.PI * Shapes.RADIUS)
            + Math.log(2 * Math.PI * Math.E * Shapes.NOISE * Shapes.NOISE) / 2;
    assertEquals(-entropy, found, 0.3);
    assertTrue(density.logProb(Tensor.of(0, 0)).item() < -5);
  }
}
