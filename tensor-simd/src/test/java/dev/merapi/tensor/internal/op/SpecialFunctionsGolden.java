package dev.merapi.tensor.internal.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Numbers of functions of two arguments and of polygamma, computed with mpmath 1.3.0 at 40 digits.
 */
final class SpecialFunctionsGolden {
  private static void assertRelative(double expected, double actual, double tolerance) {
    assertEquals(expected, actual, tolerance * Math.max(1, Math.abs(expected)));
  }

  @ParameterizedTest
  @CsvSource({
    "0.5, 0.5, 1.1447298858494001741",
    "1e-08, 3.0, 18.420680728952365514",
    "2.0, 3.0, -2.4849066497880003102",
    "9.5, 0.25, 0.73515100544458338077",
    "10.0, 0.1, 2.0270133931824375421",
    "10.0, 10.0, -13.736229227036554814",
    "25.0, 4.5, -12.330614951868872772",
    "100000000.0, 1.0, -18.420680743952365472",
    "100000000.0, 100000000.0, -138629444.05681730912",
    "1000000000000000.0, 2.5, -86.062258116803795866",
    "1e-300, 1e+300, 690.77552789821370521",
    "30.0, 1000000.0, -343.20871276748277719"
  })
  void lbeta(double a, double b, double expected) {
    assertRelative(expected, new Lbeta().scalar(a, b), 1e-14);
    assertRelative(expected, new Lbeta().scalar(b, a), 1e-14);
  }

  @ParameterizedTest
  @CsvSource({
    "2, 0.1, -2001.8614573783436732",
    "2, 1.0, -2.4041138063191885708",
    "2, 4.5, -0.061556821321027694549",
    "2, 100.0, -0.000101004999833349997",
    "3, 0.5, 97.409091034002437236",
    "3, 20.0, 0.00026937422133963891459",
    "5, 0.001, 1.1999999999999998513e+20",
    "5, 7.0, 0.0020094931750490291166",
    "2, 1000000.0, -1.0000010000005e-12"
  })
  void polygamma(int order, double x, double expected) {
    assertEquals(expected, new Polygamma(order).scalar(x), 1e-13 * Math.abs(expected));
  }

  @Test
  void logAddExpAtItsEdges() {
    double infinity = Double.POSITIVE_INFINITY;
    assertEquals(-infinity, new LogAddExp().scalar(-infinity, -infinity));
    assertEquals(infinity, new LogAddExp().scalar(infinity, -infinity));
    assertEquals(-3, new LogAddExp().scalar(-infinity, -3));
    assertEquals(1000 + Math.log(2), new LogAddExp().scalar(1000, 1000), 1e-12);
  }

  @Test
  void moduloHasTheSignOfTheDivisor() {
    assertEquals(2, new Modulo().scalar(-1, 3));
    assertEquals(-1, new Modulo().scalar(2, -3));
    assertEquals(1.5, new Modulo().scalar(7.5, 3));
  }
}
