package dev.merapi.infer.diagnose;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Example;

final class EcdfBandLaws {
  /** All 3⁵ ways to lay 5 numbers into 3 parts, counted. */
  @Example
  void theProbabilityOfABandIsThatOfAllPathsInside() {
    EcdfBand band = EcdfBand.of(5, 3, 0.9);
    int inside = 0;
    for (int code = 0; code < 243; code++) {
      int first = 0;
      int second = 0;
      for (int i = 0, rest = code; i < 5; i++, rest /= 3) {
        first += rest % 3 == 0 ? 1 : 0;
        second += rest % 3 <= 1 ? 1 : 0;
      }
      inside +=
          band.low().get(0) <= first
                  && first <= band.high().get(0)
                  && band.low().get(1) <= second
                  && second <= band.high().get(1)
              ? 1
              : 0;
    }
    assertEquals(inside / 243.0, band.probability(), 1e-12);
    assertTrue(band.probability() >= 0.9);
  }

  /** Of 2000 samples about one in twenty leaves: six standard errors are 0.03. */
  @Example
  void asManySamplesLeaveAsTheProbabilitySays() {
    EcdfBand band = EcdfBand.of(200, 20, 0.95);
    int inside = 0;
    for (int s = 0; s < 2000; s++) {
      double[] u = new double[200];
      Draws.uniform(Key.of(7).fold(s), u, 0, u.length);
      inside += band.contains(u) ? 1 : 0;
    }
    assertEquals(band.probability(), inside / 2000.0, 0.03);
    assertEquals(0.95, band.probability(), 0.01);
  }

  @Example
  void bandsAreWiderThanThoseOfOnePointAndHoldTheMiddle() {
    EcdfBand band = EcdfBand.of(1000, 100, 0.95);
    assertTrue(band.low().get(49) < 469 && band.high().get(49) > 531, band.toString());
    for (int i = 0; i < 99; i++) {
      assertTrue(band.low().get(i) <= 10 * (i + 1) && 10 * (i + 1) <= band.high().get(i));
    }
  }

  @Example
  void ranksAreCountedAtTheEndsOfParts() {
    Sbc sbc = new Sbc(3, List.of(0, 1, 1, 2, 3, 3));
    assertEquals(List.of(1, 3, 4), sbc.band(0.9).counts(sbc.uniform()));
    double[] squeezed = new double[500];
    Arrays.setAll(squeezed, i -> 0.1 + 0.8 * (i + 0.5) / 500);
    assertFalse(EcdfBand.of(500, 50, 0.99).contains(squeezed));
    assertThrows(ArgumentException.class, () -> EcdfBand.of(5, 3, 0.9).contains(squeezed));
    assertThrows(ArgumentException.class, () -> EcdfBand.of(0, 3, 0.9));
  }
}
