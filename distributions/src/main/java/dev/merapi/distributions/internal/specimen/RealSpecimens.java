package dev.merapi.distributions.internal.specimen;

import static dev.merapi.distributions.internal.specimen.Argument.*;
import static dev.merapi.distributions.internal.specimen.Specimen.specimen;

import dev.merapi.distributions.bijector.Affine;
import dev.merapi.distributions.bijector.Tanh;
import dev.merapi.distributions.combinator.MaskedMixture;
import dev.merapi.distributions.combinator.Mixture;
import dev.merapi.distributions.combinator.MixtureSameFamily;
import dev.merapi.distributions.combinator.Rejector;
import dev.merapi.distributions.combinator.Transformed;
import dev.merapi.distributions.combinator.Truncated;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.continuous.AsymmetricLaplace;
import dev.merapi.distributions.continuous.Cauchy;
import dev.merapi.distributions.continuous.ExponentiallyModifiedNormal;
import dev.merapi.distributions.continuous.Gumbel;
import dev.merapi.distributions.continuous.Laplace;
import dev.merapi.distributions.continuous.Levy;
import dev.merapi.distributions.continuous.Logistic;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.continuous.SkewLogistic;
import dev.merapi.distributions.continuous.SkewNormal;
import dev.merapi.distributions.continuous.SoftAsymmetricLaplace;
import dev.merapi.distributions.continuous.SoftLaplace;
import dev.merapi.distributions.continuous.Stable;
import dev.merapi.distributions.continuous.StudentT;
import dev.merapi.distributions.continuous.Uniform;
import dev.merapi.distributions.continuous.VonMises;
import dev.merapi.distributions.continuous.Wiener;
import dev.merapi.tensor.Tensor;
import java.util.List;

/** The specimens of distributions of real numbers. */
final class RealSpecimens {
  private RealSpecimens() {}

  static List<Specimen> all() {
    return List.of(
        specimen("Normal", p -> Normal.of(p[0], p[1]), real(-1, 0.5, 3), positive(1.7)),
        specimen("Cauchy", p -> Cauchy.of(p[0], p[1]), real(-1, 0.5), positive(0.7)),
        specimen(
            "StudentT",
            p -> StudentT.of(p[0], p[1], p[2]),
            positive(3.5, 30),
            real(0.4),
            positive(1.3)),
        specimen("Laplace", p -> Laplace.of(p[0], p[1]), real(0.3), positive(0.6, 2)),
        specimen(
            "AsymmetricLaplace",
            p -> AsymmetricLaplace.of(p[0], p[1], p[2]),
            real(0.3),
            positive(1.2),
            positive(0.6, 1.8)),
        specimen("SoftLaplace", p -> SoftLaplace.of(p[0], p[1]), real(0.3), positive(1.2)),
        specimen(
            "SoftAsymmetricLaplace",
            p -> SoftAsymmetricLaplace.of(p[0], p[1], p[2], p[3]),
            real(0.3),
            positive(1.2),
            positive(0.7),
            positive(0.9)),
        specimen("Logistic", p -> Logistic.of(p[0], p[1]), real(0.3), positive(1.2)),
        specimen(
            "SkewLogistic",
            p -> SkewLogistic.of(p[0], p[1], p[2]),
            real(0.3),
            positive(1.2),
            positive(0.7, 2.5)),
        specimen(
            "SkewNormal",
            p -> SkewNormal.of(p[0], p[1], p[2]),
            real(0.3),
            positive(1.2),
            real(-2, 0.8)),
        specimen(
            "ExponentiallyModifiedNormal",
            p -> ExponentiallyModifiedNormal.of(p[0], p[1], p[2]),
            real(0.3),
            positive(1.2),
            positive(0.7, 2.5)),
        specimen("Gumbel", p -> Gumbel.of(p[0], p[1]), real(0.3), positive(1.2)),
        specimen("VonMises", p -> VonMises.of(p[0], p[1]), real(0.3), positive(0.4, 5)),
        specimen(
            "Stable",
            p -> Stable.of(p[0], p[1], p[2], p[3]),
            new Argument(Tensor.of(1.7, 1.2), Stable.range()),
            new Argument(Tensor.scalar(0.3), Constraints.interval(-1, 1)),
            positive(1.2),
            real(0.3)),
        specimen(
            "Stable without a mean",
            p -> Stable.of(p[0], p[1], p[2], p[3]),
            new Argument(Tensor.scalar(0.7), Stable.range()),
            new Argument(Tensor.scalar(-0.5), Constraints.interval(-1, 1)),
            positive(1.2),
            real(0.3)),
        specimen(
            "Rejector",
            p ->
                Rejector.of(
                    Normal.of(p[0], Tensor.scalar(1)),
                    x -> x.square().times(-0.5),
                    p[0].square().times(-0.25).minus(0.5 * Math.log(2))),
            real(0.7, -0.2)),
        specimen("Uniform", p -> Uniform.of(p[0], p[1]), real(-1, 0.2), real(1.5))
            .except(Specimen.Exemption.MOVES_ITS_SUPPORT),
        specimen("Levy", p -> Levy.of(p[0], p[1]), real(-0.5), positive(0.8))
            .except(Specimen.Exemption.MOVES_ITS_SUPPORT),
        specimen(
                "truncated Normal",
                p -> Truncated.of(Normal.of(p[0], p[1]), p[2], p[3]),
                real(0.3),
                positive(1.2),
                real(-0.5),
                real(2))
            .except(Specimen.Exemption.MOVES_ITS_SUPPORT),
        specimen(
                "left-truncated Cauchy",
                p -> Truncated.below(Cauchy.of(p[0], p[1]), p[2]),
                real(0.3),
                positive(1.2),
                real(0.5))
            .except(Specimen.Exemption.MOVES_ITS_SUPPORT),
        specimen(
            "mixture of Normals",
            p -> MixtureSameFamily.ofProbs(p[0], Normal.of(p[1], p[2])),
            simplex(0.2, 0.3, 0.5),
            vector(-1, 0.5, 2),
            positives(0.5, 1, 0.7)),
        specimen(
            "mixture of a Normal and a Laplace",
            p -> Mixture.of(p[0], List.of(Normal.of(p[1], p[2]), Laplace.of(p[2], p[1]))),
            simplex(0.2, 0.8),
            positive(1.2),
            positive(0.8)),
        specimen(
            "detached Normal", p -> Normal.of(p[0], p[1]).detached(), real(-1, 0.5), positive(1.7)),
        specimen(
            "masked mixture",
            p -> MaskedMixture.of(Tensor.of(1, 0), Laplace.of(p[0], p[1]), Normal.of(p[0], p[2])),
            real(0.3, -0.2),
            positive(1.2),
            positive(0.7)),
        specimen(
                "transformed Normal",
                p -> Transformed.of(Normal.of(p[0], p[1]), new Affine(p[2], p[3]), new Tanh()),
                real(0.2),
                positive(0.8),
                real(0.3),
                positive(0.9))
            .except(Specimen.Exemption.MOVES_ITS_SUPPORT),
        specimen(
            "Wiener",
            p -> Wiener.of(p[0], p[1], p[2], p[3]),
            positive(1.3),
            nonnegative(0.2),
            fraction(0.4, 0.6),
            real(0.7)));
  }
}
