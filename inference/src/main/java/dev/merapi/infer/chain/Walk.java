package dev.merapi.infer.chain;

import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.tensor.Key;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A kernel of one chain and where the chain begins.
 *
 * @param kernel the kernel, of this chain alone
 * @param first the first state; its key is that of the chain, folded by 0 and 1 and no other
 *     number, if it needs random numbers
 */
public record Walk<S, I>(Kernel<S, I> kernel, Function<Key, S> first) {
  /** The part of a chain's key that its iterations use. */
  private static final long ITERATE = 2;

  /** Runs until all draws are made or {@code stop} says so; goes on from what was made before. */
  Chain run(
      int number,
      Key key,
      Optional<Chain> before,
      Runner plan,
      Progress progress,
      Saver saver,
      BooleanSupplier stop) {
    Recorder<S, I> recorder =
        before
            .map(chain -> new Recorder<>(kernel, chain, plan.thinning()))
            .orElseGet(
                () ->
                    new Recorder<>(
                        kernel,
                        ChainState.first(number, key.fold(ITERATE), kernel, first.apply(key)),
                        plan.thinning()));
    long total = recorder.left(plan.draws());
    long done = 0;
    boolean warmingUp = recorder.warmUpLeft() > 0;
    while ((warmingUp || recorder.size() < plan.draws()) && !stop.getAsBoolean()) {
      recorder.step();
      done++;
      progress.update(recorder.progress(warmingUp, done, total));
      saver.offer(recorder);
      warmingUp = recorder.warmUpLeft() > 0;
    }
    Chain chain = recorder.chain(!warmingUp && recorder.size() >= plan.draws());
    saver.done(chain);
    return chain;
  }
}
