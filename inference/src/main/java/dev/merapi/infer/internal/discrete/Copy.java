package dev.merapi.infer.internal.discrete;

import dev.merapi.infer.internal.sum.Axis;
import io.vavr.collection.LinkedHashSet;
import io.vavr.collection.Map;
import io.vavr.collection.Set;
import io.vavr.collection.TreeMap;

/**
 * An enumerated site at some elements of its plates: a variable of the sum. At the plates that are
 * not named it has a value of its own at each element.
 *
 * @param site the name of the site
 * @param elements plate → element
 */
record Copy(String site, Map<String, Integer> elements) {
  /** The whole site. */
  static Copy of(String site) {
    return new Copy(site, TreeMap.empty());
  }

  /** At one element of a further plate. */
  Copy at(String plate, int element) {
    return new Copy(site, elements.put(plate, element));
  }

  /** Whether it has a value of its own at each element of a plate. */
  boolean isEachIn(String plate, WorldSite origin) {
    return !elements.containsKey(plate)
        && origin.home().exists(frame -> frame.plate().equals(plate));
  }

  /** The site, or the site at its elements. */
  String name() {
    return elements.isEmpty()
        ? site
        : site + elements.map(at -> at._1 + " " + at._2).mkString("[", ", ", "]");
  }

  /** The axis of a factor. */
  Axis.Variable variable(WorldSite origin) {
    Axis.Variable whole = origin.variable();
    Set<Axis.Plate> home = LinkedHashSet.ofAll(whole.home());
    return new Axis.Variable(
        name(),
        whole.size(),
        home.reject(plate -> elements.containsKey(plate.name())),
        whole.chains());
  }
}
