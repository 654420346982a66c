package dev.merapi.infer.mcmc;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The report on one transition.
 *
 * @param acceptance the mean of min(1, π′/π) over the states the transition looked at, in [0, 1];
 *     what step-size adaptation steers
 * @param energy H = −log p(q) + ½ pᵀ M⁻¹ p of the new state; −log p(q) for kernels without momentum
 * @param depth doublings of the trajectory; 0 for kernels without a tree
 * @param leapfrogs gradient evaluations
 * @param divergence where the integrator left the level set of the energy, if it did
 */
public record McmcInfo(
    double acceptance, double energy, int depth, int leapfrogs, @Nullable Divergence divergence) {
  /** What is kept of every transition. */
  static final List<Column<Point, McmcInfo>> COLUMNS =
      List.of(
          new Column<>(Column.LOG_DENSITY, (point, _) -> point.logDensity()),
          new Column<>(Column.ENERGY, (_, info) -> info.energy()),
          new Column<>(Column.ACCEPTANCE, (_, info) -> info.acceptance()),
          new Column<>(Column.DEPTH, (_, info) -> info.depth()),
          new Column<>(Column.STEPS, (_, info) -> info.leapfrogs()),
          new Column<>(Column.DIVERGING, (_, info) -> info.divergent() ? 1 : 0));

  /** Writes the figures of {@link #COLUMNS}; returns how many there are. */
  int figures(Point point, double[] into) {
    into[0] = point.logDensity();
    into[1] = energy;
    into[2] = acceptance;
    into[3] = depth;
    into[4] = leapfrogs;
    into[5] = divergent() ? 1 : 0;
    return 6;
  }

  /** Whether the trajectory diverged. */
  public boolean divergent() {
    return divergence != null;
  }
}
