package dev.merapi.distributions.discrete;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.distributions.internal.LastAxis;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.SplittableRandom;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The probability of a known category = that category's place in the table of all. */
class OrderedCategoriesLaws {
  private static final int N = 40;

  private static Tensor random(SplittableRandom random, double reach, int n) {
    return Tensor.of(random.doubles(n, -reach, reach).toArray());
  }

  private static void check(
      BiFunction<Tensor, Tensor, OrderedCategories> distribution, double reach, double tolerance) {
    for (int cuts = 1; cuts <= 4; cuts++) {
      SplittableRandom random = new SplittableRandom(cuts);
      Tensor predictor = random(random, reach, N);
      Tensor start = random(random, 2, cuts);
      Tensor value = Tensor.of(random.ints(N, 0, cuts + 1).asDoubleStream().toArray());
      Tensor weights = random(random, 1, N);
      Function<Tensor, Tensor> cutpoints = raw -> raw.exp().cumsum(0).minus(3);
      Function<OrderedCategories, Tensor> fast = d -> d.logDensity(value);
      Function<OrderedCategories, Tensor> slow = d -> LastAxis.choose(d.logProbs(), value);
      OrderedCategories all = distribution.apply(predictor, cutpoints.apply(start));
      near(slow.apply(all), fast.apply(all), tolerance);
      near(
          Gradient.at(
              raw ->
                  slow.apply(distribution.apply(predictor, cutpoints.apply(raw)))
                      .times(weights)
                      .sum(),
              start),
          Gradient.at(
              raw ->
                  fast.apply(distribution.apply(predictor, cutpoints.apply(raw)))
                      .times(weights)
                      .sum(),
              start),
          1e-10);
      near(
          Gradient.at(
              x -> slow.apply(distribution.apply(x, cutpoints.apply(start))).times(weights).sum(),
              predictor),
          Gradient.at(
              x -> fast.apply(distribution.apply(x, cutpoints.apply(start))).times(weights).sum(),
              predictor),
          1e-10);
    }
  }

  private static void near(Tensor expected, Tensor actual, double tolerance) {
    assertEquals(expected.shape(), actual.shape());
    double[] want = expected.toArray();
    double[] have = actual.toArray();
    for (int i = 0; i < want.length; i++) {
      assertEquals(want[i], have[i], tolerance * Math.max(1, Math.abs(want[i])));
    }
  }

  @Test
  void logisticCategories() {
    check(OrderedLogistic::of, 30, 0);
  }

  @Test
  void normalCategories() {
    check(OrderedProbit::of, 6, 1e-12);
  }

  @Test
  void predictorsAndValuesBroadcast() {
    OrderedLogistic one = OrderedLogistic.of(Tensor.scalar(0.3), Tensor.of(-1, 0, 2));
    assertArrayEquals(one.logProbs().toArray(), one.logDensity(Tensor.of(0, 1, 2, 3)).toArray(), 0);
    OrderedLogistic two = OrderedLogistic.of(Tensor.of(0.3, -2), Tensor.of(-1, 0, 2));
    Tensor table = two.logDensity(Tensor.arange(4).unsqueeze(1));
    assertEquals(Shape.of(4, 2), table.shape());
    assertEquals(two.logProbs().transpose(), table);
  }
}
