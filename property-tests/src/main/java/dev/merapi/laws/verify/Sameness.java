package dev.merapi.laws.verify;

import dev.merapi.infer.LogDensity;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.laws.internal.verify.Points;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Two programs are one model if ln p_b(w) − ln p_a(u(w)) − ln |det ∂u/∂w| is the same number
 * everywhere, where w is a position of b, and u the position of a with the same values, latent in b
 * or computed there.
 */
final class Sameness {
  private static final int POINTS = 4;
  private static final double TOLERANCE = 1e-5;
  private static final double STEP = 1e-4;

  private Sameness() {}

  static Outcome of(LogDensity a, LogDensity b, Key key) {
    if (a.dimension() != b.dimension()) {
      return new Outcome.Failed(
          "One program has %d free numbers, %s, and the other %d, %s."
              .formatted(a.dimension(), names(a), b.dimension(), names(b)));
    }
    for (String name : names(a)) {
      if (!b.constrain(new double[b.dimension()]).containsKey(name)) {
        return new Outcome.Failed(
            "The second program has no value for site '%s' of the first; record it with deterministic(\"%s\", …)."
                .formatted(name, name));
      }
    }
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    double size = 1;
    double[] low = new double[0];
    double[] high = new double[0];
    for (int i = 0; i < POINTS; i++) {
      double[] w = Points.uniform(key.fold(i), b.dimension(), 1.2);
      double[] u = across(a, b, w);
      double inA = a.potential().logDensityAndGradient(u, new double[u.length]);
      double inB = b.potential().logDensityAndGradient(w, new double[w.length]);
      double gap = inB - inA - logDeterminant(a, b, w);
      size = Math.max(size, Math.abs(inA));
      if (!(gap >= least)) {
        least = gap;
        low = w;
      }
      if (!(gap <= greatest)) {
        greatest = gap;
        high = w;
      }
    }
    return greatest - least <= TOLERANCE * size
        ? new Outcome.Passed("they differ by %.6g at %d positions".formatted(least, POINTS))
        : new Outcome.Failed(
            "The log densities differ by %.8g at %s and by %.8g at %s, in the order of %s."
                .formatted(least, Points.text(low), greatest, Points.text(high), names(b)));
  }

  private static List<String> names(LogDensity density) {
    return density.coordinates().stream().map(Coordinate::site).toList();
  }

  private static double[] across(LogDensity a, LogDensity b, double[] w) {
    Map<String, Tensor> values = new LinkedHashMap<>(b.constrain(w));
    values.keySet().retainAll(names(a));
    return a.unconstrain(values);
  }

  private static double logDeterminant(LogDensity a, LogDensity b, double[] w) {
    int d = w.length;
    double[] jacobian = new double[d * d];
    for (int j = 0; j < d; j++) {
      double[] up = w.clone();
      double[] down = w.clone();
      up[j] += STEP;
      down[j] -= STEP;
      double[] high = across(a, b, up);
      double[] low = across(a, b, down);
      for (int i = 0; i < d; i++) {
        jacobian[i * d + j] = (high[i] - low[i]) / (2 * STEP);
      }
    }
    return d == 0 ? 0 : Tensor.of(jacobian, Shape.of(d, d)).logAbsDet().item();
  }
}
