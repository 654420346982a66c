package dev.merapi.infer.vi;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;

/** Independent runs of a program side by side, along a batch dim left of all its plates. */
record Particles(int count, int depth) {
  /** The name of the plate of the particles. */
  static final String PLATE = "(particles)";

  /** The program, and how deep its plates are then. */
  Model<?> of(Model<?> model) {
    return count == 1 ? model : stacked(model);
  }

  private <A> Model<A> stacked(Model<A> model) {
    return Models.plate(PLATE, count).dim(-1 - depth).each(_ -> model);
  }

  /** The number of batch dims with that of the particles. */
  int nesting() {
    return count == 1 ? depth : depth + 1;
  }
}
