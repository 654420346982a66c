package dev.merapi.infer.internal.rows;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The degree that a graph shows is never below the degree of what it computes. */
class DegreeLaws {
  private final Symbolic.Input u = Symbolic.Input.of("u", Shape.of(4));
  private final Symbolic.Input w = Symbolic.Input.of("w", Shape.of(4));
  private final Symbolic.Input a = Symbolic.Input.of("a", Shape.of(4));

  private int degree(Tensor expression) {
    return new Degree(List.of(u, w)).of(expression);
  }

  @Test
  void polynomials() {
    assertEquals(0, degree(a.exp().plus(1)));
    assertEquals(0, degree(Tensor.scalar(1)));
    assertEquals(1, degree(u));
    assertEquals(1, degree(u.times(a.exp()).plus(w).minus(2).div(a).unaryMinus()));
    assertEquals(2, degree(u.times(w)));
    assertEquals(2, degree(u.plus(w).square().sum()));
    assertEquals(1, degree(u.slice(0, 1, 3).unsqueeze(-1).expand(2, 5).sum(-1)));
    assertEquals(1, degree(Tensor.concat(0, a, u).cumsum(0)));
    assertEquals(1, degree(u.get(Tensor.of(3, 1))));
    assertEquals(1, degree(u.scatterAdd(3, Tensor.of(0, 0, 1, 2))));
    assertEquals(1, degree(Tensor.eye(4).matmul(u)));
    assertEquals(2, degree(u.dot(w)));
    assertEquals(1, degree(Tensor.where(a.gt(0), u, w)));
    assertEquals(1, degree(Tensor.where(u.isNan(), a, u)));
    assertEquals(1, degree(Tensor.eye(4).solveTriangular(u.unsqueeze(1), true)));
    assertEquals(2, degree(Normal.of(u.times(2), a.exp()).logDensity(w)));
    assertEquals(
        2, degree(MultivariateNormal.ofScaleTril(u.times(a), Tensor.eye(4)).logDensity(w)));
  }

  /** Among them those whose second derivative is 0 wherever there is one. */
  @Test
  void others() {
    assertEquals(Degree.MORE, degree(u.square().times(u)));
    assertEquals(Degree.MORE, degree(u.square().square()));
    assertEquals(Degree.MORE, degree(u.exp()));
    assertEquals(Degree.MORE, degree(a.div(u)));
    assertEquals(Degree.MORE, degree(u.abs()));
    assertEquals(Degree.MORE, degree(u.floor()));
    assertEquals(Degree.MORE, degree(u.gt(0)));
    assertEquals(Degree.MORE, degree(Tensor.where(u.gt(0), a, w)));
    assertEquals(Degree.MORE, degree(Tensor.where(u.isNan(), a, w)));
    assertEquals(Degree.MORE, degree(a.get(u.slice(0, 0, 2))));
    assertEquals(Degree.MORE, degree(u.diagonalMatrix().solveTriangular(a.unsqueeze(1), true)));
    assertEquals(Degree.MORE, degree(u.logSumExp(0)));
    assertEquals(Degree.MORE, degree(u.max(0)));
    assertEquals(Degree.MORE, degree(Normal.of(Tensor.scalar(0), u).logDensity(w)));
  }
}
