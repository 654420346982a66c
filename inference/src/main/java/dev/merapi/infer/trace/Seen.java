package dev.merapi.infer.trace;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;

/** Values by site that still know the run which they are from, so that it is not run again. */
final class Seen extends AbstractMap<String, Tensor> {
  private static final Key FIXED = Key.of(0);

  private final Model<?> model;
  private final Visit visit;

  Seen(Model<?> model, Visit visit) {
    this.model = model;
    this.visit = visit;
  }

  /** The run of a program with these values; a sentence where there is none. */
  static Visit visit(Model<?> model, Map<String, Tensor> values) {
    if (values instanceof Seen seen && seen.model.equals(model)) {
      return seen.visit;
    }
    Visit visit = Visit.of(model, values, FIXED);
    if (visit.isDead() || !visit.drawn().isEmpty()) {
      throw new ModelException(
          visit.isDead()
              ? "The state is no run of the program: it has no density at site '%s'."
                  .formatted(visit.culprit())
              : "The state is no run of the program: it has no values for the sites %s."
                  .formatted(visit.drawn()));
    }
    return visit;
  }

  @Override
  public Set<Entry<String, Tensor>> entrySet() {
    return Collections.unmodifiableMap(visit.values()).entrySet();
  }
}
