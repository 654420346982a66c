package dev.merapi.distributions;

import static dev.merapi.distributions.Distributions.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers, whole numbers and tensors in any mix. */
class FactoriesExamples {
  private static final Tensor T = Tensor.of(1.5, 2, 2.5);

  @Test
  void mixesCompileAndBroadcast() {
    List<Distribution> mixed =
        List.of(
            gumbel(T, 1),
            gumbel(0, T),
            studentT(T, 0, 1),
            studentT(4, T, 1.5),
            pareto(1, T),
            normal(0, T),
            uniform(0, T),
            truncated(normal(0, 1), T.unaryMinus(), 5),
            truncated(normal(0, 1), -5, T),
            zeroInflated(poisson(T), 0.3),
            hurdle(poisson(3), T.times(0.1)),
            stable(1.5, 0, T, 0),
            binomial(10, T.times(0.2)),
            relaxedBernoulli(0.5, T.times(0.2)),
            leftCensored(normal(0, 1), T.gt(2)));
    mixed.forEach(each -> assertEquals(Shape.of(3), each.batchShape(), each::toString));
    assertEquals(Shape.of(), normal(0, 1).batchShape());
  }

  @Test
  void aNumberIsATensorWithoutAxes() {
    assertEquals(
        studentT(Tensor.scalar(4), Tensor.scalar(0), Tensor.scalar(1)).logProb(T).toString(),
        studentT(4, 0, 1).logProb(T).toString());
  }

  @Test
  void vectorsMayBeListed() {
    assertEquals(Shape.of(3), dirichlet(1, 2, 3).eventShape());
    assertTrue(categorical(0.2, 0.3, 0.5).isEnumerable());
  }
}
