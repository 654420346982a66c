package dev.merapi.infer.kernel;

import dev.merapi.infer.mcmc.Column;
import dev.merapi.infer.mcmc.Divergence;
import dev.merapi.infer.mcmc.McmcInfo;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Nuts;
import dev.merapi.infer.mcmc.NutsLimits;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The No-U-Turn sampler with a step size that adapts within a trajectory: for funnels, whose neck
 * wants steps that are far too short for the rest.
 *
 * <p>A step of length ε is made of 2ᵏ leapfrogs of ε/2ᵏ, with the least k ≥ 0 for which |H′ − H| is
 * at most the tolerance. A trajectory ends before a step that needs more halvings than there may
 * be, and before one that is not reversible: backwards from its end a smaller k would do. So each
 * state of a trajectory leads to the same trajectory, and a draw from it by exp(−H) leaves the
 * target invariant; doubling, turning and drawing are those of {@link Nuts}.
 *
 * <p>The acceptance that it reports is the mean of exp(−|H′ − H|) of steps that are not halved.
 *
 * <pre>{@code
 * Sampler.of(Walnuts::new, WarmUp.ADAPTIVE)
 * }</pre>
 *
 * <p>Source: Bou-Rabee, Carpenter, Kleppe and Liu, "The within-orbit adaptive leapfrog No-U-Turn
 * sampler" (2025), with the deterministic choice of k.
 */
public final class Walnuts implements Tunable {
  private static final long MOMENTUM = 0;
  private static final long DIRECTION = 1;
  private static final long CHOICE = 2;

  private final Potential potential;
  private final Tuning tuning;
  private final Limits limits;
  private final Nuts search;

  /**
   * Where a trajectory is cut off.
   *
   * @param depth doublings at most, from 1 to 20
   * @param halvings of a step at most, from 0 to 20
   * @param tolerance the largest error of the energy over a step, above 0
   */
  public record Limits(int depth, int halvings, double tolerance) {
    /** Ten doublings, ten halvings, an error of ½. */
    public static final Limits STANDARD = new Limits(10, 10, 0.5);

    /**
     * Refuses limits out of range.
     *
     * @throws ArgumentException if one is
     */
    public Limits {
      if (depth < 1 || depth > 20 || halvings < 0 || halvings > 20 || !(tolerance > 0)) {
        throw new ArgumentException(
            "A trajectory has 1 to 20 doublings, a step 0 to 20 halvings, and the tolerance is positive, but got %d, %d and %s."
                .formatted(depth, halvings, tolerance));
      }
    }
  }

  /** With step size 1 in the unit metric and standard limits. */
  public Walnuts(Potential potential) {
    this(potential, Tuning.unit(potential.dimension()), Limits.STANDARD);
  }

  /**
   * The sampler of {@code potential}, of which it becomes the only user.
   *
   * @throws ArgumentException if the metric is one of other coordinates
   */
  public Walnuts(Potential potential, Tuning tuning, Limits limits) {
    this(potential, tuning, limits, new Nuts(potential, tuning, NutsLimits.STANDARD));
  }

  private Walnuts(Potential potential, Tuning tuning, Limits limits, Nuts search) {
    this.potential = potential;
    this.tuning = tuning;
    this.limits = limits;
    this.search = search;
  }

  @Override
  public Point init(double[] position) {
    return Point.at(potential, position);
  }

  @Override
  public Transition<Point, McmcInfo> step(Key key, Point state) {
    return orbit(key).from(state);
  }

  Orbit orbit(Key key) {
    return new Orbit(key);
  }

  @Override
  public List<Column<Point, McmcInfo>> columns() {
    List<Column<Point, McmcInfo>> columns = new ArrayList<>(Tunable.super.columns());
    columns.add(
        new Column<>(Column.SATURATED, (_, info) -> info.depth() >= limits.depth() ? 1 : 0));
    return List.copyOf(columns);
  }

  @Override
  public String identity() {
    return "Walnuts " + limits;
  }

  @Override
  public Tuning tuning() {
    return tuning;
  }

  @Override
  public Walnuts tuned(Tuning newTuning) {
    return newTuning.equals(tuning)
        ? this
        : new Walnuts(potential, newTuning, limits, search.tuned(newTuning));
  }

  @Override
  public double reasonableStepSize(Key key, Point at) {
    return search.reasonableStepSize(key, at);
  }

  /** The trajectory of one transition. */
  final class Orbit {
    private final Key key;
    private final Metric metric = tuning.metric();
    private double acceptances;
    private int steps;
    private int gradients;
    private long choices;
    private @Nullable Divergence divergence;

    private Orbit(Key key) {
      this.key = key;
    }

    Transition<Point, McmcInfo> from(Point state) {
      Span whole = Span.of(Place.at(state, metric, key.fold(MOMENTUM)));
      int depth = 0;
      boolean persists = true;
      while (persists && depth < limits.depth()) {
        boolean forward = Draws.uniform(key.fold(DIRECTION).fold(depth)) < 0.5;
        Span grown = grow(depth, forward ? whole.last() : whole.first(), forward ? 1 : -1);
        if (grown == null) {
          break;
        }
        persists = forward ? whole.persists(grown) : grown.persists(whole);
        Place taken =
            Math.log(uniform()) < grown.logWeight() - whole.logWeight()
                ? grown.chosen()
                : whole.chosen();
        whole = forward ? whole.then(grown, taken) : grown.then(whole, taken);
        depth++;
      }
      Place chosen = whole.chosen();
      return new Transition<>(
          chosen.point(),
          new McmcInfo(
              acceptances / Math.max(1, steps), chosen.energy, depth, gradients, divergence));
    }

    private double uniform() {
      return Draws.uniform(key.fold(CHOICE).fold(choices++));
    }

    /** The 2ᵈ states beyond a state; none if the trajectory must end before. */
    private @Nullable Span grow(int depth, Place from, int sign) {
      if (depth == 0) {
        Place next = stepped(from, sign * tuning.stepSize());
        return next == null ? null : Span.of(next);
      }
      Span near = grow(depth - 1, from, sign);
      if (near == null) {
        return null;
      }
      Span far = grow(depth - 1, sign > 0 ? near.last() : near.first(), sign);
      if (far == null || !(sign > 0 ? near.persists(far) : far.persists(near))) {
        return null;
      }
      double share = 1 / (1 + Math.exp(near.logWeight() - far.logWeight()));
      Place taken = uniform() < share ? far.chosen() : near.chosen();
      return sign > 0 ? near.then(far, taken) : far.then(near, taken);
    }

    /** The state one step on; none where the trajectory must end before. */
    @Nullable Place stepped(Place from, double stepSize) {
      Place to = from;
      for (int k = 0; k <= limits.halvings(); k++) {
        to = leapfrogs(from, stepSize, k);
        if (k == 0) {
          steps++;
          acceptances += Math.exp(-Math.abs(to.energy - from.energy));
        }
        if (Math.abs(to.energy - from.energy) <= limits.tolerance()) {
          return isReversible(to, stepSize, k) ? to : null;
        }
      }
      divergence =
          new Divergence(from.position, to.position, to.energy - from.energy, to.logDensity);
      return null;
    }

    private boolean isReversible(Place end, double stepSize, int k) {
      for (int fewer = k - 1; fewer >= 0; fewer--) {
        Place back = leapfrogs(end, -stepSize, fewer);
        if (Math.abs(back.energy - end.energy) <= limits.tolerance()) {
          return false;
        }
      }
      return true;
    }

    private Place leapfrogs(Place from, double stepSize, int k) {
      gradients += 1 << k;
      return from.on(potential, metric, Math.scalb(stepSize, -k), 1 << k);
    }
  }
}
