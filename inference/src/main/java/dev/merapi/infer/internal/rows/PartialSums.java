package dev.merapi.infer.internal.rows;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Sums of the vectors of some of n numbered blocks over a fixed tree: node (l + 1, i) is node (l,
 * 2i) plus node (l, 2i + 1), or (l, 2i) alone where there is no other; the leaves (0, i) are the
 * blocks. Whatever was added here or there, in any order, and put together in any order, has the
 * same bits in the end. What a vector has beyond the numbers that are summed is its block's own,
 * and kept as it is.
 */
public final class PartialSums implements Serializable {
  private static final long serialVersionUID = 1;

  private final int blocks;
  private final int summed;
  private final TreeMap<Long, double[]> nodes = new TreeMap<>();
  private final TreeMap<Integer, double[]> own = new TreeMap<>();

  /** Nothing yet, of so many blocks, whose vectors have so many numbers that are summed. */
  public PartialSums(int blocks, int summed) {
    this.blocks = blocks;
    this.summed = summed;
  }

  /** Adds the vector of a block, which it takes over. */
  public PartialSums add(int block, double[] vector) {
    if (vector.length > summed) {
      own.put(block, Arrays.copyOfRange(vector, summed, vector.length));
      put(0, block, Arrays.copyOf(vector, summed));
    } else {
      put(0, block, vector);
    }
    return this;
  }

  /** What each block has of its own. */
  SortedMap<Integer, double[]> own() {
    return own;
  }

  /** Adds what another knows of other blocks; the other is used up. */
  public PartialSums add(PartialSums other) {
    for (Map.Entry<Long, double[]> node : other.nodes.entrySet()) {
      put((int) (node.getKey() >>> 32), node.getKey().intValue(), node.getValue());
    }
    own.putAll(other.own);
    return this;
  }

  /** Writes of how many blocks something is known, how many nodes, the place and vector of each. */
  public void write(DataOutput out) throws IOException {
    out.writeInt(blocks);
    out.writeInt(summed);
    out.writeInt(nodes.size());
    for (Map.Entry<Long, double[]> node : nodes.entrySet()) {
      out.writeLong(node.getKey());
      write(node.getValue(), out);
    }
    out.writeInt(own.size());
    for (Map.Entry<Integer, double[]> part : own.entrySet()) {
      out.writeInt(part.getKey());
      write(part.getValue(), out);
    }
  }

  private static void write(double[] vector, DataOutput out) throws IOException {
    out.writeInt(vector.length);
    for (double number : vector) {
      out.writeDouble(number);
    }
  }

  /** What {@link #write} wrote. */
  public static PartialSums read(DataInput in) throws IOException {
    PartialSums sums = new PartialSums(in.readInt(), in.readInt());
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      long key = in.readLong();
      sums.put((int) (key >>> 32), (int) key, vector(in));
    }
    int parts = in.readInt();
    for (int i = 0; i < parts; i++) {
      int block = in.readInt();
      sums.own.put(block, vector(in));
    }
    return sums;
  }

  private static double[] vector(DataInput in) throws IOException {
    double[] vector = new double[in.readInt()];
    for (int k = 0; k < vector.length; k++) {
      vector[k] = in.readDouble();
    }
    return vector;
  }

  private void put(int level, int index, double[] vector) {
    int width = (int) ((blocks + (1L << level) - 1) >>> level);
    double[] sum = vector;
    int l = level;
    int i = index;
    while (width > 1) {
      int sibling = i ^ 1;
      if (sibling < width) {
        double[] other = nodes.remove(key(l, sibling));
        if (other == null) {
          break;
        }
        sum = sibling < i ? plus(other, sum) : plus(sum, other);
      }
      l++;
      i >>= 1;
      width = (width + 1) >> 1;
    }
    if (nodes.put(key(l, i), sum) != null) {
      throw new IllegalStateException("Node %d of level %d was there before.".formatted(i, l));
    }
  }

  private static long key(int level, int index) {
    return ((long) level << 32) | index;
  }

  private static double[] plus(double[] left, double[] right) {
    for (int i = 0; i < left.length; i++) {
      left[i] += right[i];
    }
    return left;
  }

  /** The sum over all blocks; refused while one is missing. */
  public double[] total() {
    int root = 32 - Integer.numberOfLeadingZeros(Math.max(0, blocks - 1));
    double[] total = nodes.get(key(root, 0));
    if (nodes.size() != 1 || total == null) {
      throw new IllegalStateException(
          "Of %d blocks only parts were added: %d sums are left.".formatted(blocks, nodes.size()));
    }
    return total;
  }
}
