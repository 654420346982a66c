package dev.merapi.infer.chain;

import dev.merapi.tensor.ArgumentException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Where and how often a run is saved: whenever a chain has made so many iterations, or so much time
 * has passed, since it was saved last; and at its end.
 *
 * @param file the checkpoint, which is replaced as a whole
 * @param everyIterations iterations of one chain, warm-up included, at least 1
 * @param every time, more than 0
 */
public record Saving(Path file, long everyIterations, Duration every) {
  /** Refuses settings out of range. */
  public Saving {
    if (everyIterations < 1 || every.isNegative() || every.isZero()) {
      throw new ArgumentException(
          "A run is saved every so many iterations, at least 1, and every so much time, more than 0; these are %d and %s."
              .formatted(everyIterations, every));
    }
    if (every.compareTo(Duration.ofDays(36500)) > 0) {
      every = Duration.ofDays(36500);
    }
  }

  /** Every minute. */
  public static Saving to(Path file) {
    return new Saving(file, Long.MAX_VALUE, Duration.ofMinutes(1));
  }

  /** Whenever a chain has made so many iterations, too. */
  public Saving everyIterations(long iterations) {
    return new Saving(file, iterations, every);
  }

  /** Whenever so much time has passed. */
  public Saving every(Duration time) {
    return new Saving(file, everyIterations, time);
  }

  /** The chains that the file holds, by number; none where there is no file. */
  List<Optional<Chain>> read(Fingerprint fingerprint, int chains) {
    List<Optional<Chain>> found = new ArrayList<>(Collections.nCopies(chains, Optional.empty()));
    if (Files.exists(file)) {
      Checkpoint checkpoint = Checkpoint.read(file);
      fingerprint
          .difference(checkpoint.fingerprint())
          .ifPresent(
              difference -> {
                throw new CheckpointException(
                    "'%s' was saved by a run %s, so this one cannot go on from it. Give it a file of its own, or delete this one."
                        .formatted(file, difference));
              });
      checkpoint.chains().forEach(chain -> found.set(chain.last().chain(), Optional.of(chain)));
    }
    return found;
  }
}
