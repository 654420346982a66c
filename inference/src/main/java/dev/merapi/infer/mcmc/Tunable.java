package dev.merapi.infer.mcmc;

import dev.merapi.infer.codec.Codec;
import dev.merapi.tensor.Key;
import java.util.List;
import java.util.Optional;

/**
 * A kernel that moves {@link Point}s and can be tuned: warm-up sees a kernel only like this.
 *
 * <p>For a fixed tuning it leaves its target invariant; retuning between steps is what warm-up does
 * and what ends with it.
 */
public interface Tunable extends PointKernel<Point, McmcInfo> {
  /** The point at {@code position}. */
  Point init(double[] position);

  /** The tuning this kernel runs with. */
  Tuning tuning();

  /** The same kernel with another tuning. It shares this one's scratch arrays, and its thread. */
  Tunable tuned(Tuning tuning);

  /**
   * A step size of the right order of magnitude at {@code at}, found from {@link #tuning()} by
   * trial; kernels without such a rule return the step size they have.
   */
  double reasonableStepSize(Key key, Point at);

  /** Whether the step size does anything; if not, warm-up leaves it as it is. */
  default boolean hasStepSize() {
    return true;
  }

  @Override
  default Point begin(Key key, Point start) {
    return start;
  }

  @Override
  default Codec<Point> codec() {
    return Point.CODEC;
  }

  @Override
  default double[] position(Point state) {
    return state.position();
  }

  @Override
  default List<Column<Point, McmcInfo>> columns() {
    return McmcInfo.COLUMNS;
  }

  @Override
  default Optional<Tuning> tuning(Point state) {
    return Optional.of(tuning());
  }

  @Override
  default Optional<Divergence> divergence(McmcInfo info) {
    return Optional.ofNullable(info.divergence());
  }
}
