package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.kernel.PackedRows;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The working memory of one thread. Generated code reads the fields; nothing is allocated during a
 * run.
 */
@SuppressWarnings("ArrayRecordComponent") // memory has identity, and is never compared
public record Memory(
    double[][] arrays,
    @Nullable PackedRows[] packed,
    double[] spill,
    double[][] tiles,
    double[] lanes,
    double[] work,
    List<WholeCall> calls,
    Optional<Team> team,
    Memory[][] shares) {
  static final Memory[][] NONE = {};

  /** The array of a line; the same array for lines that share it. */
  public double[] array(int line) {
    return arrays[line];
  }

  /** The packed form of the constant matrix of a line. */
  PackedRows packed(int line) {
    return Objects.requireNonNull(packed[line]);
  }

  /** This memory for a team: for each thread and each tile of a block, tile buffers of its own. */
  Memory shared(int threads, int buffers) {
    Memory[][] parts = new Memory[threads][Relay.BLOCK];
    for (Memory[] part : parts) {
      double[] room = new double[work.length];
      for (int i = 0; i < part.length; i++) {
        double[][] own = new double[buffers][TileEmitter.TILE];
        part[i] =
            new Memory(arrays, packed, spill, own, lanes, room, calls, Optional.empty(), NONE);
      }
    }
    return new Memory(
        arrays, packed, spill, tiles, lanes, work, calls, Optional.of(new Team(threads)), parts);
  }

  /** Runs all tiles of a long stage, by a team if there is one; the bits are the same. */
  public void tiles(Code code, int stage, int length, int tile) {
    if (team.isPresent()) {
      Relay relay = new Relay(code, shares, stage, length, tile);
      team.get().run(relay);
      relay.await();
      return;
    }
    for (int start = 0; start < length; start += tile) {
      code.rows(stage, this, start);
      code.sums(stage, this, start);
    }
  }

  /** Runs the kernel of the given call. */
  public void call(int index) {
    calls.get(index).run();
  }
}
