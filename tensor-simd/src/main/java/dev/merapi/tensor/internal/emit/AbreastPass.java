package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.graph.Executor;
import java.util.List;

/**
 * Several runs of one plan whose loops that gather and scatter are those of all of them at once, a
 * lane of a register for each; what lies between is the code of one run. One that is left over goes
 * by itself.
 */
final class AbreastPass implements Executor.Abreast {
  /** Fewer runs have code of their own. */
  static final int LEAST = 2;

  private final Code code;
  private final AbreastProgram.Loaded abreast;
  private final int registers;
  private final Compiled[] lanes;
  private final Memory[] runs;
  private final AbreastMemory memory;

  AbreastPass(Code code, AbreastProgram.Loaded abreast, Compiled[] lanes, List<Memory> runs) {
    this.code = code;
    this.registers = abreast.registers();
    this.abreast = abreast;
    this.lanes = lanes.clone();
    this.runs = runs.toArray(Memory[]::new);
    this.memory = new AbreastMemory(abreast.loops(), abreast.width(), this.runs[0]);
  }

  @Override
  public Executor lane(int i) {
    return lanes[i];
  }

  @Override
  public void run(int count) {
    int at = 0;
    while (count - at >= LEAST && abreast.admits().test(registers)) {
      int together = Math.min(count - at, abreast.width());
      run(at, together);
      at += together;
    }
    for (; at < count; at++) {
      lanes[at].run();
    }
  }

  private void run(int first, int count) {
    int loops = abreast.loops().size();
    for (int part = 0; part <= loops; part++) {
      for (int i = 0; i < count; i++) {
        code.between(part, runs[first + i]);
      }
      if (part < loops) {
        memory.gather(part, runs, first, count);
        abreast.code().rows(part, memory, 0, abreast.loops().get(part).length());
        memory.scatter(part, runs, first, count);
      }
    }
  }
}
