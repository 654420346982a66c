package dev.merapi.infer.particle;

import dev.merapi.tensor.Tensor;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The values that one particle has reported, the newest first. Particles with a common ancestor
 * share what it had, so N particles of T steps take room for T + N ln N values in expectation
 * instead of T N (Jacob, Murray and Rubenthaler, "Path storage in the particle filter", 2015).
 */
final class History {
  /** Nothing yet. */
  static final History EMPTY = new History(null, "", Tensor.scalar(0));

  private final @Nullable History before;
  private final String name;
  private final Tensor value;

  private History(@Nullable History before, String name, Tensor value) {
    this.before = before;
    this.name = name;
    this.value = value;
  }

  /** With one value more. */
  History plus(String site, Tensor latest) {
    return new History(this, site, latest);
  }

  boolean isEmpty() {
    return before == null;
  }

  /** What was there before the newest value; itself where there is none. */
  History before() {
    return before == null ? this : before;
  }

  /** The site of the newest value. */
  String name() {
    return name;
  }

  /** The newest value. */
  Tensor value() {
    return value;
  }

  /** All values by name, in the order of the program. */
  Map<String, Tensor> values() {
    Deque<History> newest = new ArrayDeque<>();
    for (History at = this; !at.isEmpty(); at = at.before()) {
      newest.push(at);
    }
    Map<String, Tensor> values = new LinkedHashMap<>();
    newest.forEach(entry -> values.put(entry.name, entry.value));
    return values;
  }
}
