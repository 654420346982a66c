package dev.merapi.infer.internal.chained;

import dev.merapi.infer.Posterior;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.chain.Runner;
import dev.merapi.infer.chain.Walk;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.tensor.Key;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Chains of kernels whose states are values by site. */
public final class Chained {
  /** One step in so many is left out at the beginning. */
  private static final int LEFT_OUT = 5;

  private Chained() {}

  /**
   * The draws of several chains.
   *
   * @param kernel a kernel for each chain
   * @param init the first state, before those that are left out
   */
  public static <S, K extends Kernel<S, ?>> Posterior posterior(
      Supplier<K> kernel,
      BiFunction<K, Key, S> init,
      Function<S, List<String>> names,
      Key key,
      int chains,
      int draws) {
    Runner runner =
        new Runner(
            _ -> {
              K own = kernel.get();
              Kernel<S, ?> any = own;
              return walk(any, start -> init.apply(own, start), draws / LEFT_OUT);
            },
            draws,
            1,
            chains,
            Runtime.getRuntime().availableProcessors(),
            "");
    S example = init.apply(kernel.get(), key.fold("names"));
    return Posterior.of(names.apply(example), runner.run(key, Progress.NONE));
  }

  private static <S, I> Walk<S, I> walk(Kernel<S, I> kernel, Function<Key, S> init, int leftOut) {
    return new Walk<>(
        kernel,
        key -> {
          S at = init.apply(key.fold(0));
          for (int i = 0; i < leftOut; i++) {
            at = kernel.step(key.fold(1).fold(i), at).state();
          }
          return at;
        });
  }
}
