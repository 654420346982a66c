package dev.merapi.distributions.continuous;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.DistributionSamplerLaws;
import dev.merapi.distributions.Distributions;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The stable density against its Fourier integral, ln of (1/π) Re ∫ exp(−t^α − iB(t − t^α) − ixt)
 * dt along a ray below the real line, by mpmath 1.3.0 at 40 digits; and against closed forms.
 */
class StableGolden {
  /** α, β, x, ln f. */
  private static final double[][] ROWS = {
    {0.5, 0.3, -20, -6.671474746069709},
    {0.5, 0.3, 0.1, -1.1832606652606301},
    {0.8, -0.6, -0.5, -1.6004920917458749},
    {0.8, -0.6, 30, -8.4016551147803995},
    {0.9, 0.9, -3, -5.7014427459993861},
    {0.9, 0.9, 1, -1.8711781578611803},
    {0.99, 0.5, 4, -3.5540622510157702},
    {1, 0.5, -3, -4.0956055442592484},
    {1, 0.5, 0, -1.2292206299177627},
    {1, -1, 1, -1.5061496031984857},
    {1.001, 0.3, 4, -3.7049075236365644},
    {1.01, 0.5, 30, -7.5203700047732288},
    {1.2, 0, 1, -1.709449567629124},
    {1.5, -0.7, -20, -8.0662500806367866},
    {1.5, 1, -3, -5.3666347841664854},
    {1.5, 1, 4, -3.5756465640049305},
    {1.8, 0.4, 30, -10.960893182570223},
    {1.95, 0.9, -3, -3.6205869838567034},
    {1.95, 0.9, 30, -12.412774473999135}
  };

  private static Tensor s(double x) {
    return Tensor.scalar(x);
  }

  @Test
  void theDensityIsTheFourierIntegral() {
    for (double[] row : ROWS) {
      double ours = Distributions.stable(row[0], row[1], 1, 0).logProb(s(row[2])).item();
      double tolerance = Math.abs(row[0] - 1) < 0.02 ? 1e-10 : 1e-12;
      assertEquals(row[3], ours, tolerance * Math.abs(row[3]), List.of(row[0], row[1]).toString());
    }
  }

  @Test
  void normalCauchyAndLevyLawsAreStable() {
    Tensor x = Tensor.of(-1e3, -30, -2, -0.4, 0, 0.7, 3, 40, 1e4);
    Distribution normal = Normal.of(s(0.3), s(0.8 * Math.sqrt(2)));
    Tensor ours = Distributions.stable(2, 0.4, 0.8, 0.3).logProb(x);
    assertNear(normal.logProb(x), ours, 1e-12);
    Distribution cauchy = Cauchy.of(s(0.3), s(0.8));
    assertNear(cauchy.logProb(x), Distributions.stable(1, 0, 0.8, 0.3).logProb(x), 1e-10);
    Distribution levy = Levy.of(s(-0.5), s(0.8));
    assertNear(levy.logProb(x), Distributions.stable(0.5, 1, 0.8, 0.3).logProb(x), 1e-12);
    assertNear(levy.logProb(x), Stable.ofS(s(0.5), s(1), s(0.8), s(-0.5)).logProb(x), 1e-12);
  }

  private static void assertNear(Tensor expected, Tensor actual, double tolerance) {
    double[] e = expected.toArray();
    double[] a = actual.toArray();
    for (int i = 0; i < e.length; i++) {
      boolean same = e[i] == a[i];
      assertTrue(
          same || Math.abs(e[i] - a[i]) < tolerance * Math.max(1, Math.abs(e[i])),
          a[i] + " for " + e[i]);
    }
  }

  /** Far out the tail is a power: f(x) → α (1 + β) Γ(α) sin(πα/2)/π x^(−1 − α). */
  @Test
  void tailsArePowers() {
    double alpha = 1.5;
    double constant =
        Math.log(alpha * 1.3 * Math.sqrt(Math.PI) / 2 * Math.sin(Math.PI * 0.75) / Math.PI);
    for (double x : new double[] {1e20, 1e100, 1e300}) {
      double ours = Distributions.stable(alpha, 0.3, 1, 0).logProb(s(x)).item();
      assertEquals(constant - 2.5 * Math.log(x), ours, 1e-9);
    }
  }

  /** Through α = 1 everything is smooth: slopes are differences there as well. */
  @Test
  void slopesAreDifferencesAroundOne() {
    for (double alpha : new double[] {0.985, 1, 1.004, 1.03}) {
      for (double x : new double[] {-4, 0.3, 7}) {
        List<Symbolic.Input> inputs =
            List.of(input("x", x), input("stability", alpha), input("skew", -0.4));
        Tensor log = Stable.of(inputs.get(1), inputs.get(2), s(1), s(0)).logDensity(inputs.get(0));
        List<Dense> ours = Gradient.ofRecorded(log, inputs).stream().map(Tensor::dense).toList();
        double h = 1e-5;
        double[] steps = {
          log(x + h, alpha, -0.4) - log(x - h, alpha, -0.4),
          log(x, alpha + h, -0.4) - log(x, alpha - h, -0.4),
          log(x, alpha, -0.4 + h) - log(x, alpha, -0.4 - h)
        };
        for (int i = 0; i < 3; i++) {
          assertEquals(steps[i] / (2 * h), ours.get(i).item(), 2e-5, "operand " + i);
        }
      }
    }
  }

  private static Symbolic.Input input(String name, double value) {
    return Symbolic.Input.recorded(name, s(value).dense());
  }

  private static double log(double x, double alpha, double beta) {
    return Distributions.stable(alpha, beta, 1, 0).logProb(s(x)).item();
  }

  @Test
  void drawsAreContinuousThroughOne() {
    Tensor at = Distributions.stable(1, 0.7, 1, 0).sample(Key.of(5), Shape.of(2000));
    for (double gap : new double[] {1e-12, -1e-9, 1e-6}) {
      Tensor near = Distributions.stable(1 + gap, 0.7, 1, 0).sample(Key.of(5), Shape.of(2000));
      double error = near.minus(at).abs().div(at.abs().plus(1)).max().item();
      assertTrue(error < 1e-4, () -> "relative change " + error);
    }
    DistributionSamplerLaws.kolmogorov(Distributions.stable(1, 0.7, 1, 0), Key.of(6), 20_000, 1e-5);
  }

  /** Draws at fixed noise move with α and β as their differences say, through α = 1. */
  @Test
  void drawsMoveWithTheirParameters() {
    Tensor u = s(0.8);
    Tensor w = s(0.6);
    for (double alpha : new double[] {0.6, 1, 1.4}) {
      List<Symbolic.Input> inputs = List.of(input("stability", alpha), input("skew", -0.4));
      Tensor x = Stable.of(inputs.get(0), inputs.get(1), s(1), s(0)).ofNoise(u, w);
      List<Dense> ours = Gradient.ofRecorded(x, inputs).stream().map(Tensor::dense).toList();
      double h = 1e-5;
      double byAlpha =
          Distributions.stable(alpha + h, -0.4, 1, 0).ofNoise(u, w).item()
              - Distributions.stable(alpha - h, -0.4, 1, 0).ofNoise(u, w).item();
      double bySkew =
          Distributions.stable(alpha, -0.4 + h, 1, 0).ofNoise(u, w).item()
              - Distributions.stable(alpha, -0.4 - h, 1, 0).ofNoise(u, w).item();
      assertEquals(byAlpha / (2 * h), ours.get(0).item(), 1e-5);
      assertEquals(bySkew / (2 * h), ours.get(1).item(), 1e-5);
    }
  }
}
