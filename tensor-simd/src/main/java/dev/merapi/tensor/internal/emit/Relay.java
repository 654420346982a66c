package dev.merapi.tensor.internal.emit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the tiles of a long stage, by as many threads as come. A thread takes the next
 * block of {@value #BLOCK} tiles and computes what each tile has for itself; then it waits for its
 * turn, and adds its tiles to the sums, block after block, in the order of the rows. So the sums
 * have the bits that one thread gives them, and need no blocks in their definition. Taking blocks
 * in order means that whoever waits, waits for a thread that is at work.
 */
final class Relay implements Runnable {
  static final int BLOCK = 16;
  private static final int SPINS = 2000;
  private static final long PAUSE = 1000;

  private final Code code;
  private final Memory[][] memories;
  private final int stage;
  private final int length;
  private final int tile;
  private final int blocks;
  private final AtomicInteger threads = new AtomicInteger();
  private final AtomicInteger taken = new AtomicInteger();
  private volatile int turn;
  private volatile @Nullable Throwable failure;

  /**
   * A pass.
   *
   * @param memories for each thread and each tile of a block, memory that shares arrays and lanes
   */
  Relay(Code code, Memory[][] memories, int stage, int length, int tile) {
    this.code = code;
    this.memories = memories;
    this.stage = stage;
    this.length = length;
    this.tile = tile;
    this.blocks = Math.ceilDiv(length, BLOCK * tile);
  }

  @Override
  public void run() {
    int thread = threads.getAndIncrement();
    for (int block = taken.getAndIncrement();
        block < blocks && failure == null;
        block = taken.getAndIncrement()) {
      try {
        run(memories[thread], block);
      } catch (RuntimeException | Error thrown) {
        failure = thrown;
        throw thrown;
      }
    }
  }

  private void run(Memory[] own, int block) {
    int from = block * BLOCK * tile;
    int end = Math.min(length, from + BLOCK * tile);
    for (int start = from, i = 0; start < end; start += tile, i++) {
      code.rows(stage, own[i], start);
    }
    await(block);
    for (int start = from, i = 0; start < end; start += tile, i++) {
      code.sums(stage, own[i], start);
    }
    turn = block + 1;
  }

  /** Waits until the last block has been added. */
  void await() {
    await(blocks);
  }

  private void await(int block) {
    for (int spins = 0; turn != block; spins++) {
      Throwable thrown = failure;
      if (thrown != null) {
        throw new IllegalStateException("A thread failed in a loop over rows", thrown);
      }
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        LockSupport.parkNanos(PAUSE);
      }
    }
  }
}
