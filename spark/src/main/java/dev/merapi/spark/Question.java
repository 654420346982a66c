package dev.merapi.spark;

import dev.merapi.infer.internal.rows.PartialSums;
import org.jspecify.annotations.Nullable;

/** A position, and what is known of its sums. All calls are made under one lock. */
final class Question {
  private final long id;
  private final double[] position;
  private final int blocks;
  private @Nullable Crew crew;
  private PartialSums sums;
  private int missing;
  private @Nullable RuntimeException failure;

  Question(long id, double[] position, int blocks) {
    this.id = id;
    this.position = position.clone();
    this.blocks = blocks;
    this.sums = new PartialSums(blocks);
  }

  long id() {
    return id;
  }

  double[] position() {
    return position;
  }

  /** Whether this crew is being asked. */
  boolean isAsked(@Nullable Crew other) {
    return other != null && crew == other;
  }

  /** Is asked of another crew from now on; what the last one said is forgotten. */
  void ask(Crew other, int workers) {
    crew = other;
    sums = new PartialSums(blocks);
    missing = workers;
  }

  /** A worker has answered. */
  void add(PartialSums more) {
    sums = sums.add(more);
    missing--;
  }

  /** There will be no answer. */
  void fail(RuntimeException why) {
    failure = why;
  }

  boolean isAnswered() {
    return failure != null || (crew != null && missing == 0);
  }

  double[] answer() {
    if (failure != null) {
      throw failure;
    }
    return sums.total();
  }
}
