package dev.merapi.dist.special;

import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.op.Elementwise3;
import dev.merapi.tensor.random.Draws;
import dev.merapi.tensor.random.Key;
import org.jspecify.annotations.Nullable;

/**
 * When and where a Brownian motion with a drift leaves (0, 1) from a start within: the time for the
 * end at 1, minus the time for the end at 0, as a function of the drift, the start and of noise.
 *
 * <p>Exact, without a grid of time: the motion leaves the widest interval around its place that
 * stays within the ends, and so on until it is at an end, which every other step is. With half
 * width r and drift m, it leaves upwards with probability 1/(1 + e^(−2 m r)), after a time of
 * {@link ExitTime} in units of r², kept with probability e^(−m² t/2) (Girsanov); r is at most 1/|m|
 * so that most are kept. The noise keys a stream of its own ({@link Key#ofBits}).
 *
 * <p>Source of the law of each step: Tuerlinckx, Maris, Ratcliff and De Boeck, "A comparison of
 * four methods for simulating the diffusion process" (2001), equations 16 to 19.
 */
public record PassageDraw() implements Elementwise3 {
  @Override
  public double scalar(double drift, double start, double noise) {
    if (!(Math.abs(drift) < Double.POSITIVE_INFINITY && start > 0 && start < 1)) {
      return Double.NaN;
    }
    Key key = Key.ofBits(noise);
    double[] u = new double[3];
    double place = start;
    double time = 0;
    for (long draw = 0; ; ) {
      double nearest = Math.min(place, 1 - place);
      double r = Math.min(nearest, 1 / Math.abs(drift));
      double step;
      do {
        Draws.uniform(key, 3 * draw++, u, 0, 3);
        step = r * r * ExitTime.quantile(u[0]);
      } while (u[1] >= Math.exp(-drift * drift * step / 2));
      time += step;
      boolean up = u[2] * (1 + Math.exp(-2 * drift * r)) < 1;
      if (r == nearest && (up ? place >= 0.5 : place <= 0.5)) {
        return up ? time : -time;
      }
      place += up ? r : -r;
    }
  }

  @Override
  public @Nullable Tensor sensitivity(
      int operand, Tensor drift, Tensor start, Tensor noise, Tensor y, Tensor dy) {
    return null;
  }
}
