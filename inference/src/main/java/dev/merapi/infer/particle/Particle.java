package dev.merapi.infer.particle;

import dev.merapi.effects.Model;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Plates;
import java.util.Optional;

/**
 * A program that waits at a draw, or has ended.
 *
 * @param rest what is still to run
 * @param draws what it has reported
 * @param proposal the program that draws for it, if there is one
 * @param gain ln of the evidence of its last stretch; −∞ where it has met what has no density
 * @param evidence how many sites of evidence it has met in its last stretch
 * @param last the last of them; empty where it has met none
 */
record Particle<A>(
    Model<A> rest,
    History draws,
    Optional<Proposal> proposal,
    double gain,
    int evidence,
    String last) {

  /** A program before its first step. */
  static <A> Particle<A> before(Model<A> model, Optional<Model<?>> proposal) {
    return new Particle<>(
        Plates.vectorize(model), History.EMPTY, proposal.map(Proposal::before), 0, 0, "");
  }

  /** The same with another program to run. */
  <B> Particle<B> then(Model<B> next, Optional<Model<?>> other) {
    return new Particle<>(
        Plates.vectorize(next), draws, other.map(Proposal::before), gain, evidence, last);
  }

  /** At the beginning of a new stretch; a dead one stays dead. */
  Particle<A> fresh() {
    return isDead() ? this : new Particle<>(rest, draws, proposal, 0, 0, last);
  }

  Particle<A> gaining(double known) {
    return new Particle<>(rest, draws, proposal, known, evidence, last);
  }

  boolean isDead() {
    return gain == Double.NEGATIVE_INFINITY;
  }

  boolean hasEnded() {
    return rest instanceof Pure<A>;
  }

  /** What the program returned; nothing where it has not ended. */
  Optional<A> result() {
    return rest instanceof Pure<A>(A value) && !isDead() ? Optional.of(value) : Optional.empty();
  }

  Particle<A> forgetting() {
    return new Particle<>(rest, History.EMPTY, proposal, gain, evidence, last);
  }
}
