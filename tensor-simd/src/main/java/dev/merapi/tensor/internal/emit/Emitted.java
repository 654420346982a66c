package dev.merapi.tensor.internal.emit;

import java.util.List;

/**
 * Code and the memory it asks for.
 *
 * @param code the instance of the generated class
 * @param bytes the size of the class file
 * @param spill numbers of spill memory
 * @param lanes numbers of lane memory
 * @param buffers tile buffers
 * @param positions the constant positions that are read as whole numbers
 * @param abreast the loops that several runs can do at once
 * @param longStages the stages that threads, or runs, can share
 */
record Emitted(
    Code code,
    int bytes,
    int spill,
    int lanes,
    int buffers,
    List<Positions> positions,
    AbreastProgram abreast,
    List<Relay.Rows> longStages) {
  Emitted {
    positions = List.copyOf(positions);
    longStages = List.copyOf(longStages);
  }
}
