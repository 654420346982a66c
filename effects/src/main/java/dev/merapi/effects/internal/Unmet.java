package dev.merapi.effects.internal;

import io.vavr.collection.List;
import io.vavr.collection.Seq;
import io.vavr.collection.Set;
import io.vavr.collection.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The names that a handler was given and that a run has not met so far.
 *
 * @param names what is left of them
 * @param seen the names that the run has met, the last one first
 * @param said whether a run of the same program has said so already: a program may be run many
 *     times, and its end be reached many times in one run
 */
public record Unmet(Set<String> names, List<String> seen, AtomicBoolean said) {
  /** None of these names is met. */
  public static Unmet of(Iterable<String> names) {
    return new Unmet(TreeSet.ofAll(names), List.empty(), new AtomicBoolean(false));
  }

  /** After a site or parameter of this name. Costs nothing once all names are met. */
  public Unmet met(String name) {
    return names.isEmpty() ? this : new Unmet(names.remove(name), seen.prepend(name), said);
  }

  /** At the end of a run: a sentence for each name that is left, the first time only. */
  public Seq<String> sentences(String handler) {
    return names.isEmpty() || said.getAndSet(true)
        ? List.empty()
        : names.toList().map(name -> sentence(handler, name));
  }

  private String sentence(String handler, String name) {
    return "%s was given the name '%s', but no site or parameter that it sees in this run has it%s."
        .formatted(handler, name, Nearest.phrase(name, seen.reverse().distinct()));
  }
}
