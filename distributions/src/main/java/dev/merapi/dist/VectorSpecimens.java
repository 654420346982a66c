package dev.merapi.dist;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;

/** The specimens of laws of vectors, matrices and sequences. */
final class VectorSpecimens {
  private VectorSpecimens() {}

  static List<Specimen> all() {
    return List.of(
        Specimens.of(
            "RelaxedOneHotCategorical",
            p -> RelaxedOneHotCategorical.ofProbs(p[0], p[1]),
            Tensor.scalar(0.8),
            Tensor.of(0.2, 0.5, 0.3)),
        Specimens.of(
            "Multinomial",
            p -> Multinomial.ofProbs(Tensor.scalar(7), p[0]),
            Tensor.of(0.2, 0.5, 0.3)),
        Specimens.of(
            "DirichletMultinomial",
            p -> DirichletMultinomial.of(p[0], Tensor.scalar(7)),
            Tensor.of(0.7, 2, 1.3)),
        Specimens.of(
            "Dirichlet",
            p -> Dirichlet.of(p[0]),
            Tensor.of(new double[][] {{0.7, 2, 1.3}, {5, 1, 3}})),
        Specimens.of(
            "LogisticNormal",
            p -> LogisticNormal.of(p[0], p[1]),
            Tensor.of(0.3, -0.4),
            Tensor.of(0.7, 1.1)),
        Specimens.of(
            "MultivariateNormal by factor",
            p -> MultivariateNormal.ofScaleTril(p[0], Lower.of(p[1])),
            Tensor.of(0.3, -0.4, 1),
            Tensor.of(new double[][] {{1.5, 0, 0}, {-0.4, 1.2, 0}, {0.3, 0.5, 0.8}})),
        Specimens.of(
            "MultivariateNormal by covariance",
            p -> MultivariateNormal.ofCovariance(p[0], Lower.product(p[1])),
            Tensor.of(new double[][] {{0.3, -0.4, 1}, {1, 2, 3}}),
            Tensor.of(new double[][] {{1.5, 0, 0}, {-0.4, 1.2, 0}, {0.3, 0.5, 0.8}})),
        Specimens.of(
            "MultivariateNormal by precision",
            p -> MultivariateNormal.ofPrecision(p[0], Lower.product(p[1])),
            Tensor.of(0.3, -0.4, 1),
            Tensor.of(new double[][] {{1.5, 0, 0}, {-0.4, 1.2, 0}, {0.3, 0.5, 0.8}})),
        Specimens.of(
            "LowRankMultivariateNormal",
            p -> LowRankMultivariateNormal.of(p[0], p[1], p[2]),
            Tensor.of(0.3, -0.4, 1),
            Tensor.of(new double[][] {{0.5}, {-0.7}, {1.1}}),
            Tensor.of(0.4, 0.9, 1.3)),
        Specimens.of(
            "MultivariateStudentT",
            p -> MultivariateStudentT.of(p[0], p[1], Lower.of(p[2])),
            Tensor.scalar(9.5),
            Tensor.of(0.3, -0.4, 1),
            Tensor.of(new double[][] {{1.5, 0, 0}, {-0.4, 1.2, 0}, {0.3, 0.5, 0.8}})),
        Specimens.of(
            "MatrixNormal",
            p -> MatrixNormal.of(p[0], Lower.of(p[1]), Lower.of(p[2])),
            Tensor.of(new double[][] {{0.3, -0.4}, {0.1, 1}, {0, 2}}),
            Tensor.of(new double[][] {{1.5, 0, 0}, {-0.4, 1.2, 0}, {0.3, 0.5, 0.8}}),
            Tensor.of(new double[][] {{1.1, 0}, {-0.3, 0.7}})),
        Specimens.of(
            "Wishart",
            p -> Wishart.ofScaleTril(p[0], Lower.of(p[1])),
            Tensor.scalar(4.5),
            Tensor.of(new double[][] {{1.1, 0}, {-0.3, 0.7}})),
        Specimens.of(
            "InverseWishart",
            p -> InverseWishart.ofScaleTril(p[0], Lower.of(p[1])),
            Tensor.scalar(9.5),
            Tensor.of(new double[][] {{1.1, 0}, {-0.3, 0.7}})),
        Specimens.of("LkjCholesky", p -> LkjCholesky.of(3, p[0]), Tensor.of(0.8, 2.5)),
        Specimens.of(
            "ProjectedNormal on the circle", p -> ProjectedNormal.of(p[0]), Tensor.of(0.3, -0.9)),
        Specimens.of(
            "ProjectedNormal on the sphere",
            p -> ProjectedNormal.of(p[0]),
            Tensor.of(0.3, -0.9, 0.5)),
        Specimens.of(
            "ZeroSumNormal", p -> ZeroSumNormal.of(p[0], Shape.of(3, 4)), Tensor.of(0.8, 1.7)),
        Specimens.of(
            "GaussianRandomWalk", p -> GaussianRandomWalk.of(p[0], 4), Tensor.of(0.8, 1.7)),
        Specimens.of(
            "DiscreteHmm",
            p -> DiscreteHmm.ofLogits(p[0], p[1], Normal.of(p[2], p[3]), 4),
            Tensor.of(0.3, -0.2),
            Tensor.of(new double[][] {{1, -0.4}, {0.2, 0.6}}),
            Tensor.of(-1, 2),
            Tensor.of(0.7, 1.2)),
        Specimens.of(
            "GaussianHmm",
            p ->
                GaussianHmm.of(
                    MultivariateNormal.ofScaleTril(Tensor.zeros(Shape.of(2)), Lower.of(p[0])),
                    p[1],
                    MultivariateNormal.ofScaleTril(Tensor.zeros(Shape.of(2)), Lower.of(p[0])),
                    p[2],
                    MultivariateNormal.ofScaleTril(p[3], Tensor.eye(1)),
                    3),
            Tensor.of(new double[][] {{1.1, 0}, {-0.3, 0.7}}),
            Tensor.of(new double[][] {{0.6, -0.2}, {0.1, 0.8}}),
            Tensor.of(new double[][] {{1.2}, {0.4}}),
            Tensor.of(0.5)),
        Specimens.of(
            "independent Gammas",
            p -> Gamma.of(p[0], p[1]).toEvent(1),
            Tensor.of(0.6, 2, 30),
            Tensor.scalar(1.4)),
        Specimens.of(
            "masked Normal",
            p -> Normal.of(p[0], p[1]).mask(Tensor.of(1, 0)),
            Tensor.of(0.6, 2),
            Tensor.scalar(1.4)));
  }

  /** Factors of which only the lower triangle is a parameter. */
  private static final class Lower {
    static Tensor of(Tensor matrix) {
      return matrix.tril();
    }

    static Tensor product(Tensor matrix) {
      Tensor lower = matrix.tril();
      return lower.matmul(lower.transpose());
    }
  }
}
