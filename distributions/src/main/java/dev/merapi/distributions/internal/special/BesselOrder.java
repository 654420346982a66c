package dev.merapi.distributions.internal.special;

/**
 * ₀F₁(; ν + 1; w) and the ratio R of its derivative to itself, for orders ν ≥ 0 and w ≥ 0.
 *
 * <p>From order 200 on by Olver's expansion, uniform in the argument (DLMF 10.41.3 with the
 * polynomials U₁ to U₅ of 10.41.10; the first term left out is below 1e-14). With s = √(1 + 4w/ν²)
 * and p = 1/s, I_ν(νx) with νx = 2√w becomes ln ₀F₁ = ν(s − 1) − ν ln((1 + s)/2) − ½ ln s + ln Σ
 * Uₖ(p)/νᵏ + (ln Γ(ν + 1) less Stirling's formula). For w ≤ 10⁴ the power series, whose terms are
 * all positive, and else Olver's expansion at a higher order and the recurrence of the ratios
 * downwards, R_ν = 1/(ν + 1 + w R_{ν+1}), which damps errors.
 */
final class BesselOrder {
  private static final double HIGH = 200;
  private static final double SERIES = 1e4;

  private BesselOrder() {}

  /** ln ₀F₁(; ν + 1; w). */
  static double log0F1(double order, double w) {
    if (!(w >= 0 && order >= 0)) {
      return Double.NaN;
    }
    if (w <= SERIES) {
      return series(order, w);
    }
    return order >= HIGH ? olver(order, w) : descend(order, w);
  }

  /** ₀F₁′ / ₀F₁. */
  static double ratio(double order, double w) {
    if (!(w >= 0 && order >= 0)) {
      return Double.NaN;
    }
    double start = order + Math.max(0, Math.ceil(HIGH - order));
    double ratio = olverRatio(start, w);
    for (double v = start - 1; v >= order; v--) {
      ratio = 1 / (v + 1 + w * ratio);
    }
    return ratio;
  }

  private static double series(double order, double w) {
    double term = 1;
    double sum = 0;
    for (int j = 1; term > sum * 0x1p-56; j++) {
      term *= w / (j * (order + j));
      sum += term;
    }
    return Math.log1p(sum);
  }

  /** ₀F₁(ν) = ₀F₁(ν + 1) / ((ν + 1) R_ν), since ₀F₁(ν)′ = ₀F₁(ν + 1)/(ν + 1). */
  private static double descend(double order, double w) {
    double start = order + Math.ceil(HIGH - order);
    double log = olver(start, w);
    double ratio = olverRatio(start, w);
    for (double v = start - 1; v >= order; v--) {
      ratio = 1 / (v + 1 + w * ratio);
      log -= Math.log((v + 1) * ratio);
    }
    return log;
  }

  private static double olver(double v, double w) {
    double x2 = 4 * (w / v) / v;
    double s = Math.sqrt(1 + x2);
    double excess = x2 / (s + 1);
    double p = 1 / s;
    double main = v * (excess - Math.log1p(excess / 2)) - 0.5 * Math.log(s);
    return main + Math.log1p(tail(p, v)) + stirling(v);
  }

  /** R = (2/ν) (1/(1 + s) − p W/(1 + Σ Uₖ/νᵏ)), nothing of which cancels. */
  private static double olverRatio(double v, double w) {
    double s = Math.sqrt(1 + 4 * (w / v) / v);
    double p = 1 / s;
    return 2 / v * (1 / (1 + s) - p * slopes(p, v) / (1 + tail(p, v)));
  }

  /** Σ Uₖ(p)/νᵏ for k = 1, …, 5. */
  private static double tail(double p, double v) {
    double q = p * p;
    double u1 = p * (3 - 5 * q) / 24;
    double u2 = q * (81 + q * (-462 + q * 385)) / 1152;
    double u3 = p * q * (30375 + q * (-369603 + q * (765765 - q * 425425))) / 414720;
    double u4 =
        q * q * (4465125 + q * (-94121676 + q * (349922430 + q * (-446185740 + q * 185910725))));
    double u5 =
        p
            * q
            * q
            * (1519035525.0
                + q
                    * (-49286948607.0
                        + q
                            * (284499769554.0
                                + q
                                    * (-614135872350.0
                                        + q * (566098157625.0 - q * 188699385875.0)))));
    double sum = u4 / 39813120 + u5 / 6688604160.0 / v;
    return (u1 + (u2 + (u3 + sum / v) / v) / v) / v;
  }

  /**
   * W = Σ (½ p Uₖ₋₁ + p² Uₖ₋₁′)/νᵏ for k = 1, …, 5: with x² = 4w/ν², −x² p² W is what the series of
   * the derivative (DLMF 10.41.5) has more than that of the function.
   */
  private static double slopes(double p, double v) {
    double q = p * p;
    double w2 = q * (4.5 - q * 17.5) / 24;
    double w3 = p * q * (202.5 + q * (-2079 + q * 2502.5)) / 1152;
    double w4 = q * q * (106312.5 + q * (-2032816.5 + q * (5743237.5 - q * 4041537.5))) / 414720;
    double w5 =
        p
            * q
            * q
            * (20093062.5
                + q * (-611790894.0 + q * (2974340655.0 + q * (-4684950270.0 + q * 2323884062.5))))
            / 39813120;
    return (p / 2 + (w2 + (w3 + (w4 + w5 / v) / v) / v) / v) / v;
  }

  /** ln Γ(ν + 1) − (ν ln ν − ν + ½ ln 2πν) for large ν: 1/12ν − 1/360ν³ + 1/1260ν⁵. */
  private static double stirling(double v) {
    double q = 1 / (v * v);
    return (1.0 / 12 - q * (1.0 / 360 - q / 1260)) / v;
  }
}
