package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.internal.op.Primitive;
import java.util.List;

/**
 * How large tables may become.
 *
 * @param joint the entries of a table over elements of plates that are needed together
 * @param table the entries of any table
 */
public record Limit(double joint, double table) {
  private static final double COMBINATIONS = 1L << 22;

  /** No element of a plate is looked at together with another one. */
  public static final Limit EACH = new Limit(0, 1L << 27);

  /** Elements of plates may be needed together in tables of so many entries. */
  public static Limit joint(double entries) {
    return new Limit(entries, Math.max(entries, 1L << 27));
  }

  void requireJoint(String operation, List<Hidden> hidden, double entries) {
    if (entries > joint) {
      throw new Coupled(operation, hidden, entries);
    }
  }

  void requireTable(Primitive operation, List<Hidden> hidden, double combinations, double rows) {
    if (combinations > COMBINATIONS || combinations * rows > table) {
      throw new Coupled(operation.name(), hidden, combinations * rows);
    }
  }
}
