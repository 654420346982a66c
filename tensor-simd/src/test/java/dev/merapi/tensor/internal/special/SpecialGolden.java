package dev.merapi.tensor.internal.special;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Special functions against forty digits. */
class SpecialGolden {
  @ParameterizedTest(name = "{0}({1})")
  @CsvFileSource(resources = "special.csv")
  void value(String function, String arguments, double expected, double tolerance) {
    double[] x =
        java.util.Arrays.stream(arguments.split(" ", -1))
            .mapToDouble(Double::parseDouble)
            .toArray();
    double actual =
        switch (function) {
          case "gammaLower" -> IncompleteGamma.lower(x[0], x[1]);
          case "gammaUpper" -> IncompleteGamma.upper(x[0], x[1]);
          case "gammaDensity" -> IncompleteGamma.density(x[0], x[1]);
          case "gammaByShape" -> IncompleteGamma.lowerByShape(x[0], x[1]);
          case "betaLower" -> IncompleteBeta.lower(x[0], x[1], x[2]);
          case "betaUpper" -> IncompleteBeta.upper(x[0], x[1], x[2]);
          case "betaByFirst" -> IncompleteBeta.byFirst(x[0], x[1], x[2]);
          case "betaBySecond" -> IncompleteBeta.bySecond(x[0], x[1], x[2]);
          case "logBeta" -> LogBetaFunction.value(x[0], x[1]);
          case "i0" -> Bessel.i0(x[0]);
          case "i1" -> Bessel.i1(x[0]);
          case "i0e" -> Bessel.i0e(x[0]);
          case "i1e" -> Bessel.i1e(x[0]);
          case "logI0" -> Bessel.logI0(x[0]);
          default -> throw new AssertionError("no function " + function);
        };
    assertEquals(expected, actual, tolerance * Math.abs(expected));
  }
}
