package dev.merapi.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Tensors from the numbers that people have. */
class TensorExamples {
  private static final Tensor EXPECTED = Tensor.of(new double[] {1, 2, 3});

  @Test
  void whatHoldsTheSameNumbersIsTheSameTensor() {
    assertEquals(EXPECTED, Tensor.of(1, 2, 3));
    assertEquals(EXPECTED, Tensor.of(1L, 2L, 3L));
    assertEquals(EXPECTED, Tensor.of(new int[] {1, 2, 3}));
    assertEquals(EXPECTED, Tensor.of(List.of(1.0, 2.0, 3.0)));
    assertEquals(EXPECTED, Tensor.of(List.of(1, 2, 3)));
  }

  @Test
  void nestedArraysHaveAnAxisEach() {
    Tensor matrix = Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, Shape.of(3, 2));
    assertEquals(matrix, Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}}));
    assertEquals(matrix, Tensor.of(new int[][] {{1, 2}, {3, 4}, {5, 6}}));
    assertEquals(
        matrix.reshape(3, 1, 2), Tensor.of(new double[][][] {{{1, 2}}, {{3, 4}}, {{5, 6}}}));
    assertEquals(Shape.of(0, 0), Tensor.of(new double[0][]).shape());
    assertEquals(Shape.of(2, 0), Tensor.of(new double[2][0]).shape());
  }

  @Test
  void whatHasNoShapeOrNoExactNumberIsRefused() {
    ShapeException ragged =
        assertThrows(ShapeException.class, () -> Tensor.of(new double[][] {{1, 2}, {3}}));
    assertTrue(String.valueOf(ragged.getMessage()).contains("[1] has 1"), ragged::getMessage);
    assertThrows(ArgumentException.class, () -> Tensor.of(Long.MIN_VALUE));
    assertThrows(ArgumentException.class, () -> Tensor.of((1L << 53) + 1));
    assertEquals(0x1p53, Tensor.of(1L << 53).at(0).item());
  }
}
