package dev.merapi.spark;

import java.util.ArrayList;
import java.util.List;

/** The workers of one attempt at a barrier stage. All calls are made under one lock. */
final class Crew {
  private final int attempt;
  private final int size;
  private final List<Wire> wires = new ArrayList<>();

  Crew(int attempt, int size) {
    this.attempt = attempt;
    this.size = size;
  }

  int attempt() {
    return attempt;
  }

  void join(Wire wire) {
    wires.add(wire);
  }

  boolean isComplete() {
    return wires.size() == size;
  }

  /** Those who are there. */
  List<Wire> wires() {
    return List.copyOf(wires);
  }
}
