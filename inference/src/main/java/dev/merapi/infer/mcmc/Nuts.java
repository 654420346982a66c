package dev.merapi.infer.mcmc;

import dev.merapi.infer.internal.given.Counts;
import dev.merapi.tensor.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The No-U-Turn sampler: Hamiltonian Monte Carlo that decides by itself how far to go.
 *
 * <p>From (q, p) with p ~ Normal(0, M) the trajectory doubles, each time forwards or backwards at
 * random, until it turns back on itself ({@link Turning}), diverges or reaches its largest depth.
 * The next state is drawn from the trajectory: within a new half, each state with probability
 * proportional to exp(−H); between the old part and the new half, the new one with probability
 * min(1, w_new/w_old), which prefers distant states and leaves the target invariant all the same.
 *
 * <p>Randomness belongs to nodes of the tree ({@link Trajectory}), so that {@link NutsRecursive},
 * which builds the same tree in another order, gives the same transition bit for bit.
 *
 * <p>Sources: Hoffman and Gelman, "The No-U-Turn Sampler" (2014); Betancourt, "A Conceptual
 * Introduction to Hamiltonian Monte Carlo" (2017), appendices A.3 and A.4.
 */
public final class Nuts implements Tunable {
  private final Potential potential;
  private final Tuning tuning;
  private final Trajectory trajectory;
  private final StepSizeSearch search;

  /** The sampler of {@code potential} with step size 1 in the unit metric and standard limits. */
  public Nuts(Potential potential) {
    this(potential, Tuning.unit(potential.dimension()), NutsLimits.STANDARD);
  }

  /** The sampler of {@code potential}, of which it becomes the only user. */
  public Nuts(Potential potential, Tuning tuning, NutsLimits limits) {
    this(potential, tuning, new Trajectory(potential, limits), new StepSizeSearch(potential));
  }

  private Nuts(Potential potential, Tuning tuning, Trajectory trajectory, StepSizeSearch search) {
    this.potential = potential;
    this.tuning = tuning.of(potential);
    this.trajectory = trajectory;
    this.search = search;
  }

  @Override
  public Point init(double[] position) {
    return Point.at(potential, position);
  }

  @Override
  public Transition<Point, McmcInfo> step(Key key, Point state) {
    return trajectory.from(state, key, tuning);
  }

  @Override
  public Optional<Asking<Point, McmcInfo>> asking() {
    return Optional.of(new Asked());
  }

  /** The trajectory as it grows. */
  private final class Asked implements Asking<Point, McmcInfo> {
    @Override
    public Potential target() {
      return potential;
    }

    @Override
    public void start(Key key, Point state) {
      trajectory.begin(state, key, tuning);
    }

    @Override
    public boolean asks() {
      return !trajectory.isDone();
    }

    @Override
    public double[] position() {
      return trajectory.position();
    }

    @Override
    public double[] gradient() {
      return trajectory.gradient();
    }

    @Override
    public void give(double logDensity) {
      trajectory.give(logDensity);
    }

    @Override
    public Transition<Point, McmcInfo> transition() {
      return trajectory.transition();
    }
  }

  /** The usual columns, and whether the tree was as deep as it may be. */
  @Override
  public List<Column<Point, McmcInfo>> columns() {
    List<Column<Point, McmcInfo>> columns = new ArrayList<>(McmcInfo.COLUMNS);
    columns.add(
        new Column<>(
            Column.SATURATED, (_, info) -> info.depth() >= trajectory.limits().maxDepth() ? 1 : 0));
    return List.copyOf(columns);
  }

  @Override
  public boolean figures(Point state, McmcInfo info, double[] into) {
    Counts.room(McmcInfo.COLUMNS.size() + 1, into);
    int count = info.figures(state, into);
    into[count] = info.depth() >= trajectory.limits().maxDepth() ? 1 : 0;
    return true;
  }

  @Override
  public String identity() {
    return "Nuts " + trajectory.limits();
  }

  @Override
  public Tuning tuning() {
    return tuning;
  }

  @Override
  @SuppressWarnings("ReferenceEquality") // behind warm-up it is the same one in every step
  public Nuts tuned(Tuning newTuning) {
    return newTuning == tuning || newTuning.equals(tuning)
        ? this
        : new Nuts(potential, newTuning, trajectory, search);
  }

  @Override
  public double reasonableStepSize(Key key, Point at) {
    return search.from(tuning, key, at);
  }
}
