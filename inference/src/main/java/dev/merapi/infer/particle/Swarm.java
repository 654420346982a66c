package dev.merapi.infer.particle;

import dev.merapi.effects.Model;
import dev.merapi.tensor.Key;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** N programs that wait for each other at their stops, however they are run. */
interface Swarm<A> {
  int size();

  /** The program i was stopped after this site, or has died there. */
  String last(int i);

  /** ln of the evidence of its last stretch. */
  double gain(int i);

  /** How many sites of evidence it has met in its last stretch. */
  int evidence(int i);

  /** Whether program i has run to its end. */
  boolean hasEnded(int i);

  /** What program i returned, if it has ended. */
  Optional<A> result(int i);

  /** What each program has reported. */
  List<History> histories();

  /** Copies of these programs, in this order. */
  Swarm<A> chosen(int[] ancestors);

  /**
   * All of them at their next stops.
   *
   * @param fresh whether a new stretch begins, in which no evidence has been met
   */
  Swarm<A> advanced(Stops stops, Key run, int step, boolean fresh, Crew crew);

  /** Other programs after these, which have ended. */
  <B> Swarm<B> then(
      Function<? super A, ? extends Model<B>> next,
      Optional<Function<? super A, ? extends Model<?>>> proposal);

  /** Programs that have ended, one for each particle. */
  Forked<A> forked();

  /** Without what they have reported. */
  Swarm<A> forgetting();

  /** The key of particle i in a step of a run. */
  static Key key(Key run, int step, int i) {
    return run.fold(step).fold(i);
  }
}
