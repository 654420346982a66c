package dev.merapi.tensor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * In which order to multiply several tensors over shared letters, two at a time. A pair costs one
 * multiplication for each combination of values of the letters that it has; the letters that nobody
 * else needs are summed out at once. Sets of letters are bits.
 */
final class ContractionOrder {
  /** Up to this many operands every order is considered: 3ⁿ splits of subsets. */
  private static final int EXHAUSTIVE = 6;

  private final long[] operands;
  private final long output;
  private final int[] sizes;

  /**
   * The order for operands and a result with the given letters; {@code sizes} has the size of each
   * letter, by bit number.
   */
  ContractionOrder(long[] operands, long output, int[] sizes) {
    this.operands = operands.clone();
    this.output = output;
    this.sizes = sizes.clone();
  }

  /** A binary tree whose leaves are operands. */
  sealed interface Tree {
    record Leaf(int operand) implements Tree {}

    record Pair(Tree left, Tree right) implements Tree {}
  }

  private record Plan(Tree tree, long letters, double cost) {}

  private record Pick(Plan left, Plan right, Plan joined, double growth) {}

  private static final Comparator<Pick> BY_GROWTH_THEN_COST =
      Comparator.comparingDouble(Pick::growth).thenComparingDouble(pick -> pick.joined.cost);

  /** The cheapest tree for few operands, a greedy one for many. */
  Tree tree() {
    return (operands.length <= EXHAUSTIVE ? optimal() : greedy()).tree;
  }

  /** The number of multiplications of the tree that {@link #tree} gives. */
  double cost() {
    return (operands.length <= EXHAUSTIVE ? optimal() : greedy()).cost;
  }

  /** The best plan for each subset from the best plans of its parts. */
  private Plan optimal() {
    int all = (1 << operands.length) - 1;
    Plan[] best = new Plan[all + 1];
    for (int subset = 1; subset <= all; subset++) {
      if (Integer.bitCount(subset) == 1) {
        int operand = Integer.numberOfTrailingZeros(subset);
        best[subset] = leaf(operand, lettersOf(all & ~subset));
        continue;
      }
      for (int part = (subset - 1) & subset; part > subset / 2; part = (part - 1) & subset) {
        Plan plan = join(best[part], best[subset & ~part], lettersOf(all & ~subset));
        if (best[subset] == null || plan.cost < best[subset].cost) {
          best[subset] = plan;
        }
      }
    }
    return best[all];
  }

  /**
   * Joins the pair that shrinks the total size most, the cheapest among equals, until one is left.
   */
  private Plan greedy() {
    List<Plan> open = new ArrayList<>();
    for (int i = 0; i < operands.length; i++) {
      open.add(leaf(i, ~0L));
    }
    while (open.size() > 1) {
      List<Pick> picks = new ArrayList<>();
      for (int i = 1; i < open.size(); i++) {
        for (int j = 0; j < i; j++) {
          picks.add(pick(open, i, j));
        }
      }
      Pick best = Collections.min(picks, BY_GROWTH_THEN_COST);
      open.remove(best.left);
      open.remove(best.right);
      open.add(best.joined);
    }
    return open.getFirst();
  }

  private Pick pick(List<Plan> open, int i, int j) {
    Plan left = open.get(j);
    Plan right = open.get(i);
    Plan joined = join(left, right, othersThan(open, i, j));
    double growth = size(joined.letters) - size(left.letters) - size(right.letters);
    return new Pick(left, right, joined, growth);
  }

  private static long othersThan(List<Plan> open, int i, int j) {
    long letters = 0;
    for (int k = 0; k < open.size(); k++) {
      letters |= k == i || k == j ? 0 : open.get(k).letters;
    }
    return letters;
  }

  private Plan leaf(int operand, long others) {
    return new Plan(new Tree.Leaf(operand), operands[operand] & (others | output), 0);
  }

  private Plan join(Plan left, Plan right, long others) {
    long letters = left.letters | right.letters;
    double cost = left.cost + right.cost + size(letters);
    return new Plan(new Tree.Pair(left.tree, right.tree), letters & (others | output), cost);
  }

  private long lettersOf(int subset) {
    long letters = 0;
    for (int i = 0; i < operands.length; i++) {
      letters |= (subset >> i & 1) == 1 ? operands[i] : 0;
    }
    return letters;
  }

  private double size(long letters) {
    double size = 1;
    for (long rest = letters; rest != 0; rest &= rest - 1) {
      size *= sizes[Long.numberOfTrailingZeros(rest)];
    }
    return size;
  }
}
