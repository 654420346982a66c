package dev.merapi.infer.enumerate;

import io.vavr.collection.Vector;

/**
 * Variables summed out of a product of factors.
 *
 * @param steps one for each variable, in the order in which they were summed out
 * @param rest factors without any of these variables, whose product is the sum
 */
record Elimination(Vector<Step> steps, Vector<Factor> rest) {

  /** This one and another of different variables. */
  Elimination and(Elimination other) {
    return new Elimination(steps.appendAll(other.steps), rest.appendAll(other.rest));
  }
}
