package dev.merapi.infer.mcmc;

import dev.merapi.infer.codec.Codec;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.List;

/** A kernel so many times, a fixed number; the report is the last. */
record Repeated<S, I>(Kernel<S, I> kernel, int times) implements Kernel<S, I> {
  Repeated {
    if (times < 1) {
      throw new ArgumentException(
          "A kernel is repeated at least once, but %d times were asked for.".formatted(times));
    }
  }

  @Override
  public Transition<S, I> step(Key key, S state) {
    Transition<S, I> at = kernel.step(key.fold(0), state);
    for (int k = 1; k < times; k++) {
      at = kernel.step(key.fold(k), at.state());
    }
    return at;
  }

  @Override
  public Codec<S> codec() {
    return kernel.codec();
  }

  @Override
  public double[] position(S state) {
    return kernel.position(state);
  }

  @Override
  public List<Column<S, I>> columns() {
    return kernel.columns();
  }

  @Override
  public String identity() {
    return kernel.identity() + " × " + times;
  }
}
