package dev.merapi.tensor.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Elementwise kernels against thirty digits: each within the ulps that its comment states. */
class ElementwiseGolden {
  /** Two ulp, and what is said otherwise. */
  private static final Map<String, Double> BOUNDS =
      Map.of(
          "exp",
          1.0,
          "log",
          1.0,
          "log1p",
          1.0,
          "erf",
          1.0,
          "erfinv",
          6.0,
          "normalIcdf",
          6.0,
          "lgamma",
          8.0,
          "digamma",
          5.0,
          "trigamma",
          3.0);

  @Test
  void errorsStayWithinTheirBounds() throws IOException {
    Map<String, Elementwise> kernels =
        Elementwise.all().stream().collect(Collectors.toMap(Elementwise::name, kernel -> kernel));
    Map<String, Double> worst = new TreeMap<>();
    try (BufferedReader lines = open()) {
      for (String line : lines.lines().filter(text -> !text.startsWith("#")).toList()) {
        String[] fields = line.split(",", -1);
        double x = Double.parseDouble(fields[1]);
        double y =
            Objects.requireNonNull(kernels.get(fields[0]), fields[0]).scalar().applyAsDouble(x);
        double error = ulps(y, new BigDecimal(fields[2]));
        double bound = BOUNDS.getOrDefault(fields[0], 2.0);
        assertTrue(error <= bound, () -> line + " but " + y + ", " + error + " ulp");
        worst.merge(fields[0], error, Math::max);
      }
    }
    assertEquals(kernels.keySet(), worst.keySet());
  }

  @Test
  void reflectionHoldsLeftOfZero() {
    for (double x = -9.9; x < 0; x += 0.37) {
      double z = -x;
      double product = LgammaKernel.scalar(x) + LgammaKernel.scalar(z) + Math.log(z);
      double sine = Math.log(Math.PI) - Math.log(Math.abs(Math.sin(Math.PI * z)));
      assertEquals(sine, product, 1e-12, "lgamma at " + x);
      double cotangent = Math.PI / Math.tan(Math.PI * x);
      assertEquals(DigammaKernel.scalar(1 - x) - cotangent, DigammaKernel.scalar(x), 1e-10);
      double cosecant = Math.PI / Math.sin(Math.PI * x);
      assertEquals(
          cosecant * cosecant,
          TrigammaKernel.scalar(x) + TrigammaKernel.scalar(1 - x),
          1e-10 * cosecant * cosecant);
    }
  }

  private static double ulps(double actual, BigDecimal expected) {
    double ulp = Math.ulp(expected.doubleValue());
    return new BigDecimal(actual).subtract(expected).abs().doubleValue() / ulp;
  }

  private static BufferedReader open() {
    return new BufferedReader(
        new InputStreamReader(
            Objects.requireNonNull(ElementwiseGolden.class.getResourceAsStream("elementwise.csv")),
            StandardCharsets.UTF_8));
  }
}
