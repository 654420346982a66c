package dev.merapi.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Factors multiply back to the matrix, and solutions, inverses and determinants agree with them.
 */
final class FactorisationsLaws {
  private static Tensor random(long seed, int... sizes) {
    Shape shape = Shape.of(sizes);
    return Tensor.of(new SplittableRandom(seed).doubles(shape.count(), -1, 1).toArray(), shape);
  }

  private static void assertClose(Tensor expected, Tensor actual) {
    assertEquals(expected.shape(), actual.shape());
    assertArrayEquals(expected.toArray(), actual.toArray(), 1e-9);
  }

  private static Tensor definite(long seed, int n) {
    Tensor root = random(seed, 2, n, n);
    return root.matmul(root.transpose()).plus(Tensor.eye(n));
  }

  @Property(tries = 60)
  void qrMultipliesBack(
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 9) int m,
      @ForAll @IntRange(min = 1, max = 9) int n) {
    Tensor a = random(seed, 2, m, n);
    QrFactors factors = a.qr();
    assertClose(a, factors.q().matmul(factors.r()));
    Tensor gram = factors.q().transpose().matmul(factors.q());
    assertClose(Tensor.eye(Math.min(m, n)).expand(gram.shape()), gram);
    assertEquals(factors.r(), factors.r().triu());
  }

  @Property(tries = 60)
  void eigenvectorsAreTurnedIntoMultiplesOfThemselves(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int n) {
    Tensor a = definite(seed, n);
    Eigen eigen = a.eigenSymmetric();
    assertClose(a.matmul(eigen.vectors()), eigen.vectors().times(eigen.values().unsqueeze(-2)));
    assertEquals(eigen.values(), eigen.values().sort(-1));
    assertClose(a.logDet(), eigen.values().log().sum(-1));
  }

  @Property(tries = 60)
  void solutionsSolve(@ForAll long seed, @ForAll @IntRange(min = 1, max = 9) int n) {
    Tensor a = definite(seed, n);
    Tensor right = random(seed + 1, n, 2);
    assertClose(right.expand(2, n, 2), a.matmul(a.solve(right)));
    assertClose(a.solve(right), a.cholesky().choleskySolve(right));
    assertClose(a.inverse(), a.cholesky().choleskyInverse());
    assertClose(a.logDet(), a.logAbsDet());
  }

  @Example
  void theGradientOfTheLogDeterminantIsTheInverse() {
    Tensor a = definite(3, 4).at(0);
    assertClose(a.inverse(), Gradient.at(x -> x.logDet(), a));
    assertClose(a.inverse().transpose(), Gradient.at(x -> x.logAbsDet(), a));
    assertClose(a.inverse(), Gradient.at(x -> x.eigenSymmetric().values().log().sum(), a));
  }

  @Example
  void aMatrixThatIsNotPositiveDefiniteIsNamed() {
    Tensor good = Tensor.eye(3);
    Tensor bad = Tensor.of(new double[][] {{1, 0, 0}, {0, 1, 2}, {0, 2, 1}});
    Tensor both = Tensor.stack(0, good, bad);
    String message =
        String.valueOf(assertThrows(ArgumentException.class, both::cholesky).getMessage());
    assertTrue(
        message.startsWith(
            "Matrix 1 of shape [2, 3, 3] is not positive definite: its leading minor of order 3"),
        message);
    assertEquals(good, both.choleskyOrNaN().at(0));
    assertTrue(Double.isNaN(both.choleskyOrNaN().dense().element(1, 0, 0)));
  }
}
