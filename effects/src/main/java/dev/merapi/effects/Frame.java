package dev.merapi.effects;

/**
 * One plate around a site, resolved: which plate, how many elements in this run, and out of how
 * many.
 */
public sealed interface Frame {

  /** The name of the plate. */
  String plate();

  /** The number of elements in this run. */
  int size();

  /** The number of elements altogether. */
  int fullSize();

  /** fullSize / size: what one element of this run stands for. */
  default double scale() {
    return (double) fullSize() / size();
  }

  /** All elements at once, along batch dim {@code dim}, counted from the right and negative. */
  record Vectorised(String plate, int dim, int size, int fullSize) implements Frame {}

  /** One turn of a loop: the element with number {@code index}, {@code 0 ≤ index < fullSize}. */
  record Sequential(String plate, int index, int size, int fullSize) implements Frame {}
}
