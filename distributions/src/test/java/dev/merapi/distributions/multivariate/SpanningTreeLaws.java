package dev.merapi.distributions.multivariate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.constraint.Trees;
import dev.merapi.distributions.divergence.GoodnessOfFit;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;
import org.junit.jupiter.api.Test;

/** Spanning trees against the list of all of them. */
class SpanningTreeLaws {
  private static Tensor logits(int seed, int edges) {
    double[] numbers = new double[edges];
    Draws.normal(Key.of(seed), numbers, 0, edges);
    return Tensor.of(numbers);
  }

  /** Cayley (1889): there are V^(V − 2), all different. */
  @Test
  void thereAreAsManyTreesAsCayleySays() {
    for (int v = 2; v <= 6; v++) {
      Tensor all = new Trees(v).all();
      assertEquals(Shape.of((int) Math.pow(v, v - 2), v - 1, 2), all.shape());
      assertEquals(1, new Trees(v).check(all).min().item());
      Tensor code = Trees.place(all).times(Math.log(2)).exp().sum(-1).round().sort(0);
      int n = code.size(0);
      assertTrue(n == 1 || code.slice(0, 1, n).gt(code.slice(0, 0, n - 1)).min().item() == 1);
    }
  }

  @Test
  void theConstantIsTheSumOverAllTrees() {
    for (int v = 2; v <= 6; v++) {
      SpanningTree spanningTree = SpanningTree.ofLogits(logits(v, v * (v - 1) / 2).times(3));
      Tensor total = spanningTree.logProb(spanningTree.enumerateSupport(false)).logSumExp();
      assertEquals(0, total.item(), 1e-13);
    }
  }

  /** Kirchhoff: the determinant of the Laplacian without one row and column. */
  @Test
  void theConstantIsADeterminant() {
    Tensor logits = logits(3, 15);
    Tensor path = new Trees(6).interior(Shape.of(5, 2));
    double[] w = logits.exp().toArray();
    double[][] laplacian = new double[5][5];
    for (int b = 1; b < 6; b++) {
      for (int a = 0; a < b; a++) {
        double weight = w[a + b * (b - 1) / 2];
        laplacian[a][a] += weight;
        if (b < 5) {
          laplacian[b][b] += weight;
          laplacian[a][b] -= weight;
          laplacian[b][a] -= weight;
        }
      }
    }
    double expected =
        logits.get(Trees.place(path)).sum().item() - Tensor.of(laplacian).logDet().item();
    assertEquals(expected, SpanningTree.ofLogits(logits).logProb(path).item(), 1e-12);
  }

  @Test
  void drawsFollowTheProbabilities() {
    SpanningTree spanningTree = SpanningTree.ofLogits(logits(8, 6));
    assertTrue(
        GoodnessOfFit.of(spanningTree, spanningTree.sample(Key.of(2), Shape.of(20_000))) > 1e-4);
    Tensor batch = Tensor.stack(0, logits(9, 6), logits(10, 6).times(2));
    Tensor draws = SpanningTree.ofLogits(batch).sample(Key.of(5), Shape.of(10_000));
    for (int b = 0; b < 2; b++) {
      Tensor own = draws.moveAxis(1, 0).get(b);
      assertTrue(GoodnessOfFit.of(SpanningTree.ofLogits(batch.get(b)), own) > 1e-4);
    }
  }

  @Test
  void theModeIsTheBestOfAll() {
    for (int seed = 0; seed < 20; seed++) {
      SpanningTree spanningTree = SpanningTree.ofLogits(logits(seed, 15));
      Tensor best = spanningTree.logProb(spanningTree.enumerateSupport(false)).max();
      assertEquals(best.item(), spanningTree.logProb(spanningTree.mode()).item(), 1e-13);
    }
  }

  @Test
  void farApartLogitsLoseNoDigits() {
    Tensor logits = Tensor.of(0, -400, -900);
    SpanningTree spanningTree = SpanningTree.ofLogits(logits);
    Tensor second = Tensor.of(new double[][] {{0, 1}, {1, 2}});
    assertEquals(-500, spanningTree.logProb(second).item(), 1e-10);
  }

  @Test
  void whatIsNotATreeIsOutside() {
    Trees trees = new Trees(4);
    assertEquals(0, trees.check(edges(0, 1, 0, 2, 1, 2)).item());
    assertEquals(0, trees.check(edges(0, 2, 0, 1, 0, 3)).item());
    assertEquals(0, trees.check(edges(1, 0, 0, 2, 0, 3)).item());
    assertEquals(0, trees.check(edges(1, 0, 1, 2, 0, 3)).item());
    assertEquals(0, trees.check(edges(0, 1, 0, 1, 0, 3)).item());
    assertEquals(0, trees.check(edges(0, 1, 0, 2, 0, 4)).item());
    assertEquals(1, trees.check(edges(0, 1, 0, 2, 0, 3)).item());
  }

  private static Tensor edges(double... ends) {
    return Tensor.of(ends).reshape(3, 2);
  }

  @Test
  void whatCannotBeDoneIsSaid() {
    var error =
        assertThrows(
            ArgumentException.class, () -> SpanningTree.ofLogits(Tensor.zeros(Shape.of(4))));
    assertEquals(
        "SpanningTree wants a logit for each pair of V vertices, so 1, 3, 6, 10, … of them, but edgeLogits has shape [4]",
        error.getMessage());
    var many = assertThrows(ArgumentException.class, () -> new Trees(9).all());
    assertEquals(
        "There are 9^7 trees on 9 vertices, too many to list; draw some of them",
        many.getMessage());
  }
}
