package dev.merapi.distributions.internal.specimen;

import static dev.merapi.distributions.internal.specimen.Argument.*;
import static dev.merapi.distributions.internal.specimen.Specimen.specimen;

import dev.merapi.distributions.combinator.Folded;
import dev.merapi.distributions.continuous.AffineBeta;
import dev.merapi.distributions.continuous.Beta;
import dev.merapi.distributions.continuous.ContinuousBernoulli;
import dev.merapi.distributions.continuous.Dagum;
import dev.merapi.distributions.continuous.Exponential;
import dev.merapi.distributions.continuous.FisherSnedecor;
import dev.merapi.distributions.continuous.Frechet;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.continuous.GeneralizedPareto;
import dev.merapi.distributions.continuous.Gompertz;
import dev.merapi.distributions.continuous.HalfCauchy;
import dev.merapi.distributions.continuous.HalfNormal;
import dev.merapi.distributions.continuous.InverseGamma;
import dev.merapi.distributions.continuous.InverseGaussian;
import dev.merapi.distributions.continuous.Kumaraswamy;
import dev.merapi.distributions.continuous.LogLogistic;
import dev.merapi.distributions.continuous.LogNormal;
import dev.merapi.distributions.continuous.LogUniform;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.continuous.Pareto;
import dev.merapi.distributions.continuous.Rayleigh;
import dev.merapi.distributions.continuous.RelaxedBernoulli;
import dev.merapi.distributions.continuous.TruncatedPolyaGamma;
import dev.merapi.distributions.continuous.TruncatedPowerLaw;
import dev.merapi.distributions.continuous.Weibull;
import java.util.List;

/** The specimens of distributions of positive numbers and of fractions. */
final class PositiveSpecimens {
  private PositiveSpecimens() {}

  static List<Specimen> all() {
    return List.of(
        specimen("HalfNormal", p -> HalfNormal.of(p[0]), positive(0.6, 2)),
        specimen("HalfCauchy", p -> HalfCauchy.of(p[0]), positive(0.6, 2)),
        specimen("Exponential", p -> Exponential.of(p[0]), positive(0.6, 2)),
        specimen("Gamma", p -> Gamma.of(p[0], p[1]), positive(0.6, 2, 30), positive(1.4)),
        specimen("InverseGamma", p -> InverseGamma.of(p[0], p[1]), positive(6.5, 9), positive(1.4)),
        specimen("LogNormal", p -> LogNormal.of(p[0], p[1]), real(0.3), positive(0.6)),
        specimen("LogUniform", p -> LogUniform.of(p[0], p[1]), positive(0.3), positive(2.6))
            .except(Specimen.Exemption.MOVES_ITS_SUPPORT),
        specimen("Weibull", p -> Weibull.of(p[0], p[1]), positive(1.3), positive(0.8, 2.5)),
        specimen("Frechet", p -> Frechet.of(p[0], p[1]), positive(6.5), positive(1.2)),
        specimen("Pareto", p -> Pareto.of(p[0], p[1]), positive(1.3), positive(6.5))
            .except(Specimen.Exemption.MOVES_ITS_SUPPORT),
        specimen(
                "GeneralizedPareto",
                p -> GeneralizedPareto.of(p[0], p[1], p[2]),
                real(0.4),
                positive(1.3),
                real(0.1, 0))
            .except(Specimen.Exemption.MOVES_ITS_SUPPORT),
        specimen(
                "GeneralizedPareto with an end",
                p -> GeneralizedPareto.of(p[0], p[1], p[2]),
                real(0.4),
                positive(1.3),
                real(-0.1, -0.3))
            .except(Specimen.Exemption.MOVES_ITS_SUPPORT),
        specimen("Rayleigh", p -> Rayleigh.of(p[0]), positive(0.6, 2)),
        specimen("LogLogistic", p -> LogLogistic.of(p[0], p[1]), positive(1.3), positive(6.5)),
        specimen("Gompertz", p -> Gompertz.of(p[0], p[1]), positive(0.8), positive(1.3)),
        specimen(
            "Dagum", p -> Dagum.of(p[0], p[1], p[2]), positive(0.8), positive(5.5), positive(1.2)),
        specimen(
            "InverseGaussian", p -> InverseGaussian.of(p[0], p[1]), positive(1.2), positive(2.3)),
        specimen("FisherSnedecor", p -> FisherSnedecor.of(p[0], p[1]), positive(3.5), positive(12)),
        specimen("folded Normal", p -> new Folded(Normal.of(p[0], p[1])), real(0.7), positive(1.2)),
        specimen("Beta", p -> Beta.of(p[0], p[1]), positive(0.7, 2), positive(1.6)),
        specimen(
                "AffineBeta",
                p -> AffineBeta.of(p[0], p[1], p[2], p[3]),
                positive(1.7),
                positive(2.6),
                real(-1),
                positive(3))
            .except(Specimen.Exemption.MOVES_ITS_SUPPORT),
        specimen("Kumaraswamy", p -> Kumaraswamy.of(p[0], p[1]), positive(1.7), positive(2.6)),
        specimen(
            "ContinuousBernoulli by probability",
            p -> ContinuousBernoulli.ofProbs(p[0]),
            fraction(0.2, 0.505, 0.9)),
        specimen(
            "ContinuousBernoulli by logit",
            p -> ContinuousBernoulli.ofLogits(p[0]),
            real(-2, 0.03, 1.5)),
        specimen(
            "RelaxedBernoulli by probability",
            p -> RelaxedBernoulli.ofProbs(p[0], p[1]),
            positive(0.8),
            fraction(0.3, 0.6)),
        specimen(
            "RelaxedBernoulli by logit",
            p -> RelaxedBernoulli.ofLogits(p[0], p[1]),
            positive(0.8),
            real(-0.3, 0.6)),
        specimen("TruncatedPolyaGamma", p -> TruncatedPolyaGamma.of(2.5)),
        specimen(
                "TruncatedPowerLaw",
                p -> TruncatedPowerLaw.of(p[0], p[1], p[2]),
                real(-2.5, -1, 0.7),
                positive(0.4),
                positive(2.3))
            .except(Specimen.Exemption.MOVES_ITS_SUPPORT));
  }
}
