package dev.merapi.distributions;

import dev.merapi.distributions.GoldenLaws.Arguments;
import dev.merapi.distributions.continuous.Beta;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.multivariate.CirculantNormal;
import dev.merapi.distributions.multivariate.ConditionalAutoregressive;
import dev.merapi.distributions.multivariate.Dirichlet;
import dev.merapi.distributions.multivariate.DirichletMultinomial;
import dev.merapi.distributions.multivariate.GaussianCopula;
import dev.merapi.distributions.multivariate.InverseWishart;
import dev.merapi.distributions.multivariate.LogisticNormal;
import dev.merapi.distributions.multivariate.LowRankMultivariateNormal;
import dev.merapi.distributions.multivariate.MatrixNormal;
import dev.merapi.distributions.multivariate.Multinomial;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.distributions.multivariate.MultivariateStudentT;
import dev.merapi.distributions.multivariate.ProjectedNormal;
import dev.merapi.distributions.multivariate.RelaxedOneHotCategorical;
import dev.merapi.distributions.multivariate.Wishart;
import dev.merapi.distributions.multivariate.ZeroSumNormal;
import dev.merapi.distributions.sequence.GaussianRandomWalk;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Laws of vectors and matrices, by the names and parameters that Pyro and NumPyro give them. */
final class GoldenVectors {
  private GoldenVectors() {}

  static Optional<Distribution> of(String family, Arguments a) {
    return Optional.ofNullable(known(family, a));
  }

  private static @Nullable Distribution known(String family, Arguments a) {
    return switch (family) {
      case "RelaxedOneHotCategorical" ->
          a.either(
              p -> RelaxedOneHotCategorical.ofProbs(a.get("temperature"), p),
              l -> RelaxedOneHotCategorical.ofLogits(a.get("temperature"), l));
      case "Multinomial" ->
          a.either(
              p -> Multinomial.ofProbs(a.get("total_count"), p),
              l -> Multinomial.ofLogits(a.get("total_count"), l));
      case "DirichletMultinomial" ->
          DirichletMultinomial.of(a.get("concentration"), a.get("total_count"));
      case "Dirichlet" -> Dirichlet.of(a.get("concentration"));
      case "LogisticNormal" -> LogisticNormal.of(a.get("loc"), a.get("scale"));
      case "LowRankMultivariateNormal" ->
          LowRankMultivariateNormal.of(a.get("loc"), a.get("cov_factor"), a.get("cov_diag"));
      case "MultivariateStudentT" ->
          MultivariateStudentT.of(a.get("df"), a.get("loc"), a.get("scale_tril"));
      case "Wishart" ->
          a.has("covariance_matrix")
              ? Wishart.ofScale(a.get("df"), a.get("covariance_matrix"))
              : Wishart.ofScaleTril(a.get("df"), a.get("scale_tril"));
      case "ProjectedNormal" -> ProjectedNormal.of(a.get("concentration"));
      case "MultivariateNormal" -> multivariateNormal(a);
      case "MatrixNormal" ->
          MatrixNormal.of(a.get("loc"), a.get("scale_tril_row"), a.get("scale_tril_column"));
      case "InverseWishart" -> InverseWishart.ofScaleTril(a.get("df"), a.get("scale_tril"));
      case "ZeroSumNormal" -> ZeroSumNormal.of(a.get("scale"), a.event());
      case "GaussianRandomWalk" -> GaussianRandomWalk.of(a.get("scale"), a.event().size(0));
      case "CirculantNormal" -> CirculantNormal.of(a.get("loc"), a.get("covariance_row"));
      case "CAR" ->
          ConditionalAutoregressive.of(
              a.get("loc"),
              a.get("correlation"),
              a.get("conditional_precision"),
              a.get("adj_matrix"));
      case "GaussianCopulaBeta" ->
          GaussianCopula.ofTril(
              Beta.of(a.get("concentration1"), a.get("concentration0")),
              a.get("correlation_cholesky"));
      default -> null;
    };
  }

  private static Distribution multivariateNormal(Arguments a) {
    if (a.has("covariance_matrix")) {
      return MultivariateNormal.ofCovariance(a.get("loc"), a.get("covariance_matrix"));
    }
    return a.has("precision_matrix")
        ? MultivariateNormal.ofPrecision(a.get("loc"), a.get("precision_matrix"))
        : MultivariateNormal.ofScaleTril(a.get("loc"), a.get("scale_tril"));
  }
}
