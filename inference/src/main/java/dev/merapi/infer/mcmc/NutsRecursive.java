package dev.merapi.infer.mcmc;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The No-U-Turn sampler as it is usually written: a tree built by recursion, of immutable parts.
 *
 * <p>Slow and plain, it is the oracle of {@link Nuts}: the same transition for the same key and
 * state, bit for bit. Do not sample with it.
 */
final class NutsRecursive implements Tunable {
  private final Potential potential;
  private final Tuning tuning;
  private final NutsLimits limits;

  /** The sampler of {@code potential}, of which it becomes the only user. */
  public NutsRecursive(Potential potential, Tuning tuning, NutsLimits limits) {
    this.potential = potential;
    this.tuning = tuning.of(potential);
    this.limits = limits;
  }

  /** A state of the trajectory; v = M⁻¹ p. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record State(Point point, double[] p, double[] v) {
    double energy() {
      double energy = Metric.kinetic(p, v) - point.logDensity();
      return Math.abs(energy) < Double.POSITIVE_INFINITY ? energy : Double.POSITIVE_INFINITY;
    }
  }

  /** Consecutive states: the first and last made, ρ, the state drawn from them, their weight. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Tree(State first, State last, double[] rho, State drawn, double weight) {
    static Tree of(State state, double weight) {
      return new Tree(state, state, state.p, state, weight);
    }

    Tree flipped() {
      return new Tree(/* first= */ last, /* last= */ first, rho, drawn, weight);
    }

    boolean persistsWith(Tree next) {
      return goesAlong(first, next.last, sum(rho, next.rho))
          && goesAlong(first, next.first, sum(rho, next.first.p))
          && goesAlong(last, next.last, sum(last.p, next.rho));
    }

    /** Both, with the state of the second taken with its share of the weight. */
    Tree joined(Tree next, double u) {
      return with(next, u * (weight + next.weight) < next.weight);
    }

    /** Both, with the state of the second taken with probability min(1, w′/w). */
    Tree extended(Tree next, double u) {
      return with(next, u * weight < next.weight);
    }

    private Tree with(Tree next, boolean takeNext) {
      State taken = takeNext ? next.drawn : drawn;
      return new Tree(first, next.last, sum(rho, next.rho), taken, weight + next.weight);
    }
  }

  @Override
  public Point init(double[] position) {
    return Point.at(potential, position);
  }

  @Override
  public Transition<Point, McmcInfo> step(Key key, Point point) {
    int n = potential.dimension();
    double[] p = new double[n];
    Draws.normal(key.fold(Trajectory.MOMENTUM), p, 0, n);
    tuning.metric().momentum(p, p);
    State start = new State(point, p, velocity(p));
    double[] uniforms = new double[2 << limits.maxDepth()];
    Draws.uniform(key.fold(Trajectory.TREE), uniforms, 0, uniforms.length);

    Tree whole = Tree.of(start, 1);
    Growth growth = new Growth(start.energy(), uniforms);
    boolean endsForward = true;
    int depth = 0;
    while (depth < limits.maxDepth()) {
      boolean goForward = Trajectory.goesForward(uniforms[0], depth);
      if (goForward != endsForward) {
        whole = whole.flipped();
        endsForward = goForward;
      }
      growth.stepSize = goForward ? tuning.stepSize() : -tuning.stepSize();
      Tree grown = growth.build(whole.last, depth, depth, 0);
      if (grown == null) {
        break;
      }
      boolean persists = whole.persistsWith(grown);
      whole = whole.extended(grown, uniforms[1 << depth]);
      depth++;
      if (!persists) {
        break;
      }
    }
    double sum = 0;
    for (double acceptance : growth.acceptances) {
      sum += acceptance;
    }
    int leapfrogs = growth.acceptances.size();
    return new Transition<>(
        whole.drawn.point,
        new McmcInfo(sum / leapfrogs, whole.drawn.energy(), depth, leapfrogs, growth.divergence));
  }

  /** What the recursion carries along. */
  private final class Growth {
    final double startEnergy;
    final List<Double> acceptances = new ArrayList<>();
    final double[] uniforms;
    double stepSize;
    @Nullable Divergence divergence;

    Growth(double startEnergy, double[] uniforms) {
      this.startEnergy = startEnergy;
      this.uniforms = uniforms;
    }

    /**
     * Node {@code index} of {@code height} in doubling {@code depth}, grown on from {@code edge}.
     */
    @Nullable Tree build(State edge, int depth, int height, int index) {
      if (height == 0) {
        State next = leapfrog(edge, stepSize);
        double error = next.energy() - startEnergy;
        acceptances.add(Math.min(1, Weight.of(error)));
        if (limits.diverges(error)) {
          divergence =
              new Divergence(
                  edge.point.position(), next.point.position(), error, next.point.logDensity());
          return null;
        }
        return Tree.of(next, Weight.of(error));
      }
      Tree early = build(edge, depth, height - 1, 2 * index);
      if (early == null) {
        return null;
      }
      Tree late = build(early.last, depth, height - 1, 2 * index + 1);
      if (late == null || !early.persistsWith(late)) {
        return null;
      }
      double u = uniforms[(1 << depth) + (1 << (depth - height)) + index];
      return early.joined(late, u);
    }
  }

  private State leapfrog(State s, double stepSize) {
    double[] halfway = plus(s.p, 0.5 * stepSize, s.point.gradient());
    Point next = Point.at(potential, plus(s.point.position(), stepSize, velocity(halfway)));
    double[] p = plus(halfway, 0.5 * stepSize, next.gradient());
    return new State(next, p, velocity(p));
  }

  private double[] velocity(double[] p) {
    double[] v = new double[p.length];
    tuning.metric().velocity(p, v);
    return v;
  }

  private static boolean goesAlong(State a, State b, double[] rho) {
    return Metric.kinetic(a.v, rho) > 0 && Metric.kinetic(b.v, rho) > 0;
  }

  private static double[] sum(double[] a, double[] b) {
    return plus(a, 1, b);
  }

  private static double[] plus(double[] a, double factor, double[] b) {
    double[] sum = new double[a.length];
    for (int i = 0; i < a.length; i++) {
      sum[i] = a[i] + factor * b[i];
    }
    return sum;
  }

  @Override
  public Tuning tuning() {
    return tuning;
  }

  @Override
  public NutsRecursive tuned(Tuning newTuning) {
    return new NutsRecursive(potential, newTuning, limits);
  }

  @Override
  public double reasonableStepSize(Key key, Point at) {
    return new StepSizeSearch(potential).from(tuning, key, at);
  }
}
