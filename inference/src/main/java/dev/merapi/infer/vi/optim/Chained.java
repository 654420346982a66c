package dev.merapi.infer.vi.optim;

/** One rule after another, their memories side by side. */
record Chained(Rule first, Rule second, int memory) implements Rule {
  static Rule of(Rule first, Rule second) {
    if (first instanceof Piecewise one && second instanceof Piecewise other) {
      return one.then(other);
    }
    return new Chained(first, second, Math.addExact(first.memory(), second.memory()));
  }

  @Override
  public void apply(long step, double[] position, double[] direction, double[] memory, int from) {
    first.apply(step, position, direction, memory, from);
    second.apply(step, position, direction, memory, from + first.memory());
  }
}
