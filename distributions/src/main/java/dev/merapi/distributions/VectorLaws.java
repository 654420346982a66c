package dev.merapi.distributions;

import dev.merapi.distributions.bijector.CholeskyProduct;
import dev.merapi.distributions.bijector.CorrelationProduct;
import dev.merapi.distributions.combinator.Transformed;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.multivariate.CirculantNormal;
import dev.merapi.distributions.multivariate.ConditionalAutoregressive;
import dev.merapi.distributions.multivariate.GaussianCopula;
import dev.merapi.distributions.multivariate.GroupedNormalNormal;
import dev.merapi.distributions.multivariate.InverseWishart;
import dev.merapi.distributions.multivariate.LkjCholesky;
import dev.merapi.distributions.multivariate.LowRankMultivariateNormal;
import dev.merapi.distributions.multivariate.Matching;
import dev.merapi.distributions.multivariate.MatrixNormal;
import dev.merapi.distributions.multivariate.MixtureOfDiagonalNormals;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.distributions.multivariate.MultivariateStudentT;
import dev.merapi.distributions.multivariate.ProjectedNormal;
import dev.merapi.distributions.multivariate.SineBivariateVonMises;
import dev.merapi.distributions.multivariate.SineSkewed;
import dev.merapi.distributions.multivariate.SpanningTree;
import dev.merapi.distributions.multivariate.VonMises3D;
import dev.merapi.distributions.multivariate.Wishart;
import dev.merapi.distributions.multivariate.ZeroSumNormal;
import dev.merapi.distributions.sequence.GaussianRandomWalk;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Factories of distributions of vectors and matrices; see {@link Distributions}. */
public abstract sealed class VectorLaws extends CountLaws permits PathLaws {
  VectorLaws() {}

  /** Normal vectors by their covariance matrix. */
  public static MultivariateNormal multivariateNormal(Tensor loc, Tensor covariance) {
    return MultivariateNormal.ofCovariance(loc, covariance);
  }

  /** Normal vectors by the inverse of their covariance matrix. */
  public static MultivariateNormal multivariateNormalPrecision(Tensor loc, Tensor precision) {
    return MultivariateNormal.ofPrecision(loc, precision);
  }

  /** Normal vectors by the lower-triangular factor of their covariance matrix. */
  public static MultivariateNormal multivariateNormalTril(Tensor loc, Tensor scaleTril) {
    return MultivariateNormal.ofScaleTril(loc, scaleTril);
  }

  /** Normal vectors of covariance W Wᵀ + diag(d). */
  public static LowRankMultivariateNormal lowRankMultivariateNormal(
      Tensor loc, Tensor covFactor, Tensor covDiag) {
    return LowRankMultivariateNormal.of(loc, covFactor, covDiag);
  }

  /** Student's t for vectors. */
  public static MultivariateStudentT multivariateStudentT(Tensor df, Tensor loc, Tensor scaleTril) {
    return MultivariateStudentT.of(df, loc, scaleTril);
  }

  /** Student's t for vectors. */
  public static MultivariateStudentT multivariateStudentT(double df, Tensor loc, Tensor scaleTril) {
    return multivariateStudentT(Tensor.scalar(df), loc, scaleTril);
  }

  /** Wishart by its scale matrix. */
  public static Wishart wishart(Tensor df, Tensor scale) {
    return Wishart.ofScale(df, scale);
  }

  /** Wishart by its scale matrix. */
  public static Wishart wishart(double df, Tensor scale) {
    return wishart(Tensor.scalar(df), scale);
  }

  /** Wishart by the lower-triangular factor of its scale matrix. */
  public static Wishart wishartTril(Tensor df, Tensor scaleTril) {
    return Wishart.ofScaleTril(df, scaleTril);
  }

  /** Wishart by the lower-triangular factor of its scale matrix. */
  public static Wishart wishartTril(double df, Tensor scaleTril) {
    return wishartTril(Tensor.scalar(df), scaleTril);
  }

  /** Inverse Wishart by the lower-triangular factor of its scale matrix. */
  public static InverseWishart inverseWishartTril(Tensor df, Tensor scaleTril) {
    return InverseWishart.ofScaleTril(df, scaleTril);
  }

  /** Inverse Wishart by the lower-triangular factor of its scale matrix. */
  public static InverseWishart inverseWishartTril(double df, Tensor scaleTril) {
    return inverseWishartTril(Tensor.scalar(df), scaleTril);
  }

  /** Inverse Wishart by its scale matrix. */
  public static InverseWishart inverseWishart(Tensor df, Tensor scale) {
    return InverseWishart.ofScale(df, scale);
  }

  /** The lower-triangular factors of Wishart matrices. */
  public static Transformed wishartCholesky(Tensor df, Tensor scaleTril) {
    return Transformed.of(wishartTril(df, scaleTril), new CholeskyProduct().inverse());
  }

  /** The lower-triangular factors of inverse Wishart matrices. */
  public static Transformed inverseWishartCholesky(Tensor df, Tensor scaleTril) {
    return Transformed.of(inverseWishartTril(df, scaleTril), new CholeskyProduct().inverse());
  }

  /** Normal matrices with the factors of the covariances of rows and columns. */
  public static MatrixNormal matrixNormal(Tensor loc, Tensor rowTril, Tensor columnTril) {
    return MatrixNormal.of(loc, rowTril, columnTril);
  }

  /** The direction of a normal vector. */
  public static ProjectedNormal projectedNormal(Tensor concentration) {
    return ProjectedNormal.of(concentration);
  }

  /** Cholesky factors of correlation matrices of order {@code n}; concentration 1 is uniform. */
  public static LkjCholesky lkjCholesky(int n, Tensor concentration) {
    return LkjCholesky.of(n, concentration);
  }

  /** Cholesky factors of correlation matrices of order {@code n}; concentration 1 is uniform. */
  public static LkjCholesky lkjCholesky(int n, double concentration) {
    return lkjCholesky(n, Tensor.scalar(concentration));
  }

  /** Correlation matrices of order {@code n}, with density det^(concentration − 1). */
  public static Transformed lkj(int n, Tensor concentration) {
    return Transformed.of(lkjCholesky(n, concentration), new CorrelationProduct());
  }

  /** Correlation matrices of order {@code n}, with density det^(concentration − 1). */
  public static Transformed lkj(int n, double concentration) {
    return lkj(n, Tensor.scalar(concentration));
  }

  /** Normals conditioned to sum to 0 along each axis of {@code event}. */
  public static ZeroSumNormal zeroSumNormal(Tensor scale, Shape event) {
    return ZeroSumNormal.of(scale, event);
  }

  /** A walk with normal steps, from 0. */
  public static GaussianRandomWalk gaussianRandomWalk(Tensor scale, int steps) {
    return GaussianRandomWalk.of(scale, steps);
  }

  /** Normal vectors around a ring, by the first row of their covariance matrix. */
  public static CirculantNormal circulantNormal(Tensor loc, Tensor covarianceRow) {
    return CirculantNormal.of(loc, covarianceRow);
  }

  /** A normal field on a graph with weights {@code adjacency}. */
  public static ConditionalAutoregressive conditionalAutoregressive(
      Tensor loc, Tensor correlation, Tensor precision, Tensor adjacency) {
    return ConditionalAutoregressive.of(loc, correlation, precision, adjacency);
  }

  /** Vectors with the given marginals that hang together like a normal vector. */
  public static GaussianCopula gaussianCopula(Distribution marginals, Tensor correlation) {
    return GaussianCopula.of(marginals, correlation);
  }

  /** Vectors with Beta marginals that hang together like a normal vector. */
  public static GaussianCopula gaussianCopulaBeta(
      Tensor concentration1, Tensor concentration0, Tensor correlation) {
    return GaussianCopula.of(beta(concentration1, concentration0), correlation);
  }

  /** Two angles that hang together, by the factor of the product of their sines. */
  public static SineBivariateVonMises sineBivariateVonMises(
      Tensor phiLoc,
      Tensor psiLoc,
      Tensor phiConcentration,
      Tensor psiConcentration,
      Tensor correlation) {
    return SineBivariateVonMises.of(
        phiLoc, psiLoc, phiConcentration, psiConcentration, correlation);
  }

  /** A distribution of angles leant to one side; Σ |skewness| is less than 1. */
  public static SineSkewed sineSkewed(Distribution base, Tensor skewness) {
    return SineSkewed.of(base, skewness);
  }

  /** A direction in space; {@code concentration} is the mean direction times the concentration. */
  public static VonMises3D vonMises3D(Tensor concentration) {
    return VonMises3D.of(concentration);
  }

  /** Normals in groups, around means with a normal prior that are integrated out. */
  public static GroupedNormalNormal groupedNormalNormal(
      Tensor priorLoc, Tensor priorScale, Tensor obsScale, Tensor group) {
    return GroupedNormalNormal.of(priorLoc, priorScale, obsScale, group);
  }

  /** A mixture of normals with independent elements, whose draws carry all gradients. */
  public static MixtureOfDiagonalNormals mixtureOfDiagonalNormals(
      Tensor locs, Tensor scales, Tensor logits) {
    return MixtureOfDiagonalNormals.ofLogits(locs, scales, logits);
  }

  /** The same with deviations [.., D] that all components share. */
  public static MixtureOfDiagonalNormals mixtureOfDiagonalNormalsShared(
      Tensor locs, Tensor scale, Tensor logits) {
    return mixtureOfDiagonalNormals(locs, scale.unsqueeze(-2), logits);
  }

  /** The same around 0, with deviations componentScale[k] · coordinateScale[d]. */
  public static MixtureOfDiagonalNormals gaussianScaleMixture(
      Tensor coordinateScale, Tensor logits, Tensor componentScale) {
    Tensor scales = componentScale.unsqueeze(-1).times(coordinateScale.unsqueeze(-2));
    return mixtureOfDiagonalNormals(Tensor.zeros(scales.shape()), scales, logits);
  }

  /** One source for each place, by logits [.., n, n]. */
  public static Matching oneOneMatching(Tensor logits) {
    return Matching.oneToOne(logits);
  }

  /** Two sources for each place, by logits [.., 2n, n]. */
  public static Matching oneTwoMatching(Tensor logits) {
    return Matching.twoToOne(logits);
  }

  /** Trees that span V vertices, by the logits of their edges [.., V(V − 1)/2]. */
  public static SpanningTree spanningTree(Tensor edgeLogits) {
    return SpanningTree.ofLogits(edgeLogits);
  }
}
