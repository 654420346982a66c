package dev.merapi.infer.chain;

import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A kernel of one chain and where the chain begins.
 *
 * @param kernel the kernel, of this chain alone
 * @param first the first state; its key is that of the chain, folded by 0 and 1 and no other
 *     number, if it needs random numbers; where it takes long it ends when told to stop
 * @param found the start behind that state, asked after it
 * @param target the density whose gradients the kernel asks for, where it is that of all chains, so
 *     that they can be computed in one pass
 */
public record Walk<S, I>(
    Kernel<S, I> kernel,
    BiFunction<Key, BooleanSupplier, S> first,
    Supplier<Found> found,
    Optional<Potential> target) {
  /** The part of a chain's key that its iterations use. */
  private static final long ITERATE = 2;

  private static final Found UNKNOWN =
      new Found(new Point(new double[0], 0, new double[0]), 0, List.of());

  /** A kernel and a first state of which nothing more is told. */
  public Walk(Kernel<S, I> kernel, Function<Key, S> first) {
    this(kernel, (key, _) -> first.apply(key), () -> UNKNOWN, Optional.empty());
  }

  /** A kernel and a first state that is there at once. */
  public Walk(Kernel<S, I> kernel, Function<Key, S> first, Supplier<Found> found) {
    this(kernel, (key, _) -> first.apply(key), found, Optional.empty());
  }

  /**
   * A kernel and a first state that is there at once.
   *
   * @param target the density whose gradients the kernel asks for, if it asks
   */
  public Walk(
      Kernel<S, I> kernel,
      Function<Key, S> first,
      Supplier<Found> found,
      Optional<Potential> target) {
    this(kernel, (key, _) -> first.apply(key), found, target);
  }

  /** A kernel and a first state that may take long to reach. */
  public Walk(Kernel<S, I> kernel, BiFunction<Key, BooleanSupplier, S> first) {
    this(kernel, first, () -> UNKNOWN, Optional.empty());
  }

  /** The chain on its way, at its first state or behind what was made before. */
  Course<S, I> course(int number, Key key, Optional<Chain> saved, Runner plan, Watch watch) {
    Recorder<S, I> recorder =
        saved
            .map(chain -> new Recorder<>(kernel, chain, plan.thinning()))
            .orElseGet(() -> begin(number, key, plan, watch.stop()));
    return new Course<>(kernel, recorder, plan.draws(), watch);
  }

  private Recorder<S, I> begin(int number, Key key, Runner plan, BooleanSupplier stop) {
    ChainState state = ChainState.first(number, key.fold(ITERATE), kernel, first.apply(key, stop));
    return new Recorder<>(kernel, state, plan.thinning(), found.get());
  }
}
