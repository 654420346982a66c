package dev.merapi.distributions.internal.special;

/**
 * Gauss and Legendre's quadrature rule of 20 points on [−1, 1], symmetric around 0 (Abramowitz and
 * Stegun, table 25.4).
 */
final class GaussLegendre {
  static final int POINTS = 20;

  private static final double[] NODES = {
    0.07652652113349734,
    0.22778585114164507,
    0.37370608871541955,
    0.5108670019508271,
    0.636053680726515,
    0.7463319064601508,
    0.8391169718222188,
    0.912234428251326,
    0.9639719272779138,
    0.993128599185095
  };

  private static final double[] WEIGHTS = {
    0.15275338713072628,
    0.14917298647260424,
    0.1420961093183824,
    0.1316886384491769,
    0.1181945319615186,
    0.1019301198172407,
    0.08327674157670471,
    0.06267204833410879,
    0.040601429800386446,
    0.017614007139150893
  };

  private GaussLegendre() {}

  static double node(int i) {
    return i < 10 ? NODES[i] : -NODES[i - 10];
  }

  static double weight(int i) {
    return WEIGHTS[i % 10];
  }
}
