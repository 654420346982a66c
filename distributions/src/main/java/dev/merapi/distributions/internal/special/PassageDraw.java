package dev.merapi.distributions.internal.special;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Elementwise3;
import dev.merapi.tensor.internal.random.Draws;
import org.jspecify.annotations.Nullable;

/**
 * When and where a Brownian motion with a drift leaves (0, 1) from a start within: the time for the
 * end at 1, minus the time for the end at 0, as a function of the drift, the start and of noise.
 *
 * <p>Exact, without a grid of time: the motion leaves the widest interval around its place that
 * stays within the ends, and so on until it is at an end, which every other step is. With half
 * width r and drift m, it leaves upwards with probability 1/(1 + e^(−2 m r)), after a time of
 * {@link ExitTime} in units of r², kept with probability e^(−m² t/2) (Girsanov); r is at most 1/|m|
 * so that most are kept. Where |m| r would be {@value #STRONG} or more, the other end of the
 * interval is out of reach, and the time is inverse Gaussian, with an error of e^(−2 |m| r). The
 * noise keys a stream of its own ({@link Key#ofBits}).
 *
 * <p>Source of the distribution of each step: Tuerlinckx, Maris, Ratcliff and De Boeck, "A
 * comparison of four methods for simulating the diffusion process" (2001), equations 16 to 19.
 */
public record PassageDraw() implements Elementwise3 {
  private static final double STRONG = 20;

  @Override
  public double scalar(double drift, double start, double noise) {
    if (!(Math.abs(drift) < Double.POSITIVE_INFINITY && start > 0 && start < 1)) {
      return Double.NaN;
    }
    Key key = Key.ofBits(noise);
    double place = start;
    double time = 0;
    for (int step = 0; ; step++) {
      double nearest = Math.min(place, 1 - place);
      boolean strong = Math.abs(drift) * nearest >= STRONG;
      double r = strong ? nearest : Math.min(nearest, 1 / Math.abs(drift));
      Key own = key.fold(step);
      time += strong ? passage(own, r, Math.abs(drift)) : exit(own, r, drift);
      boolean up = Draws.uniform(own.fold(1)) * (1 + Math.exp(-2 * drift * r)) < 1;
      if (r == nearest && (up ? place >= 0.5 : place <= 0.5)) {
        return up ? time : -time;
      }
      place += up ? r : -r;
    }
  }

  /** The time to leave (−r, r). */
  private static double exit(Key key, double r, double drift) {
    double[] u = new double[2];
    for (long attempt = 0; ; attempt++) {
      Draws.uniform(key, 2 * attempt, u, 0, 2);
      double time = r * r * ExitTime.quantile(u[0]);
      if (u[1] < Math.exp(-drift * drift * time / 2)) {
        return time;
      }
    }
  }

  /**
   * The time to reach r with drift m &gt; 0: inverse Gaussian of mean r/m and shape r², by the
   * smaller root of a quadratic equation (Michael, Schucany and Haas 1976).
   */
  private static double passage(Key key, double r, double m) {
    double z = Draws.normal(key);
    double mean = r / m;
    double half = z * z / (2 * r * m);
    double smaller = mean / (1 + half + Math.sqrt(half * (2 + half)));
    boolean kept = Draws.uniform(key.fold(2)) * (mean + smaller) < mean;
    return kept ? smaller : mean * (mean / smaller);
  }

  @Override
  public @Nullable Tensor sensitivity(
      int operand, Tensor drift, Tensor start, Tensor noise, Tensor y, Tensor dy) {
    return null;
  }
}
