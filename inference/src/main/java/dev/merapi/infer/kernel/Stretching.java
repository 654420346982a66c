package dev.merapi.infer.kernel;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The walkers of one half after the other, each by one of the other half. */
record Stretching(Stretch settings, Potential target) implements Kernel<List<Point>, Double> {
  @Override
  public Transition<List<Point>, Double> step(Key key, List<Point> state) {
    List<Point> walkers = new ArrayList<>(state);
    int half = settings.walkers() / 2;
    double acceptance = 0;
    for (int w = 0; w < walkers.size(); w++) {
      int other = w < half ? half : 0;
      double[] uniform = new double[3];
      Draws.uniform(key.fold(w), uniform, 0, 3);
      int partner = other + Math.min(half - 1, (int) (half * uniform[0]));
      double root = 1 + (settings.scale() - 1) * uniform[1];
      double z = root * root / settings.scale();
      Point proposal = between(walkers.get(partner), walkers.get(w), z);
      double log =
          (proposal.dimension() - 1) * Math.log(z)
              + proposal.logDensity()
              - walkers.get(w).logDensity();
      boolean fault = !(proposal.logDensity() < Double.POSITIVE_INFINITY) || Double.isNaN(log);
      double share = fault ? 0 : Math.min(1, Math.exp(log));
      acceptance += share / walkers.size();
      if (uniform[2] < share) {
        walkers.set(w, proposal);
      }
    }
    return new Transition<>(List.copyOf(walkers), acceptance);
  }

  private Point between(Point fixed, Point moving, double z) {
    double[] position = new double[fixed.dimension()];
    for (int i = 0; i < position.length; i++) {
      double y = fixed.coordinate(i);
      position[i] = y + z * (moving.coordinate(i) - y);
    }
    return Point.at(target, position);
  }

  @Override
  public Codec<List<Point>> codec() {
    return Stretch.codec();
  }

  @Override
  public double[] position(List<Point> state) {
    return state.stream().flatMapToDouble(point -> Arrays.stream(point.position())).toArray();
  }

  @Override
  public List<Column<List<Point>, Double>> columns() {
    return List.of(
        new Column<>(Column.ACCEPTANCE, (_, acceptance) -> acceptance),
        new Column<>(Column.STEPS, (_, _) -> settings.walkers()));
  }

  @Override
  public String identity() {
    return settings.toString();
  }
}
