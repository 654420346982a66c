package dev.merapi.effects.enumerate;

import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.function.Predicate;

/** All ways a program can go, in the order of its choices. */
public record Worlds<A>(Vector<World<A>> all) {

  /** log Σ weight: the log-probability of the evidence. */
  public Tensor logEvidence() {
    Tensor[] weights = all.map(World::logWeight).toJavaArray(Tensor[]::new);
    return Tensor.stack(0, weights).logSumExp(0);
  }

  /** The probability, given the evidence, that the result fulfils {@code event}. */
  public double probability(Predicate<? super A> event) {
    double evidence = logEvidence().item();
    return all.filter(world -> event.test(world.value()))
        .map(world -> Math.exp(world.logWeight().item() - evidence))
        .sum()
        .doubleValue();
  }
}
