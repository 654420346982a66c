package dev.merapi.infer.internal.sum;

import io.vavr.collection.Vector;

/**
 * Variables summed out of a product of factors.
 *
 * @param steps in the order in which the variables were summed out
 * @param rest factors without any of these variables, whose product is the sum
 * @param notes why chains among them were not summed as loops, a sentence each
 */
public record Elimination(Vector<Summation> steps, Vector<Factor> rest, Vector<String> notes) {
  /** Nothing is summed out. */
  public static final Elimination NONE = of(Vector.empty());

  /** Nothing is summed out of these factors. */
  public static Elimination of(Vector<Factor> factors) {
    return new Elimination(Vector.empty(), factors, Vector.empty());
  }

  /** One step, of which it is known otherwise what is left. */
  static Elimination of(Summation step) {
    return new Elimination(Vector.of(step), Vector.empty(), Vector.empty());
  }

  /** This one and another of different variables. */
  public Elimination and(Elimination other) {
    return new Elimination(
        steps.appendAll(other.steps), rest.appendAll(other.rest), notes.appendAll(other.notes));
  }

  /** Another one after this one, of what was left of it. */
  public Elimination then(Elimination next) {
    return new Elimination(steps.appendAll(next.steps), next.rest, notes.appendAll(next.notes));
  }

  /** The same sums, with other factors left. */
  public Elimination leaving(Vector<Factor> others) {
    return new Elimination(steps, others, notes);
  }

  /** With a remark. */
  public Elimination noted(String note) {
    return new Elimination(steps, rest, notes.append(note));
  }
}
