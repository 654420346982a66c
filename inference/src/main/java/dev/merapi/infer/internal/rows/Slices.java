package dev.merapi.infer.internal.rows;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where the numbers of the rows of a block lie in a position: first come those that all rows share,
 * then, for each site of the rows, the numbers of all rows.
 *
 * @param shared how many numbers all rows share
 * @param rows how many rows there are
 * @param size how many rows a block has, but for the last
 * @param sites the sites of the rows
 */
public record Slices(int shared, long rows, int size, List<Slice> sites) implements Serializable {
  private static final long serialVersionUID = 1;

  /** Copies the list. */
  public Slices {
    sites = List.copyOf(sites);
  }

  /**
   * The numbers of a site, as [outer, rows, inner].
   *
   * @param outer how many numbers come before the axis of the rows
   * @param inner how many come behind it
   */
  public record Slice(int outer, int inner) implements Serializable {
    private static final long serialVersionUID = 1;

    int each() {
      return outer * inner;
    }
  }

  static Slices of(RowSites sites, Blocks blocks) {
    List<Slice> slices = new ArrayList<>();
    for (LocalSite site : sites.kept()) {
      int outer = site.free().takeLeft(site.axis()).count();
      slices.add(new Slice(outer, site.each() / outer));
    }
    return new Slices(sites.shared().dimension(), blocks.rows(), blocks.size(), slices);
  }

  /** Whether the rows have no numbers of their own. */
  public boolean isEmpty() {
    return sites.isEmpty();
  }

  /** How many numbers of a row a position has. */
  private int each() {
    return sites.stream().mapToInt(Slice::each).sum();
  }

  private int count(int block) {
    return (int) Math.min(size, rows - (long) block * size);
  }

  /** How many numbers the rows of a block have, beside those that are shared. */
  public int own(int block) {
    return each() * count(block);
  }

  /** The position of a block: what is shared, and the numbers of its rows, site by site. */
  public double[] of(double[] position, int block) {
    if (isEmpty()) {
      return position;
    }
    double[] part = new double[shared + own(block)];
    System.arraycopy(position, 0, part, 0, shared);
    move(block, (from, at, n) -> System.arraycopy(position, from, part, shared + at, n));
    return part;
  }

  /**
   * What some blocks need of a position: what is shared, and the numbers of the rows of those that
   * are chosen, block by block.
   *
   * @param from the first block
   * @param to the one behind the last
   */
  public double[] part(double[] position, Chosen chosen, int from, int to) {
    if (isEmpty()) {
      return position;
    }
    int length = shared;
    for (int block = from; block < to; block++) {
      length += chosen.place(block) < 0 ? 0 : own(block);
    }
    double[] part = new double[length];
    System.arraycopy(position, 0, part, 0, shared);
    int at = shared;
    for (int block = from; block < to; block++) {
      if (chosen.place(block) >= 0) {
        int start = at;
        move(block, (whole, own, n) -> System.arraycopy(position, whole, part, start + own, n));
        at += own(block);
      }
    }
    return part;
  }

  /** The position of a block whose numbers begin at a place of what {@link #part} gave. */
  public double[] in(double[] part, int at, int block) {
    if (isEmpty()) {
      return part;
    }
    double[] position = new double[shared + own(block)];
    System.arraycopy(part, 0, position, 0, shared);
    System.arraycopy(part, at, position, shared, own(block));
    return position;
  }

  /**
   * Log density and gradient of the whole position.
   *
   * @param sums of chosen blocks; of the numbers of rows that are in no chosen block the gradient
   *     is 0
   */
  public double[] whole(PartialSums sums, Chosen chosen) {
    double[] total = sums.total();
    if (isEmpty()) {
      return total;
    }
    double[] all = new double[(int) (1 + shared + rows * each())];
    System.arraycopy(total, 0, all, 0, total.length);
    for (Map.Entry<Integer, double[]> own : sums.own().entrySet()) {
      double[] part = own.getValue();
      move(chosen.block(own.getKey()), (to, at, n) -> System.arraycopy(part, at, all, 1 + to, n));
    }
    return all;
  }

  private interface Move {
    /** Of n numbers, which lie in a position and, behind each other, in that of a block. */
    void of(int whole, int part, int n);
  }

  private void move(int block, Move move) {
    int count = count(block);
    long first = (long) block * size;
    long start = shared;
    int at = 0;
    for (Slice site : sites) {
      int n = count * site.inner;
      for (int o = 0; o < site.outer; o++) {
        move.of((int) (start + (o * rows + first) * site.inner), at, n);
        at += n;
      }
      start += rows * site.each();
    }
  }

  /** Nothing yet of chosen blocks, of which what is shared is added up. */
  public PartialSums none(Chosen chosen) {
    return new PartialSums(chosen.count(), 1 + shared);
  }
}
