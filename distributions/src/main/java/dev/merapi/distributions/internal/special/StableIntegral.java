package dev.merapi.distributions.internal.special;

import java.util.function.DoubleUnaryOperator;

/**
 * The log-density of the standard stable distribution at x and its slopes, away from α = 1, by
 * Zolotarev's integral. With ε = α − 1, B = β tan(πα/2), a = arctan B, θ = a/α, L = π/2 + θ and y =
 * x + B &gt; 0 (the other side is the mirror image: −x with −β),
 *
 * <p>f(x) = α / (π |ε| y) ∫₀ᴸ g e^(−g) dφ, ln g = (α ln(y / sin αφ) + ln(cos a sin(L − φ))) / ε +
 * ln sin ω, ω = π/2 − θ − εφ.
 *
 * <p>g is monotone in φ. With φ = L/(1 + e^(−λ)) the integrand decays exponentially at both ends of
 * the λ line, so the trapezoidal rule is exact to many digits: its step follows the slope of ln g
 * where g = 1, and on each side it ends where a bound of what is left does not count. Slopes are
 * means of those of the integrand, for the ends of integration are fixed. ω is taken from the end
 * where it may vanish, and L and that end from the tangents of sums of angles, so that light tails
 * are light to the last digit.
 *
 * <p>Source: Nolan, "Numerical calculation of stable densities and distribution functions" (1997),
 * theorem 1.
 */
final class StableIntegral {
  /** The λ line ends where e^λ is beyond doubles. */
  private static final double END = 700;

  /** No slope is above this but by overflow, at α &lt; 1e-100. */
  private static final double STEEPEST = 1000;

  /** The tail is smooth beside one bend, and at α below 0.02 not known to more than 1e-3. */
  private static final double STEEP = 50;

  /** ln of what does not count. */
  private static final double NOTHING = -37;

  /** Nearer than this / |ε| to y = 0 slopes cancel; they are those at this distance. */
  private static final double NEAR = 1e-7;

  /** From here on the tail is a power of x, or has no probability to speak of. */
  private static final double FAR = 1e140;

  private final double alpha;
  private final double epsilon;
  private final double y;
  private final double logY;
  private final double tan;
  private final double a;
  private final double logCos;
  private final double theta;
  private final double length;

  /** ω at the end of the line where it is least. */
  private final double least;

  /** The place φ, ψ = L − φ, ω, and ln g there. */
  private double phi;

  private double psi;
  private double omega;

  /** αφ and ψ, or less by π where that is nearer to 0. */
  private double lines;

  private double end;
  private double logG;

  /** ln of the greatest term, the sum of the terms over it, and that of terms times slopes. */
  private double peak = Double.NEGATIVE_INFINITY;

  private double total;
  private double tilted;

  private StablePart part = StablePart.DENSITY;

  private StableIntegral(double y, double alpha, double beta) {
    this.y = y;
    logY = Math.log(y);
    this.alpha = alpha;
    epsilon = alpha - 1;
    tan = tan(alpha);
    a = Math.atan(beta * tan);
    logCos = Math.log(Math.cos(a));
    theta = a / alpha;
    double up = Math.atan2((1 + beta) * Math.abs(tan), 1 - beta * tan * tan);
    double down = Math.atan2((1 - beta) * Math.abs(tan), 1 + beta * tan * tan);
    length = alpha < 1 ? up / alpha : Math.PI / 2 + theta;
    least = alpha < 1 ? down / alpha : up;
  }

  /** tan(πα/2), exact near α = 1 and α = 2. */
  private static double tan(double alpha) {
    return alpha > 1.5
        ? -Math.tan(Math.PI / 2 * (2 - alpha))
        : -1 / Math.tan(Math.PI / 2 * (alpha - 1));
  }

  /** ln f. */
  static double value(double x, double alpha, double beta) {
    double signed = x + beta * tan(alpha);
    double side = signed < 0 ? -1 : 1;
    double y = Math.clamp(Math.abs(signed), 1e-200, FAR);
    double log = new StableIntegral(y, alpha, side * beta).value();
    return log - (1 + alpha) * Math.max(0, Math.log(Math.abs(signed) / FAR));
  }

  /** The derivative of ln f with respect to x (0), α (1) or β (2). */
  static double slope(int operand, double x, double alpha, double beta) {
    double signed = x + beta * tan(alpha);
    double side = signed < 0 ? -1 : 1;
    double y = Math.clamp(Math.abs(signed), NEAR / Math.abs(alpha - 1), FAR);
    double slope = new StableIntegral(y, alpha, side * beta).slope(operand, side * beta);
    return switch (operand) {
      case 0 -> slope * side * Math.min(1, FAR / Math.abs(signed));
      case 1 -> slope - Math.max(0, Math.log(Math.abs(signed) / FAR));
      default -> slope * side;
    };
  }

  private double value() {
    if (length == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    double step = integrate(_ -> 0);
    return peak + Math.log(total * step) + Math.log(alpha / (Math.PI * Math.abs(epsilon))) - logY;
  }

  private double slope(int operand, double beta) {
    if (length == 0) {
      return 0;
    }
    double byAlpha = operand == 1 ? 1 : 0;
    double byX = operand == 0 ? 1 : 0;
    double byShift = operand == 1 ? beta * Math.PI / 2 * (1 + tan * tan) : operand == 2 ? tan : 0;
    var _ = integrate(g -> slope(g, byAlpha, byX, byShift));
    return tilted / total + byAlpha * (1 / alpha - 1 / epsilon) - (byX + byShift) / y;
  }

  /** ln P(X &gt; x) on the right of the shift, by the part that is the tail. */
  static double tail(double y, double alpha, double beta) {
    StableIntegral line = new StableIntegral(Math.clamp(y, 1e-200, FAR), alpha, beta);
    double log = line.tail(tailOf(alpha), _ -> 0);
    return log - alpha * Math.max(0, Math.log(y / FAR));
  }

  private static StablePart tailOf(double alpha) {
    return alpha > 1 ? StablePart.WITHOUT : StablePart.WITH;
  }

  /** ln P(shift &lt; X ≤ x) on the right of the shift, for α &lt; 1. */
  static double head(double y, double alpha, double beta) {
    return new StableIntegral(Math.clamp(y, 1e-200, FAR), alpha, beta)
        .tail(StablePart.WITHOUT, _ -> 0);
  }

  /** The derivatives of {@link #tail} in α (1) and β (2) at a fixed x. */
  static double tailSlope(int operand, double y, double alpha, double beta) {
    double far = Math.clamp(y, NEAR / Math.abs(alpha - 1), FAR);
    StableIntegral line = new StableIntegral(far, alpha, beta);
    double byAlpha = operand == 1 ? 1 : 0;
    double byShift = operand == 1 ? beta * Math.PI / 2 * (1 + line.tan * line.tan) : line.tan;
    var _ = line.tail(tailOf(alpha), g -> line.slope(g, byAlpha, 0, byShift));
    double slope = line.length == 0 ? 0 : line.tilted / line.total;
    return slope - byAlpha * Math.max(0, Math.log(y / FAR));
  }

  private double tail(StablePart of, DoubleUnaryOperator slope) {
    if (length == 0) {
      return Double.NEGATIVE_INFINITY;
    }
    part = of;
    double start = crossing();
    move(start);
    double steep = Math.abs(steepness());
    double step = 0.3 / Math.clamp(steep, 2, STEEP);
    for (double side = -1; side <= 1; side += 2) {
      for (double at = side < 0 ? start : start + step; Math.abs(at) < END; at += side * step) {
        move(at);
        double log = part.log(Math.exp(logG)) + Math.log(phi / length * psi);
        add(log, slope);
        if (log < peak + NOTHING) {
          break;
        }
      }
    }
    return peak + Math.log(total * step / Math.PI);
  }

  /** Sums the terms, and the terms times their slopes; gives the step. */
  private double integrate(DoubleUnaryOperator slope) {
    double start = crossing();
    move(start);
    double here = Math.abs(steepness());
    move(start + Math.copySign(2 / Math.max(1, here), alpha < 1 ? 1 : -1));
    double steepest = Math.max(here, Math.abs(steepness()));
    double step = 0.3 / (steepest < STEEPEST ? Math.max(2, steepest) : STEEPEST);
    move(start);
    add(slope);
    march(start, step, slope);
    march(start, -step, slope);
    return step;
  }

  private void move(double lambda) {
    double tail = Math.exp(-Math.abs(lambda));
    double less = length * tail / (1 + tail);
    double more = length / (1 + tail);
    phi = lambda < 0 ? less : more;
    psi = lambda < 0 ? more : less;
    omega = least + (alpha < 1 ? -epsilon * phi : epsilon * psi);
    lines = alpha > 1 && lambda > 0 ? -least - alpha * psi : alpha * phi;
    end = alpha < 1 && lambda < 0 ? -least - phi : psi;
    logG = powers() / epsilon + Math.log(Math.sin(omega));
  }

  /** (ln g − ln sin ω) ε. */
  private double powers() {
    return alpha * stretch() + logCos + Math.log(Math.sin(Math.abs(end)));
  }

  /** ln(y / sin αφ). */
  private double stretch() {
    return logY - Math.log(Math.sin(Math.abs(lines)));
  }

  /** ∂ ln g/∂λ. */
  private double steepness() {
    double pull = alpha * alpha / Math.tan(lines) + 1 / Math.tan(end);
    return -phi * psi / length * (pull / epsilon + epsilon / Math.tan(omega));
  }

  /** Where g = 1; the middle of the line if it is nowhere. */
  private double crossing() {
    boolean falling = alpha > 1;
    double low = -END;
    double high = END;
    move(falling ? high : low);
    if (logG > 0) {
      return 0;
    }
    while (high - low > 1e-3) {
      double middle = 0.5 * (low + high);
      move(middle);
      if (logG > 0 == falling) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return 0.5 * (low + high);
  }

  /**
   * Adds the terms on one side. What is left after one of them is less than the greatest g e^(−g)
   * times what is left of the length: that of this place, or of the end if g is nearer to 1 there.
   */
  private void march(double start, double step, DoubleUnaryOperator slope) {
    move(Math.copySign(END, step));
    double atEnd = logG > 0 ? logG - Math.exp(logG) : Double.NEGATIVE_INFINITY;
    for (double lambda = start + step; Math.abs(lambda) < END; lambda += step) {
      move(lambda);
      add(slope);
      double greatest = Math.max(logG - Math.exp(logG), atEnd);
      double left = Math.log(step > 0 ? psi : phi);
      if (greatest + left - Math.log(Math.abs(step)) - peak < NOTHING) {
        return;
      }
    }
  }

  /** One term g e^(−g) φψ/L. */
  private void add(DoubleUnaryOperator slope) {
    double g = Math.exp(logG);
    add(logG - g + Math.log(phi / length * psi), slope);
  }

  private void add(double log, DoubleUnaryOperator slope) {
    double g = Math.exp(logG);
    if (!(log > peak + 2 * NOTHING)) {
      return;
    }
    if (log > peak) {
      double shrink = Math.exp(peak - log);
      total *= shrink;
      tilted *= shrink;
      peak = log;
    }
    double weight = Math.exp(log - peak);
    total += weight;
    tilted += weight * slope.applyAsDouble(g);
  }

  /** The derivative of the logarithm of a term at a fixed place, for changes of α, x and B. */
  private double slope(double g, double byAlpha, double byX, double byShift) {
    double turn = byShift * Math.cos(a) * Math.cos(a);
    double thetaSlope = (turn - byAlpha * theta) / alpha;
    double phiSlope = phi / length * thetaSlope;
    double inner = alpha * phiSlope + byAlpha * phi;
    double powers =
        byAlpha * (stretch() - powers() / epsilon)
            + alpha * ((byX + byShift) / y - inner / Math.tan(lines))
            - Math.tan(a) * turn
            + psi / length * thetaSlope / Math.tan(end);
    double omegaSlope = thetaSlope + epsilon * phiSlope + byAlpha * phi;
    double own = powers / epsilon - omegaSlope / Math.tan(omega);
    return part.slope(g) * own + thetaSlope / length;
  }
}
