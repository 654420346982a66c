package dev.merapi.infer.chain;

/** Watches a run. Called by every chain after every iteration, from its own thread: be quick. */
@FunctionalInterface
public interface Progress {
  /** Watches nothing. */
  Progress NONE = _ -> {};

  /** One chain has gone one iteration further. */
  void update(ChainProgress progress);

  /**
   * One chain has made a draw that is kept. Called before the {@link #update} of its iteration, by
   * the same thread.
   */
  default void drawn(Drawn draw) {}

  /**
   * One chain has made an iteration of warm-up, numbered from 0: as {@link #drawn}, but of what is
   * not kept.
   */
  default void warmedUp(Drawn draw) {}
}
