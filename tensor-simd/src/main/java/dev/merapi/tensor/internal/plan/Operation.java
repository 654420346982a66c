package dev.merapi.tensor.internal.plan;

import dev.merapi.tensor.internal.op.Elementwise;
import java.util.List;

/**
 * One step of a stage. In scalar code an operation works on numbers; in a tile loop on runs, with
 * numbers repeated. Those that have a result are numbered by it.
 */
public sealed interface Operation {

  /** An elementwise primitive; its result is {@code Local(id)}. */
  record Apply(int id, Elementwise primitive, List<Ref> operands) implements Operation {
    public Apply {
      operands = List.copyOf(operands);
    }
  }

  /**
   * The element of the array of line {@code table} at a position, NaN where there is none; its
   * result is {@code Local(id)}.
   */
  record Load(int id, int table, int size, Ref position) implements Operation {}

  /**
   * The products of the rows of a matrix with a vector, both lines; its result is {@code
   * Local(id)}. A constant matrix may be packed for it beforehand. Tile loops only.
   */
  record MatVec(int id, int matrix, boolean packed, int vector, int columns) implements Operation {}

  /**
   * Writes a result to the array of a line: element {@code start} in scalar code, a run from there
   * on in a tile loop.
   */
  record Store(Ref value, int line, int start) implements Operation {}

  /**
   * Adds a run to element {@code index} of the array of a line, in eight virtual lanes. Tile loops
   * only.
   */
  record Total(Ref run, int line, int index) implements Operation {}

  /**
   * Adds a run to the elements of the array of a line that the positions name, in order. Tile loops
   * only.
   */
  record Scatter(Ref run, Ref positions, int line, int size) implements Operation {}

  /**
   * Adds the rows of a matrix, weighted by a run, to the array of a line, in order. A constant
   * matrix may be packed for it beforehand. Tile loops only.
   */
  record MatVecTransposed(int matrix, boolean packed, Ref run, int line, int columns)
      implements Operation {}
}
