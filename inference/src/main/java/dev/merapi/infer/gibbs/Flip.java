package dev.merapi.infer.gibbs;

import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * One element of a discrete site, and the values that it may have.
 *
 * @param place where it is among the numbers of its site
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Flip(String site, int place, double[] support) {
  /** All elements of a site, which has a support that can be gone through. */
  static List<Flip> of(Site site, Tensor value) {
    if (!site.distribution().isEnumerable()) {
      throw new ModelException(
          "Site '%s' in %s has values that cannot be gone through, so no other one is drawn among them. Draw it by(…)."
              .formatted(site.name(), site.place().describe()));
    }
    Tensor all = site.distribution().enumerateSupport(false);
    if (site.distribution().eventDim() > 0) {
      throw new ModelException(
          "Site '%s' in %s has values that are vectors, and mixed trajectories move single numbers. Draw it by exact(…)."
              .formatted(site.name(), site.place().describe()));
    }
    List<Flip> flips = new ArrayList<>();
    for (int i = 0; i < value.shape().count(); i++) {
      flips.add(new Flip(site.name(), i, all.toArray()));
    }
    return flips;
  }

  /** How many other values there are. */
  int others() {
    return support.length - 1;
  }

  /** With another value, each with the same probability. */
  Map<String, Tensor> proposed(Map<String, Tensor> values, double uniform) {
    Tensor before = Objects.requireNonNull(values.get(site));
    double[] numbers = before.toArray().clone();
    int at = 0;
    while (at < others() && support[at] != numbers[place]) {
      at++;
    }
    int chosen = Math.min(others() - 1, (int) (others() * uniform));
    numbers[place] = support[chosen < at ? chosen : chosen + 1];
    Map<String, Tensor> next = new LinkedHashMap<>(values);
    next.put(site, Tensor.of(numbers, before.shape()));
    return next;
  }
}
