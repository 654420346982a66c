package dev.merapi.tensor;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/** Keys that are made when they are asked for: as many as one likes take no memory. */
final class Split extends AbstractList<Key> implements RandomAccess {
  private final int size;
  private final IntFunction<Key> part;

  Split(int size, IntFunction<Key> part) {
    this.size = size;
    this.part = part;
  }

  @Override
  public Key get(int i) {
    return part.apply(Objects.checkIndex(i, size));
  }

  @Override
  public int size() {
    return size;
  }
}
