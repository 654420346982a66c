package dev.merapi.tensor;

import static dev.merapi.tensor.Index.ALL;
import static dev.merapi.tensor.Index.ELLIPSIS;
import static dev.merapi.tensor.Index.NEW_AXIS;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What at(…), take and gatherAlong choose, element by element, and the sentences for indices that
 * do not exist.
 */
final class IndexingLaws {
  private static final Tensor X = Tensor.arange(60).reshape(3, 4, 5);

  private static Dense dense(Tensor tensor) {
    return tensor.dense();
  }

  private static String message(Supplier<Tensor> wrong) {
    return String.valueOf(assertThrows(ShapeException.class, wrong::get).getMessage());
  }

  @Test
  void numbersDropAxesFromTheLeftAndCountFromTheEndIfNegative() {
    assertEquals(Tensor.of(45, 46, 47, 48, 49), X.at(2, 1));
    assertEquals(dense(X).element(2, 3, 0), X.at(-1, -1, -5).item());
    assertEquals(X.at(1), X.get(1));
  }

  @Test
  void anEllipsisIndexesFromTheRight() {
    Tensor last = X.at(ELLIPSIS, Index.at(3));
    assertEquals(Shape.of(3, 4), last.shape());
    assertEquals(dense(X).element(2, 1, 3), dense(last).element(2, 1));
    assertEquals(X.at(1), X.at(Index.at(1), ELLIPSIS));
  }

  @Test
  void rangesAndNewAxesAreViews() {
    Tensor part = X.at(Index.from(1), NEW_AXIS, Index.range(0, -1, 2), Index.range(-3, Index.END));
    assertEquals(Shape.of(2, 1, 2, 3), part.shape());
    assertEquals(dense(X).element(2, 2, 4), dense(part).element(1, 0, 1, 2));
    assertEquals(Shape.of(0, 4, 5), X.at(Index.range(2, 1)).shape());
  }

  @Test
  void tensorsBroadcastTogetherAndWithTheBatchOfALeadingEllipsis() {
    Tensor i = Tensor.of(0, 3, 1);
    Tensor j = Tensor.of(4, 2).unsqueeze(1);
    Tensor chosen = X.at(ELLIPSIS, i, j);
    assertEquals(Shape.of(2, 3), chosen.shape());
    for (int b = 0; b < 2; b++) {
      for (int a = 0; a < 3; a++) {
        assertEquals(
            dense(X).element(a, (int) dense(i).element(a), (int) dense(j).element(b, 0)),
            dense(chosen).element(b, a));
      }
    }
  }

  @Test
  void keptAxesStandToTheRightOfTheBroadcastOnes() {
    Tensor i = Tensor.of(2, 0).unsqueeze(1);
    Tensor k = Tensor.of(1, 4, 4);
    Tensor chosen = X.at(i, ALL, k);
    assertEquals(Shape.of(2, 3, 4), chosen.shape());
    assertEquals(dense(X).element(0, 3, 4), dense(chosen).element(1, 2, 3));
    assertEquals(X.get(Tensor.of(2, 1)), X.at(Tensor.of(2, 1)));
  }

  @Test
  void aTensorOfRankZeroIsANumber() {
    assertEquals(X.at(ELLIPSIS, Index.at(2), ALL), X.at(ELLIPSIS, Tensor.scalar(2), ALL));
    assertEquals(X.at(1, 2), X.at(Tensor.scalar(1), Tensor.scalar(2), ELLIPSIS));
  }

  @Test
  void takeReplacesAnAxisByTheAxesOfThePositions() {
    Tensor positions = Tensor.of(new double[] {3, 0, 0, 2, 1, 3}, Shape.of(2, 3));
    Tensor taken = X.take(-2, positions);
    assertEquals(Shape.of(3, 2, 3, 5), taken.shape());
    assertEquals(dense(X).element(2, 1, 4), dense(taken).element(2, 1, 1, 4));
  }

  @Test
  void gatherAlongChoosesInEachRow() {
    Tensor positions = Tensor.of(new double[] {1, 0, 2, 3, 3, 3}, Shape.of(3, 2, 1));
    Tensor chosen = X.gatherAlong(1, positions);
    assertEquals(Shape.of(3, 2, 5), chosen.shape());
    assertEquals(dense(X).element(1, 2, 4), dense(chosen).element(1, 0, 4));
    assertEquals(X.argsort(-1), Tensor.arange(5).expand(3, 4, 5));
  }

  @Test
  void gradientsCountHowOftenAnElementWasChosen() {
    Tensor i = Tensor.of(0, 3, 3);
    Tensor j = Tensor.of(4, 2, 2);
    Tensor counts =
        Gradient.at(
            x -> x.at(ELLIPSIS, i, j).square().sum().times(0.5), Tensor.ones(Shape.of(1, 4, 5)));
    assertEquals(2, dense(counts).element(0, 3, 2));
    assertEquals(1, dense(counts).element(0, 0, 4));
    assertEquals(3, counts.sum().item());
    Tensor batched = Gradient.at(x -> x.at(ELLIPSIS, i, j).sum(), X);
    assertEquals(3, batched.sum().item());
    assertEquals(1, dense(batched).element(2, 3, 2));
  }

  @Test
  void scatteringAddsPartsWithTheSameNumber() {
    Tensor parts = Tensor.of(new double[][] {{1, 2}, {3, 4}, {5, 6}});
    Tensor sums = parts.scatterAdd(4, Tensor.of(2, 0, 2));
    assertEquals(Tensor.of(new double[][] {{3, 4}, {0, 0}, {6, 8}, {0, 0}}), sums);
  }

  @Test
  void aPositionThatIsComputedAndOutOfRangeGivesNan() {
    Symbolic.Input p = Symbolic.Input.of("p", Shape.of(3));
    Tensor chosen = X.at(p, Tensor.of(0, 0, 0));
    double[][] out = {new double[15]};
    Interpreter.of(Graph.of(List.of(p), List.of(chosen))).run(new double[][] {{1, 3, 0.5}}, out);
    assertEquals(24, out[0][4]);
    assertTrue(Double.isNaN(out[0][5]) && Double.isNaN(out[0][9]));
    assertEquals(4, out[0][14]);
  }

  @Test
  void indicesThatDoNotExistAreRefusedWithAxisAndShape() {
    assertEquals(
        "Index 4 is out of range at axis -2 of shape [3, 4, 5], which has indices -4 to 3",
        message(() -> X.at(0, 4)));
    assertTrue(message(() -> X.at(0, 0, 0, 0)).contains("has 3 axes, but 4 indices"));
    assertTrue(message(() -> X.at(ELLIPSIS, ELLIPSIS)).contains("there can be one, not 2"));
    assertTrue(message(() -> X.at(ALL, ELLIPSIS, Tensor.of(1))).contains("must come first"));
    assertTrue(
        message(() -> X.at(Tensor.of(3), Tensor.of(0))).contains("Index 3.0 is out of range"));
    assertTrue(message(() -> X.gatherAlong(1, Tensor.of(0))).contains("positions of rank 3"));
  }
}
