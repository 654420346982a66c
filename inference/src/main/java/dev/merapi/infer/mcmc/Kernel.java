package dev.merapi.infer.mcmc;

import dev.merapi.infer.codec.Codec;
import dev.merapi.tensor.Key;
import java.util.List;
import java.util.Optional;

/**
 * A Markov kernel on states of any kind.
 *
 * <p>A step is a function of its arguments alone: the same key and state give the same transition,
 * bit for bit. The state is what the next step needs, the info is what a reader of the run wants;
 * both are immutable. A kernel may own scratch arrays, so an instance belongs to one thread.
 *
 * <p>What has to be given is {@link #step} and {@link #codec}; a chain can then be run, saved and
 * gone on from. The rest says more of it: what of a state is a draw, which figures of a step are
 * kept, and whether it learns before it draws.
 *
 * @param <S> the state of the chain
 * @param <I> the report on one step
 */
public interface Kernel<S, I> {
  /**
   * One transition. It leaves the target invariant: if S ~ π and the key is fresh, so is S′ ~ π.
   */
  Transition<S, I> step(Key key, S state);

  /** The bytes of a state. */
  Codec<S> codec();

  /** What is kept of a state as a draw: its position, always of one length; none by default. */
  default double[] position(S state) {
    return new double[0];
  }

  /** The figures that are kept with each draw. */
  default List<Column<S, I>> columns() {
    return List.of();
  }

  /**
   * How many further steps belong to warm-up, as far as is known; 0 from the first draw on. A
   * kernel whose first draws show that it cannot move may go back into warm-up: what was drawn
   * before is then warm-up too.
   */
  default long warmUpLeft(S state) {
    return 0;
  }

  /** What the kernel has learnt, if it learns. */
  default Optional<Tuning> tuning(S state) {
    return Optional.empty();
  }

  /** What its warm-up did so far besides transitions, if it learns. */
  default Optional<Learning> learning(S state) {
    return Optional.empty();
  }

  /** Where the step left the level set of an energy, or what had no density, if it did. */
  default Optional<Divergence> divergence(I info) {
    return Optional.empty();
  }

  /** Kind and settings in a text: only a kernel with the same one goes on from a saved state. */
  default String identity() {
    return getClass().getName();
  }
}
