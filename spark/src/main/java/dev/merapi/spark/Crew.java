package dev.merapi.spark;

import dev.merapi.infer.internal.rows.Chosen;
import dev.merapi.infer.internal.rows.Slices;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The workers of one attempt at a barrier stage. All calls are made under one lock. */
final class Crew {
  private final int attempt;
  private final int size;
  private final List<Member> members = new ArrayList<>();

  /** A worker, and which partition it has. */
  record Member(Wire wire, int partition, int size) {
    /** Asks it, with what its blocks need of the position. */
    void ask(Question question, Slices slices) throws IOException {
      Chosen chosen = question.chosen();
      int from = Gathering.first(partition, size, chosen.of());
      int to = Gathering.first(partition + 1, size, chosen.of());
      wire.ask(question.id(), slices.part(question.position(), chosen, from, to), chosen);
    }
  }

  Crew(int attempt, int size) {
    this.attempt = attempt;
    this.size = size;
  }

  int attempt() {
    return attempt;
  }

  void join(Wire wire, int partition) {
    members.add(new Member(wire, partition, size));
  }

  boolean isComplete() {
    return members.size() == size;
  }

  /** Those who are there. */
  List<Member> members() {
    return List.copyOf(members);
  }

  /** The ways to them. */
  List<Wire> wires() {
    return members.stream().map(Member::wire).toList();
  }
}
