package dev.merapi.infer.internal.rows;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The sum of blocks does not depend on who adds which, nor on the order. */
class PartialSumsLaws {
  private static double[] block(int number) {
    return new double[] {Math.sin(number + 1) * 1e10, Math.exp(-number), 1.0 / (3 + number)};
  }

  /** The tree as it is defined: halves of a level, the last alone where there is no other. */
  private static double[] slow(int blocks) {
    List<double[]> level = new ArrayList<>();
    for (int i = 0; i < blocks; i++) {
      level.add(block(i));
    }
    while (level.size() > 1) {
      List<double[]> next = new ArrayList<>();
      for (int i = 0; i < level.size(); i += 2) {
        double[] sum = level.get(i).clone();
        if (i + 1 < level.size()) {
          for (int k = 0; k < sum.length; k++) {
            sum[k] += level.get(i + 1)[k];
          }
        }
        next.add(sum);
      }
      level = next;
    }
    return level.getFirst();
  }

  @Test
  void anyPartitionInAnyOrderHasTheBitsOfTheTree() {
    for (int blocks = 1; blocks < 40; blocks++) {
      double[] expected = slow(blocks);
      for (int seed = 0; seed < 10; seed++) {
        Random random = new Random(seed);
        int parts = 1 + random.nextInt(8);
        List<PartialSums> sums = new ArrayList<>();
        for (int p = 0; p < parts; p++) {
          sums.add(new PartialSums(blocks, 3));
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < blocks; i++) {
          order.add(i);
        }
        Collections.shuffle(order, random);
        order.forEach(i -> sums.get(random.nextInt(parts)).add(i, block(i)));
        while (sums.size() > 1) {
          PartialSums one = sums.remove(random.nextInt(sums.size()));
          sums.get(random.nextInt(sums.size())).add(one);
        }
        assertArrayEquals(expected, sums.getFirst().total());
      }
    }
  }

  @Test
  void aMissingBlockIsNoticed() {
    PartialSums sums = new PartialSums(5, 3);
    for (int i : List.of(0, 1, 2, 4)) {
      sums = sums.add(i, block(i));
    }
    String said = assertThrows(IllegalStateException.class, sums::total).getMessage();
    assertEquals("Of 5 blocks only parts were added: 3 sums are left.", said);
  }
}
