package dev.merapi.laws;

import java.util.List;

/**
 * One line of a {@link ModelSpec}. The parameter of a law is {@code base + weight · parent}, where
 * {@code parent} counts the variables in sight (modulo their number; 0 where there are none).
 */
public sealed interface Statement {

  /** A variable in {0, 1} with logit {@code base + weight · parent}. */
  record Flip(double base, int parent, double weight) implements Statement {}

  /** A variable in {0, …, k − 1} with log-weights {@code j · (base + weight · parent)}. */
  record Choose(int k, double base, int parent, double weight) implements Statement {}

  /** A normal variable with location {@code base + weight · parent} and scale 1. */
  record Gauss(double base, int parent, double weight) implements Statement {}

  /** A normal variable like that of {@link Gauss}, observed at {@code value}. */
  record Datum(double value, double base, int parent, double weight) implements Statement {}

  /** A log-factor {@code base + weight · parent}. */
  record Term(double base, int parent, double weight) implements Statement {}

  /**
   * The body for {@code size} elements, {@code chosen} of them in one run. The body sees the
   * numbers of its elements as a variable; nothing outside sees the variables of the body.
   */
  record Repeat(int size, int chosen, List<Statement> body) implements Statement {}

  /** One of two bodies, by whether the scalar variable {@code on} is positive. */
  record Branch(int on, List<Statement> yes, List<Statement> no) implements Statement {}
}
