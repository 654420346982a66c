package dev.merapi.infer.mcmc;

import dev.merapi.infer.codec.Codec;
import dev.merapi.tensor.Key;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A kernel that moves some coordinates of a point and leaves the others where they are: it sees the
 * density as a function of its own.
 */
final class Conditioned implements PointKernel<Point, McmcInfo> {
  private final Potential whole;
  private final int[] block;
  private final Slice slice;
  private final Tunable kernel;

  Conditioned(Potential whole, int[] block, Function<Potential, ? extends Tunable> kernel) {
    this.whole = whole;
    this.block = block.clone();
    this.slice = new Slice(whole, this.block);
    this.kernel = kernel.apply(slice);
  }

  /** The density as a function of a block, the other coordinates being held. */
  @SuppressWarnings("ArrayRecordComponent") // never leaves the kernel
  private record Slice(Potential whole, int[] block, double[] position, double[] gradient)
      implements Potential {
    Slice(Potential whole, int[] block) {
      this(whole, block, new double[whole.dimension()], new double[whole.dimension()]);
    }

    @Override
    public int dimension() {
      return block.length;
    }

    @Override
    public double logDensityAndGradient(double[] part, double[] partGradient) {
      for (int i = 0; i < block.length; i++) {
        position[block[i]] = part[i];
      }
      double value = whole.logDensityAndGradient(position, gradient);
      for (int i = 0; i < block.length; i++) {
        partGradient[i] = gradient[block[i]];
      }
      return value;
    }

    @Override
    public Potential fork() {
      Slice fork = new Slice(whole.fork(), block);
      System.arraycopy(position, 0, fork.position, 0, position.length);
      return fork;
    }
  }

  @Override
  public Point begin(Key key, Point start) {
    return start;
  }

  @Override
  public Transition<Point, McmcInfo> step(Key key, Point state) {
    System.arraycopy(state.position(), 0, slice.position(), 0, whole.dimension());
    double[] part = Arrays.stream(block).mapToDouble(state::coordinate).toArray();
    Transition<Point, McmcInfo> moved = kernel.step(key, kernel.init(part));
    double[] position = state.position();
    for (int i = 0; i < block.length; i++) {
      position[block[i]] = moved.state().coordinate(i);
    }
    return new Transition<>(Point.at(whole, position), moved.info());
  }

  @Override
  public Codec<Point> codec() {
    return Point.CODEC;
  }

  @Override
  public double[] position(Point state) {
    return state.position();
  }

  @Override
  public List<Column<Point, McmcInfo>> columns() {
    return McmcInfo.COLUMNS;
  }

  @Override
  public String identity() {
    return kernel.identity() + " on " + Arrays.toString(block);
  }
}
