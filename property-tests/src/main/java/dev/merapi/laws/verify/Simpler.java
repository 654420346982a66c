package dev.merapi.laws.verify;

import dev.merapi.effects.Rewrite;
import dev.merapi.effects.trace.Entry;
import dev.merapi.laws.internal.verify.Points;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A simpler case of a failure: fewer rows, and with them smaller plates; less data; latent sites
 * that are held at a value instead of drawn. What is left out is not what is wrong.
 */
final class Simpler {
  private static final int MOST = 4;
  private static final int LEAST_ROWS = 3;

  private final Check check;
  private final Key key;
  private final List<String> done = new ArrayList<>();
  private Subject subject;

  private Simpler(Check check, Subject subject, Key key) {
    this.check = check;
    this.subject = subject;
    this.key = key;
  }

  /** What can be left out, as the end of a sentence; empty if nothing, or if it takes long. */
  static String of(Check check, Subject subject, Key key) {
    if (check.from() != Profile.INSTANT) {
      return "";
    }
    Simpler simpler = new Simpler(check, subject, key);
    simpler.rows();
    simpler.data();
    simpler.latents();
    return simpler.done.isEmpty()
        ? ""
        : " It fails too with " + String.join(", ", simpler.done) + ".";
  }

  private boolean taken(Subject tried) {
    try {
      if (!(check.run().apply(tried, key) instanceof Outcome.Failed)) {
        return false;
      }
    } catch (RuntimeException cannotBeAsked) {
      return false;
    }
    subject = tried;
    return true;
  }

  private void rows() {
    if (subject.rows().isEmpty()) {
      return;
    }
    int all = subject.rowCount();
    int left = all;
    while (left > LEAST_ROWS) {
      int half = Math.max(LEAST_ROWS, left / 2);
      if (!taken(subject.taking(IntStream.range(0, half).toArray()))) {
        break;
      }
      left = half;
    }
    if (left < all) {
      done.add("the first %d of %d rows".formatted(left, all));
    }
  }

  private void data() {
    List<String> observed =
        subject.first().sites().stream()
            .filter(entry -> entry.site().isObserved() && !entry.site().isIndexSet())
            .filter(entry -> !entry.site().isComputed())
            .map(Entry::name)
            .toList();
    for (String name : observed.subList(0, observed.size() < 2 ? 0 : observed.size())) {
      Rewrite unseen = site -> site.name().equals(name) ? site.masked(Tensor.scalar(0)) : site;
      if (taken(subject.under(unseen))) {
        done.add("no data of '%s'".formatted(name));
      }
    }
  }

  private void latents() {
    int tries = 0;
    for (Entry.Sampled entry : List.copyOf(subject.first().latents())) {
      if (entry.site().isIndexSet() || entry.site().isComputed() || tries++ == MOST) {
        continue;
      }
      if (taken(subject.holding(Map.of(entry.name(), entry.value())))) {
        done.add("'%s' held at %s".formatted(entry.name(), Points.text(entry.value().toArray())));
      }
    }
  }
}
