package dev.merapi.infer.adapt;

import dev.merapi.tensor.ArgumentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** What warm-up learns of the metric, and from what. */
public sealed interface MetricShape {
  /** Nothing: the metric the kernel was made with stays. */
  MetricShape FIXED = new Given();

  /** The variance of each coordinate, from the draws alone: Stan's. */
  MetricShape DIAGONAL = new Variance(false);

  /** The full covariance, from the draws alone: Stan's {@code dense_e}. */
  MetricShape DENSE = new Variance(true);

  /** The scale of each coordinate, from draws and gradients. */
  MetricShape FISHER_DIAGONAL =
      new Fisher(0, Double.POSITIVE_INFINITY, List.of(), "FISHER_DIAGONAL");

  /**
   * The scale of each coordinate and the directions that matter, from draws and gradients: in up to
   * 16 dimensions all, above those along which the variance is more than twice, or less than half,
   * of what the scales say.
   */
  MetricShape LOW_RANK = new Fisher(16, 2, List.of(), "LOW_RANK");

  /** The full matrix, from draws and gradients. */
  MetricShape FISHER_DENSE = new Fisher(Integer.MAX_VALUE, 1, List.of(), "FISHER_DENSE");

  /**
   * As {@link #FISHER_DENSE} within each block of coordinates, and nothing between them.
   *
   * @param blocks the coordinates of each block, each coordinate in one at most; those in none are
   *     scaled by themselves
   * @throws ArgumentException if a coordinate is in two blocks
   */
  static MetricShape blocks(List<int[]> blocks) {
    List<List<Integer>> copy =
        blocks.stream().map(block -> Arrays.stream(block).boxed().toList()).toList();
    if (copy.stream().flatMap(List::stream).distinct().count()
        != copy.stream().mapToInt(List::size).sum()) {
      throw new ArgumentException(
          "A coordinate belongs to one block of a metric at most, but the blocks are "
              + copy
              + ".");
    }
    return new Fisher(Integer.MAX_VALUE, 1, copy, "blocks " + copy);
  }

  /** Nothing is learnt. */
  record Given() implements MetricShape {
    @Override
    public String toString() {
      return "FIXED";
    }
  }

  /**
   * Variances or covariance of the draws.
   *
   * @param dense whether it is the covariance
   */
  record Variance(boolean dense) implements MetricShape {
    @Override
    public String toString() {
      return dense ? "DENSE" : "DIAGONAL";
    }
  }

  /**
   * Scales, and directions within blocks.
   *
   * @param small the dimension of a block up to which all directions are kept
   * @param cutoff c: above that those whose variance is outside of [1/c, c]
   * @param blocks the coordinates of each block; one block of all if there is none
   * @param name what it is called
   */
  record Fisher(int small, double cutoff, List<List<Integer>> blocks, String name)
      implements MetricShape {
    /** Whether there are scales alone. */
    boolean isDiagonal() {
      return cutoff == Double.POSITIVE_INFINITY;
    }

    /** Whether a direction with that variance is kept in a block of that dimension. */
    boolean keeps(int dimension, double eigenvalue) {
      return dimension <= small || eigenvalue > cutoff || eigenvalue < 1 / cutoff;
    }

    /** The coordinates of each block. */
    List<int[]> blocks(int dimension) {
      if (blocks.isEmpty()) {
        return List.of(IntStream.range(0, dimension).toArray());
      }
      List<int[]> arrays = new ArrayList<>();
      for (List<Integer> block : blocks) {
        for (int i : block) {
          if (i < 0 || i >= dimension) {
            throw new ArgumentException(
                "A block of the metric names coordinate %d, but there are %d."
                    .formatted(i, dimension));
          }
        }
        arrays.add(block.stream().mapToInt(i -> i).toArray());
      }
      return arrays;
    }

    @Override
    public String toString() {
      return name;
    }
  }
}
