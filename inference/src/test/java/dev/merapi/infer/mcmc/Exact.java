package dev.merapi.infer.mcmc;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.kernel.ExpKernel;
import dev.merapi.tensor.internal.random.Draws;
import java.util.Arrays;
import java.util.List;

/**
 * Targets of two coordinates that can be drawn from exactly, with functions whose mean is then 0.
 */
public abstract class Exact {
  /** How many standard normals a draw is made of. */
  public static final int NORMALS = 8;

  private final String name;
  private final Potential potential;

  private Exact(String name, Potential potential) {
    this.name = name;
    this.potential = potential;
  }

  /** All of them; the last one has data, which belong to the last draw, and to one thread. */
  public static List<Exact> all() {
    return List.of(normal(), correlated(), banana(), funnel(), joint());
  }

  /** Those whose density is always the same. */
  public static List<Exact> fixed() {
    return all().subList(0, 4);
  }

  public final Potential potential() {
    return potential;
  }

  /** A draw, of standard normals. */
  public abstract double[] draw(double[] z);

  /** Functions of a draw whose mean is 0. */
  public abstract double[] centred(double x, double y);

  /**
   * Moves exact draws by a kernel: the means of the centred functions, in standard errors. Where
   * the kernel leaves the target invariant, each is about standard normal.
   */
  public final double[] scores(Kernel<Point, ?> kernel, Key key, int draws) {
    double[] z = new double[NORMALS];
    double[] sum = new double[centred(0, 0).length];
    double[] squares = sum.clone();
    for (int i = 0; i < draws; i++) {
      Draws.normal(key.fold(i).fold("exact"), z, 0, z.length);
      Point from = Point.at(potential, draw(z));
      Point to = kernel.step(key.fold(i).fold("step"), from).state();
      double[] moments = centred(to.coordinate(0), to.coordinate(1));
      for (int k = 0; k < sum.length; k++) {
        sum[k] += moments[k];
        squares[k] += moments[k] * moments[k];
      }
    }
    double[] scores = new double[sum.length];
    for (int k = 0; k < sum.length; k++) {
      scores[k] = sum[k] / Math.sqrt(squares[k]);
    }
    return scores;
  }

  @Override
  public final String toString() {
    return name;
  }

  private static Exact normal() {
    return new Exact("normal", new Targets.Normals(1, 3)) {
      @Override
      public double[] draw(double[] z) {
        return new double[] {z[0], 3 * z[1]};
      }

      @Override
      public double[] centred(double x, double y) {
        return new double[] {
          x, y, x * x - 1, y * y - 9, x * y, Math.pow(x, 4) - 3, Math.cos(x) - Math.exp(-0.5)
        };
      }
    };
  }

  private static Exact correlated() {
    return new Exact("correlated", new Targets.Correlated(0.9)) {
      @Override
      public double[] draw(double[] z) {
        return new double[] {z[0], 0.9 * z[0] + Math.sqrt(1 - 0.81) * z[1]};
      }

      @Override
      public double[] centred(double x, double y) {
        return new double[] {x, y, x * x - 1, y * y - 1, x * y - 0.9, Math.pow(y, 4) - 3};
      }
    };
  }

  /** A banana. */
  public static Exact banana() {
    return new Exact("banana", new Targets.Banana()) {
      @Override
      public double[] draw(double[] z) {
        return new double[] {z[0], z[0] * z[0] + z[1]};
      }

      @Override
      public double[] centred(double x, double y) {
        return new double[] {x, y - 1, x * x - 1, y * y - 4, x * y, x * x * y - 3};
      }
    };
  }

  /** v ~ Normal(0, 1.5), x ~ Normal(0, eᵛ): scales from 0.05 to 20. */
  private static Exact funnel() {
    return new Exact("funnel", new Targets.Funnel(1.5)) {
      @Override
      public double[] draw(double[] z) {
        return new double[] {1.5 * z[0], Math.exp(1.5 * z[0]) * z[1]};
      }

      @Override
      public double[] centred(double v, double x) {
        double standard = x * Math.exp(-v);
        return new double[] {
          v,
          v * v - 2.25,
          standard,
          standard * standard - 1,
          v * standard,
          v * (standard * standard - 1),
          Math.tanh(x)
        };
      }
    };
  }

  /** A mean and a log scale with three data, which are drawn with them. */
  private static Exact joint() {
    Targets.Located located = new Targets.Located(new double[3]);
    return new Exact("joint", located) {
      @Override
      public double[] draw(double[] z) {
        double[] at = {z[0], 0.5 * z[1]};
        Arrays.setAll(located.data(), i -> at[0] + ExpKernel.scalar(at[1]) * z[2 + i]);
        return at;
      }

      @Override
      public double[] centred(double mu, double lambda) {
        double[] y = located.data();
        double mean = (y[0] + y[1] + y[2]) / 3;
        double precision = Math.exp(-2 * lambda);
        double spread = 0;
        for (double each : y) {
          spread += (each - mean) * (each - mean);
        }
        return new double[] {
          mu,
          mu * mu - 1,
          lambda,
          lambda * lambda - 0.25,
          mu * mean - 1,
          3 * (mean - mu) * (mean - mu) * precision - 1,
          spread * precision - 2,
          lambda * (spread * precision - 2)
        };
      }
    };
  }
}
