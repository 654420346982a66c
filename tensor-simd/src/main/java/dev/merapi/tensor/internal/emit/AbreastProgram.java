package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.kernel.Gate;
import dev.merapi.tensor.internal.kernel.Simd;
import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The loops of a plan for several runs at once. Their code is written when somebody first runs
 * several, and waits behind a gate: until it is compiled, it takes a hundred times as long as one
 * run after the other.
 */
final class AbreastProgram {
  private final List<AbreastLoop> loops;
  private final List<Positions> positions;
  private @Nullable Loaded loaded;

  /**
   * What runs loops.
   *
   * @param loops the loops, by number
   * @param width the runs that they take at once
   * @param code their code
   * @param admits whether a call on so many registers takes it
   */
  record Loaded(List<AbreastLoop> loops, int width, AbreastCode code, IntPredicate admits) {
    /** The registers that one pass works on. */
    int registers() {
      return loops.stream().mapToInt(loop -> loop.length() * loop.operations().size()).sum();
    }

    /** The same without a gate. */
    Loaded open() {
      return new Loaded(loops, width, code, _ -> true);
    }
  }

  AbreastProgram(List<AbreastLoop> loops, List<Positions> positions) {
    this.loops = loops;
    this.positions = positions;
  }

  /** Whether registers of this machine are wide enough, and there are loops. */
  boolean isThere() {
    return !loops.isEmpty() && Simd.lanes() >= Registers.WIDTH;
  }

  /** The loops. */
  List<AbreastLoop> loops() {
    return loops;
  }

  /** The code, written by the first who asks. */
  synchronized Loaded loaded(Memory memory) {
    if (loaded == null) {
      int width = Registers.WIDTH;
      AbreastCode code = AbreastEmitter.emit(loops, positions, width);
      AbreastMemory own = new AbreastMemory(loops, width, memory);
      Gate.Trial trial =
          (_, _, n) -> {
            for (int i = 0; i < loops.size(); i++) {
              AbreastLoop loop = loops.get(i);
              int rows = Math.min(loop.length(), Math.ceilDiv(n, loop.operations().size()) | 3);
              code.rows(i, own, 0, rows);
            }
          };
      Gate gate = new Gate("loops of several runs", 1, Gate.CHEAP * loops.size(), trial);
      loaded = new Loaded(loops, width, code, gate::admits);
    }
    return loaded;
  }
}
