package dev.merapi.spark;

import dev.merapi.infer.internal.rows.Chosen;
import dev.merapi.infer.internal.rows.PartialSums;
import dev.merapi.infer.internal.rows.Slices;
import org.jspecify.annotations.Nullable;

/** A position, and what is known of its sums. All calls are made under one lock. */
final class Question {
  private final long id;
  private final double[] position;
  private final Chosen chosen;
  private final Slices slices;
  private @Nullable Crew crew;
  private PartialSums sums;
  private int missing;
  private @Nullable RuntimeException failure;

  Question(long id, double[] position, Chosen chosen, Slices slices) {
    this.id = id;
    this.position = position.clone();
    this.chosen = chosen;
    this.slices = slices;
    this.sums = slices.none(chosen);
  }

  long id() {
    return id;
  }

  double[] position() {
    return position;
  }

  Chosen chosen() {
    return chosen;
  }

  /** Whether this crew is being asked. */
  boolean isAsked(@Nullable Crew other) {
    return other != null && crew == other;
  }

  /** Is asked of another crew from now on; what the last one said is forgotten. */
  void ask(Crew other, int workers) {
    crew = other;
    sums = slices.none(chosen);
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
    return slices.whole(sums, chosen);
  }
}
