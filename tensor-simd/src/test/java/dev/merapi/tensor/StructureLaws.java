package dev.merapi.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What the rearrangements give on small tensors, and the sentences for shapes that do not fit. */
final class StructureLaws {
  private static final Tensor X = Tensor.arange(6).reshape(2, 3);

  private static String message(Supplier<Tensor> wrong) {
    return String.valueOf(assertThrows(ShapeException.class, wrong::get).getMessage());
  }

  @Test
  void rollingMovesTowardsTheEnd() {
    assertEquals(Tensor.of(new double[][] {{2, 0, 1}, {5, 3, 4}}), X.roll(-1, 1));
    assertEquals(X.roll(1, 2), X.roll(1, -1));
    assertEquals(X, X.roll(0, 4));
  }

  @Test
  void repeatingAndTiling() {
    assertEquals(Tensor.of(0, 0, 1, 1), Tensor.arange(2).repeat(0, 2));
    assertEquals(Tensor.of(0, 1, 0, 1), Tensor.arange(2).tile(0, 2));
    assertEquals(X.repeat(0, 2).at(1), X.at(0));
    assertEquals(X.tile(0, 2).at(1), X.at(1));
  }

  @Test
  void movingAnAxisKeepsTheOrderOfTheOthers() {
    Tensor x = Tensor.zeros(Shape.of(2, 3, 4, 5));
    assertEquals(Shape.of(3, 4, 2, 5), x.moveAxis(0, 2).shape());
    assertEquals(Shape.of(5, 2, 3, 4), x.moveAxis(-1, 0).shape());
  }

  @Test
  void oneHotPutsAOne() {
    assertEquals(Tensor.of(new double[][] {{0, 0, 1}, {1, 0, 0}}), Tensor.of(2, 0).oneHot(3));
  }

  @Test
  void productsOfVectors() {
    Tensor a = Tensor.of(1, 2);
    Tensor b = Tensor.of(3, 4);
    assertEquals(Tensor.of(new double[][] {{3, 4}, {6, 8}}), a.outer(b));
    assertEquals(11, a.dot(b).item());
    assertEquals(5, b.norm().item());
    assertEquals(4, a.diagonalMatrix().plus(Tensor.ones(Shape.of(2, 2)).times(0.5)).trace().item());
  }

  @Test
  void shapesThatDoNotFitAreNamed() {
    assertTrue(message(() -> X.plus(Tensor.zeros(Shape.of(2)))).contains("[2, 3] and [2]"));
    assertTrue(message(() -> X.plus(Tensor.zeros(Shape.of(2)))).contains("axis -1"));
    assertTrue(message(() -> X.sum(2)).contains("Axis 2 does not exist in shape [2, 3]"));
    assertTrue(message(() -> X.sum(0, -2)).contains("twice"));
    assertTrue(message(() -> X.reshape(4)).contains("6 elements"));
    assertTrue(message(() -> X.expand(4, 3)).contains("[2, 3] cannot be expanded to [4, 3]"));
    assertTrue(message(() -> X.squeeze(0)).contains("axis 0 of [2, 3] has size 2"));
    assertTrue(message(() -> X.matmul(X)).contains("[2, 3] and [2, 3]"));
    assertTrue(message(() -> X.cholesky()).contains("square matrices"));
    assertTrue(message(() -> Tensor.stack(0, X, Tensor.arange(3))).contains("[2, 3] and [3]"));
    assertTrue(message(() -> Tensor.concat(0, X, X.transpose())).contains("along axis -2"));
    assertTrue(message(() -> Tensor.concat(0)).contains("no tensors to join"));
    assertTrue(
        message(() -> Tensor.zeros(Shape.of(1 << 16, 1 << 16)).exp())
            .contains("too many for one array"));
    assertTrue(message(() -> X.recurrence(0, Tensor.arange(5))).contains("do not broadcast"));
  }
}
