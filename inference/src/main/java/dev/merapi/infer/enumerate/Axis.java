package dev.merapi.infer.enumerate;

import io.vavr.collection.Set;

/** What an axis of a factor runs over. Two axes are the same by what they belong to. */
public sealed interface Axis {
  /** The name of the plate or of the enumerated site. */
  String name();

  /** The number of positions along the axis, at least 1. */
  int size();

  /** The elements of a plate, which are independent: a factor is multiplied over them. */
  record Plate(String name, int size) implements Axis {}

  /**
   * The values of an enumerated site.
   *
   * @param home the plates that the site stands in: it has a value of its own at each element
   */
  record Variable(String name, int size, Set<Plate> home) implements Axis {}
}
