package dev.merapi.infer.vi.optim;

/** One rule after another, their memories side by side. */
record Chained(Rule first, Rule second, int memory) implements Rule {
  static Chained of(Rule first, Rule second) {
    return new Chained(first, second, Math.addExact(first.memory(), second.memory()));
  }

  @Override
  public void apply(long step, double[] position, double[] direction, double[] memory, int from) {
    first.apply(step, position, direction, memory, from);
    second.apply(step, position, direction, memory, from + first.memory());
  }
}
