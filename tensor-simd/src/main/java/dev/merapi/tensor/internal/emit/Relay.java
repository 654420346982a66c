package dev.merapi.tensor.internal.emit;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the tiles of a long stage, by as many threads as come. A thread takes the next
 * block of {@value #BLOCK} tiles and computes what each tile has for itself; then it waits for its
 * turn, and adds its tiles to the sums, block after block, in the order of the rows. So the sums
 * have the bits that one thread gives them, and need no blocks in their definition.
 *
 * <p>A thread that waits long, since the one before it is not running, computes the block that is
 * due itself and adds it; the other then finds that its block has been added. So any thread can
 * finish the pass alone. Where a stage writes rows that are kept, a thread that comes too late
 * would write into the next pass: there blocks are left to those who took them.
 */
final class Relay implements Runnable {
  static final int BLOCK = 16;
  private static final int SPINS = 1000;
  private static final long PAUSE = 1000;

  /**
   * A stage to go through.
   *
   * @param index its number among the long stages
   * @param length its rows
   * @param tile the rows of a tile
   * @param together the rows of a tile that several runs go through in one pass
   * @param keeps whether it writes rows that outlive a tile
   */
  record Rows(int index, int length, int tile, int together, boolean keeps) {
    int blocks() {
      return Math.ceilDiv(length, BLOCK * tile);
    }
  }

  private final Code code;
  private final Team team;
  private final Rows rows;
  private final int blocks;
  private final AtomicInteger taken = new AtomicInteger();

  /** 2b where block b is due, 2b + 1 while it is being added. */
  private final AtomicInteger turn = new AtomicInteger();

  private volatile @Nullable Throwable failure;

  /** A pass of a team, whose memories share arrays and lanes. */
  Relay(Code code, Team team, Rows rows) {
    this.code = code;
    this.team = team;
    this.rows = rows;
    this.blocks = rows.blocks();
  }

  /** Takes part, until no block is left that nobody has taken. */
  @Override
  public void run() {
    Team.Desk desk = team.take();
    try {
      for (int block = taken.getAndIncrement();
          block < blocks && failure == null;
          block = taken.getAndIncrement()) {
        compute(desk.own(), block);
        await(block, desk);
        add(desk.own(), block);
      }
    } catch (RuntimeException | Error thrown) {
      failure = thrown;
      throw thrown;
    } finally {
      team.giveBack(desk);
    }
  }

  /** Waits until the last block has been added, or adds what is due. */
  void finish() {
    Team.Desk desk = team.take();
    try {
      await(blocks, desk);
    } finally {
      team.giveBack(desk);
    }
  }

  private void compute(Memory[] memory, int block) {
    int from = block * BLOCK * rows.tile();
    int end = Math.min(rows.length(), from + BLOCK * rows.tile());
    for (int start = from, i = 0; start < end; start += rows.tile(), i++) {
      code.rows(rows.index(), memory[i], start, rows.tile());
    }
  }

  /** Adds a block that has been computed, unless another thread has done so. */
  private void add(Memory[] memory, int block) {
    if (!turn.compareAndSet(2 * block, 2 * block + 1)) {
      return;
    }
    int from = block * BLOCK * rows.tile();
    int end = Math.min(rows.length(), from + BLOCK * rows.tile());
    for (int start = from, i = 0; start < end; start += rows.tile(), i++) {
      code.sums(rows.index(), memory[i], start, rows.tile());
    }
    turn.set(2 * block + 2);
  }

  /** Until a block is due, or has been added. */
  private void await(int block, Team.Desk desk) {
    int spins = 0;
    for (int now = turn.get(); now < 2 * block; now = turn.get()) {
      Throwable thrown = failure;
      if (thrown != null) {
        throw new IllegalStateException("A thread failed in a loop over rows", thrown);
      }
      if (spins++ < SPINS) {
        Thread.onSpinWait();
      } else if (rows.keeps() || now % 2 == 1) {
        LockSupport.parkNanos(PAUSE);
      } else {
        compute(desk.spare(), now / 2);
        add(desk.spare(), now / 2);
        spins = 0;
      }
    }
  }
}
