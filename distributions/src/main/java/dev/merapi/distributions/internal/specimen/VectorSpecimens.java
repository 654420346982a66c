package dev.merapi.distributions.internal.specimen;

import static dev.merapi.distributions.internal.specimen.Argument.*;
import static dev.merapi.distributions.internal.specimen.Specimen.specimen;

import dev.merapi.distributions.Distributions;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.continuous.Beta;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.continuous.VonMises;
import dev.merapi.distributions.multivariate.AdaptiveVelocityNormal;
import dev.merapi.distributions.multivariate.CirculantNormal;
import dev.merapi.distributions.multivariate.ConditionalAutoregressive;
import dev.merapi.distributions.multivariate.Dirichlet;
import dev.merapi.distributions.multivariate.DirichletMultinomial;
import dev.merapi.distributions.multivariate.GaussianCopula;
import dev.merapi.distributions.multivariate.GroupedNormalNormal;
import dev.merapi.distributions.multivariate.InverseWishart;
import dev.merapi.distributions.multivariate.LkjCholesky;
import dev.merapi.distributions.multivariate.LogisticNormal;
import dev.merapi.distributions.multivariate.LowRankMultivariateNormal;
import dev.merapi.distributions.multivariate.Matching;
import dev.merapi.distributions.multivariate.MatrixNormal;
import dev.merapi.distributions.multivariate.MixtureOfDiagonalNormals;
import dev.merapi.distributions.multivariate.Multinomial;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.distributions.multivariate.MultivariateStudentT;
import dev.merapi.distributions.multivariate.OptimalTransportNormal;
import dev.merapi.distributions.multivariate.ProjectedNormal;
import dev.merapi.distributions.multivariate.RelaxedOneHotCategorical;
import dev.merapi.distributions.multivariate.SineBivariateVonMises;
import dev.merapi.distributions.multivariate.SineSkewed;
import dev.merapi.distributions.multivariate.SpanningTree;
import dev.merapi.distributions.multivariate.VonMises3D;
import dev.merapi.distributions.multivariate.Wishart;
import dev.merapi.distributions.multivariate.ZeroSumNormal;
import dev.merapi.distributions.sequence.GaussianRandomWalk;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;

/** The specimens of distributions of vectors and matrices. */
final class VectorSpecimens {
  private static final Tensor RING =
      Tensor.of(new double[][] {{0, 1, 2}, {1, 0, 0.5}, {2, 0.5, 0}});
  private static final Tensor CORRELATED = Tensor.of(new double[][] {{1, 0}, {0.6, 0.8}});

  private static final Tensor CONTROL = Tensor.arange(8).sin().reshape(2, 2, 2);

  private VectorSpecimens() {}

  static List<Specimen> all() {
    return List.of(
        specimen(
            "RelaxedOneHotCategorical",
            p -> RelaxedOneHotCategorical.ofProbs(p[0], p[1]),
            positive(0.8),
            simplex(0.2, 0.5, 0.3)),
        specimen(
            "Multinomial",
            p -> Multinomial.ofProbs(Tensor.scalar(7), p[0]),
            simplex(0.2, 0.5, 0.3)),
        specimen(
            "DirichletMultinomial",
            p -> DirichletMultinomial.of(p[0], Tensor.scalar(7)),
            positives(0.7, 2, 1.3)),
        specimen(
            "Dirichlet",
            p -> Dirichlet.of(p[0]),
            positives(new double[][] {{0.7, 2, 1.3}, {5, 1, 3}})),
        specimen(
            "LogisticNormal",
            p -> LogisticNormal.of(p[0], p[1]),
            vector(0.3, -0.4),
            positives(0.7, 1.1)),
        specimen(
            "MultivariateNormal by factor",
            p -> MultivariateNormal.ofScaleTril(p[0], Lower.of(p[1])),
            vector(0.3, -0.4, 1),
            factor(new double[][] {{1.5, 0, 0}, {-0.4, 1.2, 0}, {0.3, 0.5, 0.8}})),
        specimen(
            "MultivariateNormal by covariance",
            p -> MultivariateNormal.ofCovariance(p[0], Lower.product(p[1])),
            vector(new double[][] {{0.3, -0.4, 1}, {1, 2, 3}}),
            factor(new double[][] {{1.5, 0, 0}, {-0.4, 1.2, 0}, {0.3, 0.5, 0.8}})),
        specimen(
            "MultivariateNormal by precision",
            p -> MultivariateNormal.ofPrecision(p[0], Lower.product(p[1])),
            vector(0.3, -0.4, 1),
            factor(new double[][] {{1.5, 0, 0}, {-0.4, 1.2, 0}, {0.3, 0.5, 0.8}})),
        specimen(
            "MultivariateNormal by optimal transport",
            p -> OptimalTransportNormal.ofScaleTril(p[0], Lower.of(p[1])),
            vector(0.3, -0.4),
            factor(new double[][] {{1.5, 0}, {-0.4, 1.2}})),
        specimen(
            "MultivariateNormal by adaptive velocity",
            p -> AdaptiveVelocityNormal.ofScaleTril(p[0], Lower.of(p[1]), CONTROL),
            vector(0.3, -0.4),
            factor(new double[][] {{1.5, 0}, {-0.4, 1.2}})),
        specimen(
            "mixture of diagonal Normals",
            p -> MixtureOfDiagonalNormals.ofLogits(p[0], p[1], p[2]),
            matrix(new double[][] {{0.3, -0.4}, {0.1, 1}, {0, 2}}),
            new Argument(
                Tensor.of(new double[][] {{0.8, 1.1}}),
                Constraints.independent(Constraints.positive(), 2)),
            vector(0.1, -0.4, 0.8)),
        specimen(
            "LowRankMultivariateNormal",
            p -> LowRankMultivariateNormal.of(p[0], p[1], p[2]),
            vector(0.3, -0.4, 1),
            matrix(new double[][] {{0.5}, {-0.7}, {1.1}}),
            positives(0.4, 0.9, 1.3)),
        specimen(
            "MultivariateStudentT",
            p -> MultivariateStudentT.of(p[0], p[1], Lower.of(p[2])),
            positive(9.5),
            vector(0.3, -0.4, 1),
            factor(new double[][] {{1.5, 0, 0}, {-0.4, 1.2, 0}, {0.3, 0.5, 0.8}})),
        specimen(
            "MatrixNormal",
            p -> MatrixNormal.of(p[0], Lower.of(p[1]), Lower.of(p[2])),
            matrix(new double[][] {{0.3, -0.4}, {0.1, 1}, {0, 2}}),
            factor(new double[][] {{1.5, 0, 0}, {-0.4, 1.2, 0}, {0.3, 0.5, 0.8}}),
            factor(new double[][] {{1.1, 0}, {-0.3, 0.7}})),
        specimen(
            "Wishart",
            p -> Wishart.ofScaleTril(p[0], Lower.of(p[1])),
            positive(4.5),
            factor(new double[][] {{1.1, 0}, {-0.3, 0.7}})),
        specimen(
            "InverseWishart",
            p -> InverseWishart.ofScaleTril(p[0], Lower.of(p[1])),
            positive(9.5),
            factor(new double[][] {{1.1, 0}, {-0.3, 0.7}})),
        specimen(
            "InverseWishart by scale",
            p -> InverseWishart.ofScale(p[0], Lower.product(p[1])),
            positive(9.5),
            factor(new double[][] {{1.1, 0}, {-0.3, 0.7}})),
        specimen(
            "factor of a Wishart",
            p -> Distributions.wishartCholesky(p[0], Lower.of(p[1])),
            positive(4.5),
            factor(new double[][] {{1.1, 0}, {-0.3, 0.7}})),
        specimen(
            "factor of an InverseWishart",
            p -> Distributions.inverseWishartCholesky(p[0], Lower.of(p[1])),
            positive(9.5),
            factor(new double[][] {{1.1, 0}, {-0.3, 0.7}})),
        specimen("LkjCholesky", p -> LkjCholesky.of(3, p[0]), positive(0.8, 2.5)),
        specimen("ProjectedNormal on the circle", p -> ProjectedNormal.of(p[0]), vector(0.3, -0.9)),
        specimen(
            "ProjectedNormal on the sphere", p -> ProjectedNormal.of(p[0]), vector(0.3, -0.9, 0.5)),
        specimen("VonMises3D", p -> VonMises3D.of(p[0]), vector(0.3, -0.9, 1.5)),
        specimen(
            "SineBivariateVonMises",
            p -> SineBivariateVonMises.of(p[0], p[1], p[2], p[3], p[4]),
            real(0.3),
            real(-1),
            positive(1.4, 5),
            positive(0.8),
            real(0.7, -3)),
        specimen(
            "SineSkewed",
            p -> SineSkewed.of(VonMises.of(p[0], p[1]).toEvent(1), p[2]),
            vector(0.3, -1),
            positives(1.4, 0.8),
            new Argument(Tensor.of(0.4, -0.3), Constraints.l1Ball())),
        specimen(
            "GroupedNormalNormal",
            p -> GroupedNormalNormal.of(p[0], p[1], p[2], Tensor.of(0, 2, 0, 0)),
            vector(0.3, -0.4, 1),
            positives(1.5, 0.4, 0.8),
            positives(0.7, 1.1, 0.4, 2)),
        specimen("ZeroSumNormal", p -> ZeroSumNormal.of(p[0], Shape.of(3, 4)), positive(0.8, 1.7)),
        specimen("GaussianRandomWalk", p -> GaussianRandomWalk.of(p[0], 4), positive(0.8, 1.7)),
        specimen(
            "CirculantNormal",
            p -> CirculantNormal.of(p[0], ring(p[1])),
            vector(0.3, -0.4, 1, 0.2),
            positives(0.4, 0.2)),
        specimen(
            "ConditionalAutoregressive",
            p -> ConditionalAutoregressive.of(p[0], p[1], p[2], RING),
            vector(0.3, -0.4, 1),
            real(0.6),
            positive(1.3, 0.7)),
        specimen(
            "GaussianCopula",
            p -> GaussianCopula.ofTril(Beta.of(p[0], p[1]), CORRELATED),
            positives(0.8, 2.5),
            positives(1.5, 1.2)),
        specimen(
            "OneOneMatching",
            p -> Matching.oneToOne(p[0]),
            matrix(new double[][] {{0.3, -0.4, 1}, {0.1, 1, -1}, {0, 2, 0.5}})),
        specimen(
            "OneTwoMatching",
            p -> Matching.twoToOne(p[0]),
            matrix(new double[][] {{0.3, -0.4}, {0.1, 1}, {0, 2}, {1, 0.5}})),
        specimen("SpanningTree", p -> SpanningTree.ofLogits(p[0]), vector(0.3, -0.4, 1, 2, 0, -1)),
        specimen(
            "independent Gammas",
            p -> Gamma.of(p[0], p[1]).toEvent(1),
            positives(0.6, 2, 30),
            positives(new double[] {1.4})),
        specimen(
                "masked Normal",
                p -> Normal.of(p[0], p[1]).mask(Tensor.of(1, 0)),
                real(0.6, 2),
                positive(1.4))
            .except(Specimen.Exemption.UNNORMALISED));
  }

  /** The row (a + b, b/2, 0, b/2) of a covariance around a ring of four, for (a, b). */
  private static Tensor ring(Tensor pair) {
    Tensor own = pair.sum(-1).unsqueeze(-1);
    Tensor half = pair.slice(-1, 1, 2).times(0.5);
    return Tensor.concat(-1, own, half, half.times(0), half);
  }
}
