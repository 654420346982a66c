package dev.merapi.infer.gibbs;

import static java.util.Objects.requireNonNull;

import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.infer.internal.program.GivenPotential;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Map;

/**
 * Continuous sites moved by a kernel on their density given the rest. The point is made anew before
 * each step, since the density has become another.
 */
final class MovedPart<S> implements Part {
  private static final long REFRESH = 0;
  private static final long STEP = 1;

  private final GivenPotential potential;
  private final PointKernel<S, ?> kernel;

  /** A kernel on a potential, both of this part alone. */
  MovedPart(GivenPotential potential, PointKernel<S, ?> kernel) {
    this.potential = potential;
    this.kernel = kernel;
  }

  private Point at(Map<String, Tensor> values) {
    potential.given(values);
    return Point.at(potential, potential.position(values));
  }

  @Override
  public Object begin(Key key, Map<String, Tensor> values) {
    return requireNonNull(kernel.begin(key, at(values)));
  }

  @Override
  @SuppressWarnings("unchecked") // what this part has given out
  public Move move(Key key, Map<String, Tensor> values, Object learnt) {
    S refreshed = kernel.moved(key.fold(REFRESH), (S) learnt, at(values));
    S next = kernel.step(key.fold(STEP), refreshed).state();
    return new Move(potential.values(kernel.position(next)), next);
  }

  @Override
  @SuppressWarnings("unchecked") // what this part has given out
  public long warmUpLeft(Object learnt) {
    return kernel.warmUpLeft((S) learnt);
  }

  @Override
  @SuppressWarnings("unchecked") // what this part has given out
  public void write(Object learnt, Encoder out) {
    kernel.codec().write((S) learnt, out);
  }

  @Override
  public Object read(Decoder in) {
    return requireNonNull(kernel.codec().read(in));
  }
}
