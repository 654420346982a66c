package dev.merapi.infer.chain;

import dev.merapi.infer.internal.given.Counts;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Several chains of kernels of any kind.
 *
 * <p>The draws depend on the key and all settings but {@code threads} and {@code lanes}: chain c
 * has the key folded by c.
 *
 * @param walks the kernel and the beginning of each chain, by its number
 * @param draws the draws kept of each chain
 * @param thinning the iterations made for each draw kept, at least 1
 * @param chains the number of chains
 * @param threads how many chains run at a time, at most
 * @param lanes how many chains of one thread have their gradients computed in one pass, at most,
 *     where their kernels ask for gradients of one density
 * @param target what the kernels aim at, in a text that checkpoints compare
 */
public record Runner(
    IntFunction<? extends Walk<?, ?>> walks,
    int draws,
    int thinning,
    int chains,
    int threads,
    int lanes,
    String target) {
  /** Of a chain without draws, at least. */
  private static final long BYTES = 1000;

  /** Refuses settings out of range. */
  public Runner {
    requireAtLeast("draws", draws, 0);
    requireAtLeast("thinning", thinning, 1);
    requireAtLeast("chains", chains, 1);
    requireAtLeast("threads", threads, 1);
    requireAtLeast("lanes", lanes, 1);
  }

  /** Chains of a thread one after the other. */
  public Runner(
      IntFunction<? extends Walk<?, ?>> walks,
      int draws,
      int thinning,
      int chains,
      int threads,
      String target) {
    this(walks, draws, thinning, chains, threads, 1, target);
  }

  /** Four chains of 1000 draws, on as many threads as there are processors. */
  public static Runner of(IntFunction<? extends Walk<?, ?>> walks) {
    return new Runner(walks, 1000, 1, 4, Runtime.getRuntime().availableProcessors(), "");
  }

  /**
   * Runs every chain through warm-up and all its draws.
   *
   * <p>If the calling thread is interrupted, the chains stop after their present iteration, what
   * they have is returned, marked as incomplete, and the thread's interrupt status is set again.
   */
  public Chains run(Key key, Progress progress) {
    return Parallel.run(this, key, none(), progress, Saver.NONE);
  }

  /**
   * As {@link #run(Key, Progress)}, and saves on the way; where there is a file already, goes on
   * from what it holds. The result is the same, to the bit, wherever a run was killed.
   *
   * @throws CheckpointException if the file is damaged or of another run; it is left as it is
   */
  public Chains run(Key key, Progress progress, Saving saving) {
    Fingerprint fingerprint =
        new Fingerprint(
            Fingerprint.version(),
            walks.apply(0).kernel().identity(),
            target,
            key,
            chains,
            thinning);
    List<Optional<Chain>> before = saving.read(fingerprint, chains);
    return Parallel.run(this, key, before, progress, new FileSaver(saving, fingerprint, before));
  }

  /**
   * Goes on from chains of the same kernels: the rest of an unfinished warm-up, then draws until
   * each chain has {@link #draws()}. With the settings of the first run, the result is that of one
   * that never stopped.
   *
   * @throws ArgumentException if the run that goes on has another number of chains
   */
  public Chains resume(Chains before, Progress progress) {
    if (before.size() != chains) {
      throw new ArgumentException(
          "A run of %d chains goes on in as many, but %d are asked for."
              .formatted(before.size(), chains));
    }
    return Parallel.run(
        this, Key.of(0), before.chains().stream().map(Optional::of).toList(), progress, Saver.NONE);
  }

  private List<Optional<Chain>> none() {
    return Collections.nCopies(Counts.of(chains, "chains", BYTES), Optional.empty());
  }

  private static void requireAtLeast(String what, int value, int least) {
    if (value < least) {
      throw new ArgumentException(
          "The number of " + what + " must be at least " + least + ", but it is " + value + ".");
    }
  }
}
