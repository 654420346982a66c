package dev.merapi.infer.vi.optim;

import java.util.ArrayList;
import java.util.List;

/**
 * Elementwise transformations one after another, piece by piece of the numbers, so that a piece is
 * read from memory once, into arrays of its own. In the memory a piece lies together, one
 * transformation after the other.
 */
final class Piecewise implements Rule {
  private static final int PIECE = 1024;

  private final int n;
  private final int memory;
  private final List<Elementwise> parts;
  private final double[][][] slots;
  private final double[] position;
  private final double[] direction;

  Piecewise(int n, List<Elementwise> parts) {
    int size = Math.min(n, PIECE);
    this.n = n;
    this.parts = List.copyOf(parts);
    this.slots =
        parts.stream().map(part -> new double[part.slots()][size]).toArray(double[][][]::new);
    this.memory = Math.multiplyExact(parts.stream().mapToInt(Elementwise::slots).sum(), n);
    this.position = new double[size];
    this.direction = new double[size];
  }

  /** With the transformations of another for as many numbers. */
  Piecewise then(Piecewise next) {
    List<Elementwise> all = new ArrayList<>(parts);
    all.addAll(next.parts);
    return new Piecewise(n, all);
  }

  @Override
  public int memory() {
    return memory;
  }

  @Override
  public void apply(long step, double[] from, double[] directions, double[] memory, int offset) {
    Memory.require(n, this.memory, from, directions, memory, offset);
    int at = offset;
    for (int begin = 0; begin < n; begin += PIECE) {
      int size = Math.min(n - begin, PIECE);
      System.arraycopy(from, begin, position, 0, size);
      System.arraycopy(directions, begin, direction, 0, size);
      at = piece(step, memory, at, size);
      System.arraycopy(direction, 0, directions, begin, size);
    }
  }

  @Override
  public void ascend(long step, double[] from, double[] gradient, double[] memory, double rate) {
    Memory.require(n, this.memory, from, gradient, memory, 0);
    int at = 0;
    for (int begin = 0; begin < n; begin += PIECE) {
      int size = Math.min(n - begin, PIECE);
      System.arraycopy(from, begin, position, 0, size);
      System.arraycopy(gradient, begin, direction, 0, size);
      Direction.negate(direction, size);
      at = piece(step, memory, at, size);
      Direction.subtract(position, rate, direction, size);
      System.arraycopy(position, 0, from, begin, size);
    }
  }

  /** Moves the piece that was read; where the memory of the next one begins. */
  private int piece(long step, double[] memory, int offset, int size) {
    int at = offset;
    for (int i = 0; i < slots.length; i++) {
      double[][] own = slots[i];
      for (int slot = 0; slot < own.length; slot++) {
        System.arraycopy(memory, at + slot * size, own[slot], 0, size);
      }
      parts.get(i).move(step, position, direction, own, size);
      for (int slot = 0; slot < own.length; slot++) {
        System.arraycopy(own[slot], 0, memory, at + slot * size, size);
      }
      at += own.length * size;
    }
    return at;
  }
}
