package dev.merapi.effects.enumerate;

import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.function.Predicate;

/** All ways a program can go, in the order of its choices. */
public record Worlds<A>(List<World<A>> all) {
  /** Copies the worlds. */
  public Worlds {
    all = List.copyOf(all);
  }

  /** log Σ weight: the log-probability of the evidence. */
  public Tensor logEvidence() {
    Tensor[] weights = all.stream().map(World::logWeight).toArray(Tensor[]::new);
    return Tensor.stack(0, weights).logSumExp(0);
  }

  /** The probability, given the evidence, that the result fulfils {@code event}. */
  public double probability(Predicate<? super A> event) {
    double evidence = logEvidence().item();
    return all.stream()
        .filter(world -> event.test(world.value()))
        .mapToDouble(world -> Math.exp(world.logWeight().item() - evidence))
        .sum();
  }
}
