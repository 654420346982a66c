package dev.merapi.infer.tempering;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.infer.mcmc.McmcInfo;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Every level moves by its own kernel, then neighbours exchange their places: pairs (0, 1), (2, 3),
 * … in one step, (1, 2), (3, 4), … in the next.
 */
final class Swapping implements PointKernel<Replicas, Swaps> {
  private static final long MOVE = 0;
  private static final long SWAP = 1;

  private final Tempering settings;
  private final Potential reference;
  private final Potential target;
  private final List<Tunable> kernels = new ArrayList<>();

  Swapping(Tempering settings, Potential target) {
    this.settings = settings;
    this.reference = settings.reference().fork();
    this.target = target;
    for (double beta : settings.betas()) {
      kernels.add(settings.explorer().apply(new Between(reference, target, beta)));
    }
  }

  @Override
  public Replicas begin(Key key, Point start) {
    int levels = kernels.size();
    List<Place> places = Collections.nCopies(levels, Place.at(reference, target, start.position()));
    List<Integer> order = new ArrayList<>();
    for (int k = 0; k < levels; k++) {
      order.add(k);
    }
    return replicas(places, order, Collections.nCopies(levels, false), 0, 0);
  }

  private Replicas replicas(
      List<Place> places, List<Integer> order, List<Boolean> rising, long iteration, long trips) {
    List<Point> points = new ArrayList<>();
    List<Double> works = new ArrayList<>();
    for (int k = 0; k < places.size(); k++) {
      points.add(places.get(k).under(settings.betas().get(k)));
      works.add(places.get(k).work());
    }
    return new Replicas(points, works, order, rising, iteration, trips);
  }

  @Override
  public Transition<Replicas, Swaps> step(Key key, Replicas state) {
    int levels = kernels.size();
    List<Place> places = new ArrayList<>();
    long evaluations = 0;
    for (int k = 0; k < levels; k++) {
      Transition<Point, McmcInfo> moved =
          kernels.get(k).step(key.fold(MOVE).fold(k), state.points().get(k));
      evaluations += moved.info().leapfrogs() + 1;
      places.add(Place.at(reference, target, moved.state().position()));
    }
    double[] uniforms = new double[levels];
    Draws.uniform(key.fold(SWAP), uniforms, 0, levels);
    List<Integer> order = new ArrayList<>(state.replica());
    List<Double> acceptance = new ArrayList<>();
    for (int k = 0; k + 1 < levels; k++) {
      double apart = settings.betas().get(k + 1) - settings.betas().get(k);
      double error = apart * (places.get(k).work() - places.get(k + 1).work());
      acceptance.add(Double.isNaN(error) ? 0 : Math.min(1, Math.exp(error)));
    }
    for (int k = (int) (state.iteration() % 2); k + 1 < levels; k += 2) {
      if (uniforms[k] < acceptance.get(k)) {
        Collections.swap(places, k, k + 1);
        Collections.swap(order, k, k + 1);
      }
    }
    List<Boolean> rising = new ArrayList<>(state.rising());
    boolean arrives = rising.get(order.getLast());
    rising.set(order.getFirst(), true);
    rising.set(order.getLast(), false);
    return new Transition<>(
        replicas(places, order, rising, state.iteration() + 1, state.trips() + (arrives ? 1 : 0)),
        new Swaps(acceptance, evaluations));
  }

  @Override
  public Codec<Replicas> codec() {
    return Replicas.CODEC;
  }

  @Override
  public double[] position(Replicas state) {
    return state.points().getLast().position();
  }

  @Override
  public List<Column<Replicas, Swaps>> columns() {
    List<Column<Replicas, Swaps>> columns = new ArrayList<>();
    columns.add(
        new Column<>(Column.LOG_DENSITY, (state, _) -> state.points().getLast().logDensity()));
    columns.add(new Column<>(Column.STEPS, (_, swaps) -> swaps.evaluations()));
    columns.add(new Column<>(Tempering.TRIPS, (state, _) -> state.trips()));
    for (int k = 0; k < kernels.size(); k++) {
      int level = k;
      columns.add(new Column<>(Tempering.WORK + k, (state, _) -> state.works().get(level)));
      if (k + 1 < kernels.size()) {
        columns.add(
            new Column<>(Tempering.EXCHANGE + k, (_, swaps) -> swaps.acceptance().get(level)));
      }
    }
    return columns;
  }

  @Override
  public long warmUpLeft(Replicas state) {
    return Math.max(0, settings.warmUp() - state.iteration());
  }

  @Override
  public String identity() {
    return "Tempering %s, warm-up %d, %s"
        .formatted(settings.betas(), settings.warmUp(), kernels.getFirst().identity());
  }

  /** A position with both densities. */
  private record Place(Point hot, Point cold) {
    static Place at(Potential reference, Potential target, double[] position) {
      return new Place(Point.at(reference, position), Point.at(target, position));
    }

    double work() {
      return cold.logDensity() - hot.logDensity();
    }

    Point under(double beta) {
      if (beta == 0) {
        return hot;
      }
      if (beta == 1) {
        return cold;
      }
      double[] gradient = cold.gradient();
      double[] other = hot.gradient();
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = beta * gradient[i] + (1 - beta) * other[i];
      }
      return new Point(
          cold.position(), beta * cold.logDensity() + (1 - beta) * hot.logDensity(), gradient);
    }
  }
}
