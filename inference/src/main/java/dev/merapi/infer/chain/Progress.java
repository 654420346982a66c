package dev.merapi.infer.chain;

/** Watches a run. Called by every chain after every iteration, from its own thread: be quick. */
@FunctionalInterface
public interface Progress {
  /** Watches nothing. */
  Progress NONE = _ -> {};

  /** One chain has gone one iteration further. */
  void update(ChainProgress progress);
}
