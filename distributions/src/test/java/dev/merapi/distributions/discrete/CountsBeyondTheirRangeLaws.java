package dev.merapi.distributions.discrete;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.distributions.Distributions;
import dev.merapi.distributions.combinator.Hurdle;
import dev.merapi.distributions.combinator.MaskedMixture;
import dev.merapi.distributions.continuous.TruncatedPolyaGamma;
import dev.merapi.distributions.internal.Near;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Laws that are asked about more than can happen: extended, masked and hurdled ones. */
class CountsBeyondTheirRangeLaws {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  @Test
  void anExtendedLawIsItsBaseWithinRangeAndNothingOutside() {
    Tensor k = Tensor.of(-2, 0, 3, 4, 5);
    Extended extended = Distributions.extendedBinomial(Tensor.scalar(4), Tensor.scalar(0.3));
    assertEquals(Distributions.binomial(4, 0.3).logProb(k), extended.logProb(k));
    extended.requireInSupport(k);
    assertEquals(Tensor.arange(5), extended.enumerateSupport(false));
  }

  @Test
  void aNegativeTotalLeavesNothing() {
    Tensor half = Tensor.scalar(0.5);
    Extended none = Distributions.extendedBinomial(Tensor.of(-1, 2), half);
    Tensor atZero = none.logProb(Tensor.scalar(0));
    Near.check("ln P(0)", Tensor.of(NEVER, Math.log(0.25)), atZero, 1e-15);
    assertEquals(0, none.sample(Key.of(1), Shape.of(9)).get(0).at(0).item());
    Extended mixed = Distributions.extendedBetaBinomial(half, half, Tensor.scalar(-1));
    assertEquals(NEVER, mixed.logProb(Tensor.scalar(0)).item());
  }

  @Test
  void aMaskChoosesBetweenLaws() {
    Tensor x = Tensor.of(0.5, -1, 2);
    MaskedMixture maskedMixture =
        Distributions.maskedMixture(
            Tensor.of(1, 0, 0), Distributions.normal(0, 1), Distributions.gamma(2, 3));
    Tensor expected =
        Tensor.where(
            Tensor.of(1, 0, 0),
            Distributions.gamma(2, 3).logProb(x),
            Distributions.normal(0, 1).logProb(x));
    assertEquals(expected, maskedMixture.logProb(x));
    assertEquals(NEVER, maskedMixture.logProb(Tensor.scalar(-1)).at(0).item());
  }

  @Test
  void aHurdleOverAContinuousLawHasAnAtom() {
    Hurdle hurdle = Distributions.hurdle(Distributions.gamma(2, 3), 0.3);
    assertEquals(Math.log(0.3), hurdle.logProb(Tensor.scalar(0)).item(), 1e-15);
    double positive = Distributions.gamma(2, 3).logProb(Tensor.scalar(0.7)).item();
    assertEquals(Math.log(0.7) + positive, hurdle.logProb(Tensor.scalar(0.7)).item(), 1e-15);
    Tensor zeros = hurdle.sample(Key.of(1), Shape.of(20_000)).eq(0);
    assertEquals(0.3, zeros.mean().item(), 6 * Math.sqrt(0.21 / 20_000));
  }

  /** mpmath 1.3, 30 digits: the series of the definition, divided by its integral up to 2.5. */
  @Test
  void polyaAndGamma() {
    Tensor x = Tensor.of(0.02, 0.1, 0.159, 0.16, 0.7, 2.4);
    Tensor expected =
        Tensor.of(
            -1.3008984401300774,
            1.2848084821539189,
            1.047596486506238,
            1.0428810861526705,
            -1.6164788890425422,
            -10.005642629965509);
    Near.check("ln p", expected, TruncatedPolyaGamma.of(2.5).logProb(x), 1e-13);
    double low = TruncatedPolyaGamma.of(0.05).logProb(Tensor.scalar(0.03)).item();
    assertEquals(3.1561667929572048, low, 1e-13);
    Tensor draws = TruncatedPolyaGamma.of(0.05).sample(Key.of(1), Shape.of(1000));
    TruncatedPolyaGamma.of(0.05).requireInSupport(draws);
  }
}
