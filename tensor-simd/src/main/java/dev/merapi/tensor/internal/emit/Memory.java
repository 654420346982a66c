package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.matrix.PackedRows;
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
    int[][] positions,
    double[] spill,
    double[][] tiles,
    double[] lanes,
    double[] work,
    List<WholeCall> calls,
    Optional<Team> team,
    Sharing.@Nullable Member member) {

  /** The array of a line; the same array for lines that share it. */
  public double[] array(int line) {
    return arrays[line];
  }

  /** The packed form of the constant matrix of a line. */
  PackedRows packed(int line) {
    return Objects.requireNonNull(packed[line]);
  }

  /** This memory as that of one of several runs in one pass. */
  Memory of(Sharing.Member newMember) {
    return new Memory(arrays, packed, positions, spill, tiles, lanes, work, calls, team, newMember);
  }

  /** This memory for a team of so many threads, for stages of at least so many blocks. */
  Memory shared(int threads, int least, int buffers) {
    Team all = new Team(threads, least, () -> new Team.Desk(block(buffers), block(buffers)));
    return new Memory(
        arrays, packed, positions, spill, tiles, lanes, work, calls, Optional.of(all), null);
  }

  /** For each tile of a block, this memory with tile buffers of its own. */
  private Memory[] block(int buffers) {
    Memory[] block = new Memory[Relay.BLOCK];
    double[] room = new double[work.length];
    for (int i = 0; i < block.length; i++) {
      double[][] own = new double[buffers][TileEmitter.TILE];
      block[i] =
          new Memory(
              arrays, packed, positions, spill, own, lanes, room, calls, Optional.empty(), null);
    }
    return block;
  }

  /** Runs all tiles of a long stage, by a team if there is one; the bits are the same. */
  public void tiles(Code code, int stage, int length, int tile, boolean keeps) {
    Relay.Rows rows = new Relay.Rows(stage, length, tile, tile, keeps);
    if (team.isPresent() && rows.blocks() >= team.get().least()) {
      Relay relay = new Relay(code, team.get(), rows);
      team.get().run(relay);
      relay.finish();
      return;
    }
    for (int start = 0; start < length; start += tile) {
      code.rows(stage, this, start, tile);
      code.sums(stage, this, start, tile);
    }
  }

  /** Runs the kernel of the given call. */
  public void call(int index) {
    calls.get(index).run();
  }
}
