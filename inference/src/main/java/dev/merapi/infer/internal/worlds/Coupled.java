package dev.merapi.infer.internal.worlds;

import java.util.List;

/**
 * An operation needs more elements of enumerated variables together than may be put into one table.
 */
public final class Coupled extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String operation;
  private final transient List<Hidden> hidden;
  private final double entries;

  Coupled(String operation, List<Hidden> hidden, double entries) {
    super(operation, null, false, false);
    this.operation = operation;
    this.hidden = List.copyOf(hidden);
    this.entries = entries;
  }

  /** What needs them together. */
  public String operation() {
    return operation;
  }

  /** The variables, of which it needs all elements. */
  public List<Hidden> hidden() {
    return hidden;
  }

  /** The entries of the table that it would take. */
  public double entries() {
    return entries;
  }
}
