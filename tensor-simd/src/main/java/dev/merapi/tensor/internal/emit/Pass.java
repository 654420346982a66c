package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.matrix.TilesTogether;
import java.util.List;

/**
 * Several runs of one plan in step: they go through a long stage tile by tile, so that a constant
 * matrix comes from memory once for all of them, and each of its registers is used by four. Each
 * run has the bits that it has alone: its code is that of one run, and its sums are its own.
 */
final class Pass implements Executor.Abreast {
  private final Code code;
  private final List<Relay.Rows> stages;
  private final Executor[] lanes;
  private final Sharing sharing;

  /**
   * Runs of a plan with long stages.
   *
   * @param emitted the code
   * @param lanes one executor for each run
   * @param memory the memory of each
   */
  Pass(Emitted emitted, Executor[] lanes, List<Memory> memory) {
    this.code = emitted.code();
    this.stages = emitted.longStages();
    this.lanes = lanes.clone();
    this.sharing = new Sharing(memory);
  }

  @Override
  public Executor lane(int i) {
    return lanes[i];
  }

  @Override
  public void run(int count) {
    if (count == 1) {
      lanes[0].run();
      return;
    }
    sharing.begin(count);
    for (int part = 0; part <= stages.size(); part++) {
      for (int i = 0; i < count; i++) {
        code.part(part, sharing.memory(i));
      }
      if (part < stages.size()) {
        tiles(stages.get(part), count);
      }
    }
  }

  private void tiles(Relay.Rows rows, int count) {
    int tile = TilesTogether.share(count) ? rows.together() : rows.tile();
    for (int start = 0; start < rows.length(); start += tile) {
      for (int i = 0; i < count; i++) {
        code.rows(rows.index(), sharing.memory(i), start, tile);
      }
      for (int i = 0; i < count; i++) {
        code.sums(rows.index(), sharing.memory(i), start, tile);
      }
    }
  }
}
