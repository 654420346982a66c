package dev.merapi.tensor.internal.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.plan.Operation;
import dev.merapi.tensor.internal.plan.Stage;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The weights of log-sum-exps: those of few terms have the exponentials of the sum. */
final class LogSumExpLaws {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  private static Graph gradient(Symbolic.Input x) {
    Tensor total = x.logSumExp(0).times(Tensor.scalar(0.5)).sum();
    return Graph.of(List.of(x), List.of(total, Gradient.of(total, List.of(x)).getFirst()));
  }

  private static double[] weights(double... terms) {
    Symbolic.Input x = Symbolic.Input.of("x", Shape.of(terms.length));
    Tensor weight = Gradient.of(x.logSumExp(0), List.of(x)).getFirst();
    return Graph.of(List.of(x), List.of(weight))
        .apply(List.of(Tensor.of(terms)))
        .getFirst()
        .dense()
        .toArray();
  }

  private static Stream<Operation> operations(Graph graph) {
    return Compiled.of(graph).plan().stages().stream()
        .flatMap(
            stage ->
                switch (stage) {
                  case Stage.Scalars scalars -> scalars.operations().stream();
                  case Stage.Tiles tiles -> tiles.operations().stream();
                  case Stage.Call _ -> Stream.of();
                });
  }

  @Test
  void aValueAndItsGradientHaveOneExponentialATerm() {
    for (Shape shape : List.of(Shape.of(4), Shape.of(5, 300), Shape.of(16, 40))) {
      Graph graph = gradient(Symbolic.Input.of("x", shape));
      long exponentials =
          operations(graph)
              .filter(
                  operation ->
                      operation instanceof Operation.Apply apply
                          && apply.primitive() instanceof Exp)
              .count();
      assertEquals(shape.size(0), exponentials, shape.toString());
    }
  }

  @Test
  void weightsAreExponentialsOverTheirSum() {
    for (int n : new int[] {1, 2, 7, 16, 17, 40}) {
      double[] terms = new SplittableRandom(n).doubles(n, -40, 700).toArray();
      double greatest = Tensor.of(terms).max().item();
      double sum = 0;
      for (double term : terms) {
        sum += Math.exp(term - greatest);
      }
      double[] weights = weights(terms);
      for (int i = 0; i < n; i++) {
        double expected = Math.exp(terms[i] - greatest) / sum;
        assertEquals(expected, weights[i], 1e-12 * expected + 1e-300);
      }
    }
  }

  @Test
  void infiniteTermsHaveTheWeightsOfTheirLimits() {
    for (int n : new int[] {3, 16, 17}) {
      double[] none = new double[n];
      Arrays.fill(none, -INFINITY);
      for (double weight : weights(none)) {
        assertEquals(0, weight);
      }
      double[] one = none.clone();
      one[1] = -5;
      for (int i = 0; i < n; i++) {
        assertEquals(i == 1 ? 1 : 0, weights(one)[i]);
      }
      double[] endless = new double[n];
      endless[2] = INFINITY;
      assertEquals(0, weights(endless)[0]);
      assertEquals(Double.NaN, weights(endless)[2]);
      assertEquals(INFINITY, Tensor.of(endless).logSumExp(0).item());
    }
  }
}
