package dev.merapi.infer.mcmc;

import dev.merapi.tensor.Key;

/**
 * A Markov kernel: a way to begin, and a way to go on.
 *
 * <p>Both are functions of their arguments alone: the same key and state give the same transition,
 * bit for bit. The state is what the next step needs, the info is what a reader of the run wants;
 * both are immutable. A kernel may own scratch arrays, so an instance belongs to one thread.
 *
 * @param <S> the state of the chain
 * @param <I> the report on one step
 */
public interface Kernel<S, I> {
  /** The state of a chain that starts at {@code position}. */
  S init(double[] position);

  /**
   * One transition. It leaves the target invariant: if S ~ π and the key is fresh, so is S′ ~ π.
   */
  Transition<S, I> step(Key key, S state);
}
