package dev.merapi.infer.chain;

import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Saves what all chains have made, at the pace of a {@link Saving}. A chain that is due puts down
 * what it has; it writes the file unless another chain is at it. A file that cannot be written
 * costs a warning, never the run.
 */
final class FileSaver implements Saver {
  private final Saving saving;
  private final Fingerprint fingerprint;
  private final AtomicReferenceArray<@Nullable Chain> latest;
  private final long[] savedIteration;
  private final long[] savedTime;
  private final ReentrantLock writing = new ReentrantLock();

  FileSaver(Saving saving, Fingerprint fingerprint, List<Optional<Chain>> before) {
    this.saving = saving;
    this.fingerprint = fingerprint;
    this.latest = new AtomicReferenceArray<>(before.size());
    this.savedIteration = new long[before.size()];
    this.savedTime = new long[before.size()];
    long now = System.nanoTime();
    for (int c = 0; c < before.size(); c++) {
      latest.set(c, before.get(c).orElse(null));
      savedIteration[c] = before.get(c).map(chain -> chain.last().iteration()).orElse(0L);
      savedTime[c] = now;
    }
  }

  @Override
  public void offer(Recorder<?, ?> recorder) {
    int c = recorder.number();
    long now = System.nanoTime();
    if (recorder.iteration() - savedIteration[c] < saving.everyIterations()
        && now - savedTime[c] < saving.every().toNanos()) {
      return;
    }
    savedIteration[c] = recorder.iteration();
    savedTime[c] = now;
    latest.set(c, recorder.chain(false));
    if (writing.tryLock()) {
      write();
    }
  }

  @Override
  public void done(Chain chain) {
    latest.set(chain.last().chain(), chain);
    writing.lock();
    write();
  }

  private void write() {
    try {
      List<Chain> chains =
          IntStream.range(0, latest.length())
              .mapToObj(latest::get)
              .filter(Objects::nonNull)
              .toList();
      new Checkpoint(fingerprint, chains).write(saving.file());
    } catch (CheckpointException failure) {
      System.getLogger(FileSaver.class.getName())
          .log(Level.WARNING, "The run goes on unsaved. " + failure.getMessage());
    } finally {
      writing.unlock();
    }
  }
}
