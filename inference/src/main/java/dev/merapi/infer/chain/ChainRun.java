package dev.merapi.infer.chain;

import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.tensor.ArgumentException;

/** One chain from a state on. */
public final class ChainRun {
  private ChainRun() {}

  /**
   * So many iterations of a kernel from a state: a function of its arguments alone, so it may run
   * anywhere, on a thread, in another process or on another machine, with the same result. {@code
   * steps(a + b)} is {@code steps(a)} followed from its last state by {@code steps(b)} ({@link
   * Chain#then}), if the thinning divides what a draws.
   *
   * @param kernel the kernel, used by no other thread
   * @param from where the chain is
   * @param iterations the transitions to make, warm-up included
   * @param thinning the transitions made for each draw kept, at least 1
   * @return the draws made after warm-up, and the state to go on from
   * @throws ArgumentException if {@code iterations} is negative or {@code thinning} below 1
   */
  public static <S, I> Chain steps(
      Kernel<S, I> kernel, ChainState from, long iterations, int thinning) {
    if (iterations < 0 || thinning < 1) {
      throw new ArgumentException(
          "A chain makes at least 0 iterations, and at least 1 for each draw, but %d and %d were asked for."
              .formatted(iterations, thinning));
    }
    Recorder<S, I> recorder = new Recorder<>(kernel, from, thinning);
    for (long i = 0; i < iterations; i++) {
      recorder.step();
    }
    return recorder.chain(true);
  }
}
