package dev.merapi.tensor.internal.plan;

/**
 * Where an operand of one operation is found: a single number, or a run of numbers along which a
 * tile loop goes.
 */
public sealed interface Ref {

  /** The result of operation {@code id} of the same stage. */
  record Local(int id) implements Ref {}

  /** One element of the array of a line. */
  record Element(int line, int index) implements Ref {}

  /** The elements of the array of a line from {@code start} on, one for each step of the loop. */
  record Run(int line, int start) implements Ref {}

  /** A number that belongs to the structure of the graph, not to its data. */
  record Literal(double value) implements Ref {}
}
