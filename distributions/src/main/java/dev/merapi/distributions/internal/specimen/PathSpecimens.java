package dev.merapi.distributions.internal.specimen;

import static dev.merapi.distributions.internal.specimen.Argument.*;
import static dev.merapi.distributions.internal.specimen.Specimen.specimen;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.distributions.sequence.DiscreteHmm;
import dev.merapi.distributions.sequence.EulerMaruyama;
import dev.merapi.distributions.sequence.GammaGaussianHmm;
import dev.merapi.distributions.sequence.GaussianHmm;
import dev.merapi.distributions.sequence.GaussianStateSpace;
import dev.merapi.distributions.sequence.IndependentHmm;
import dev.merapi.distributions.sequence.LinearHmm;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;

/** The specimens of distributions of sequences. */
final class PathSpecimens {
  private static final Tensor STEPS = Tensor.arange(8).sin().reshape(2, 2, 2);

  private PathSpecimens() {}

  static List<Specimen> all() {
    return List.of(
        specimen(
                "DiscreteHmm",
                p -> DiscreteHmm.ofLogits(p[0], p[1], Normal.of(p[2], p[3]), 4),
                vector(0.3, -0.2),
                matrix(new double[][] {{1, -0.4}, {0.2, 0.6}}),
                real(-1, 2),
                positive(0.7, 1.2))
            .unbroadcast(),
        specimen(
                "DiscreteHmm by steps",
                p -> DiscreteHmm.ofLogits(p[0], p[1], Normal.of(p[2], p[3]), 2),
                vector(0.3, -0.2),
                new Argument(STEPS, Constraints.independent(Constraints.real(), 3)),
                matrix(new double[][] {{-1, 2}, {0, 1}}),
                positives(0.7, 1.2))
            .unbroadcast(),
        specimen(
                "GaussianHmm",
                p ->
                    GaussianHmm.of(
                        MultivariateNormal.ofScaleTril(Tensor.zeros(Shape.of(2)), Lower.of(p[0])),
                        p[1],
                        MultivariateNormal.ofScaleTril(Tensor.zeros(Shape.of(2)), Lower.of(p[0])),
                        p[2],
                        MultivariateNormal.ofScaleTril(p[3], Tensor.eye(1)),
                        3),
                factor(new double[][] {{1.1, 0}, {-0.3, 0.7}}),
                matrix(new double[][] {{0.6, -0.2}, {0.1, 0.8}}),
                matrix(new double[][] {{1.2}, {0.4}}),
                vector(0.5))
            .unbroadcast(),
        specimen(
                "GaussianHmm by steps",
                p ->
                    GaussianHmm.of(
                        MultivariateNormal.ofScaleTril(p[2], Lower.of(p[0])),
                        p[1],
                        MultivariateNormal.ofScaleTril(p[2], Lower.of(p[0])),
                        Tensor.of(new double[][] {{1.2, 0.3}, {0.4, 0.8}}),
                        MultivariateNormal.ofScaleTril(p[3], Lower.of(p[0])),
                        2),
                factor(new double[][] {{1.1, 0}, {-0.3, 0.7}}),
                new Argument(STEPS, Constraints.independent(Constraints.real(), 3)),
                vector(0.3, -0.2),
                matrix(new double[][] {{0.5, 0.1}, {-1, 0.2}}))
            .unbroadcast(),
        specimen(
                "LinearHmm of normals",
                p ->
                    LinearHmm.of(
                        Normal.of(p[0], p[1]).toEvent(1),
                        p[2],
                        Normal.of(Tensor.scalar(0), p[1]).toEvent(1),
                        p[3],
                        Normal.of(Tensor.zeros(Shape.of(1)), Tensor.scalar(1)).toEvent(1),
                        3),
                vector(0.3, -0.2),
                positives(0.7, 1.2),
                matrix(new double[][] {{0.6, -0.2}, {0.1, 0.8}}),
                matrix(new double[][] {{1.2}, {0.4}}))
            .unbroadcast(),
        specimen(
                "IndependentHmm",
                p -> IndependentHmm.of(walk(p[0], p[1], p[2])),
                new Argument(
                    Tensor.of(0.6, -0.2).reshape(2, 1, 1),
                    Constraints.independent(Constraints.real(), 3)),
                positives(0.7, 1.2),
                positives(0.4, 0.9))
            .unbroadcast(),
        specimen(
                "GammaGaussianHmm",
                p ->
                    GammaGaussianHmm.of(
                        Gamma.of(p[0], p[1]),
                        GaussianHmm.of(
                            MultivariateNormal.ofScaleTril(p[4], Lower.of(p[2])),
                            p[3],
                            MultivariateNormal.ofScaleTril(p[4], Lower.of(p[2])),
                            Tensor.of(new double[][] {{1.2}, {0.4}}),
                            MultivariateNormal.ofScaleTril(Tensor.of(0.5), Tensor.eye(1)),
                            3)),
                positive(4.5, 3),
                positive(3.2),
                factor(new double[][] {{1.1, 0}, {-0.3, 0.7}}),
                matrix(new double[][] {{0.6, -0.2}, {0.1, 0.8}}),
                vector(0.3, -0.2))
            .unbroadcast(),
        specimen(
                "GaussianMrf",
                p ->
                    GaussianHmm.ofMarkovField(
                        MultivariateNormal.ofScaleTril(p[0], Lower.of(p[1])),
                        MultivariateNormal.ofScaleTril(p[2], Lower.of(p[3])),
                        MultivariateNormal.ofScaleTril(Tensor.zeros(Shape.of(2)), Lower.of(p[4])),
                        3),
                vector(0.5),
                factor(new double[][] {{1.1}}),
                vector(0.3, -0.2),
                factor(new double[][] {{1.1, 0}, {-0.3, 0.7}}),
                factor(new double[][] {{1.4, 0}, {0.8, 0.6}}))
            .unbroadcast(),
        specimen(
            "GaussianStateSpace",
            p -> GaussianStateSpace.of(p[0], Lower.of(p[1]), 3),
            matrix(new double[][] {{0.6, -0.2}, {0.1, 0.8}}),
            factor(new double[][] {{1.1, 0}, {-0.3, 0.7}})),
        specimen(
            "EulerMaruyama",
            p ->
                EulerMaruyama.of(
                    Tensor.of(0, 0.1, 0.4, 0.5),
                    (x, t) -> new EulerMaruyama.Motion(p[0].times(x).unaryMinus().plus(t), p[1]),
                    Normal.of(p[0], p[1])),
            positive(0.7),
            positive(0.5, 1.2)));
  }

  /** Walks of numbers with factors [D, 1, 1] and deviations [D] of push and blur. */
  private static GaussianHmm walk(Tensor factor, Tensor push, Tensor blur) {
    Tensor zero = Tensor.zeros(Shape.of(1));
    Tensor pushTril = push.unsqueeze(-1).unsqueeze(-1);
    Tensor blurTril = blur.unsqueeze(-1).unsqueeze(-1);
    return GaussianHmm.of(
        MultivariateNormal.ofScaleTril(zero, pushTril),
        factor.unsqueeze(-3),
        MultivariateNormal.ofScaleTril(zero, pushTril.unsqueeze(-3)),
        Tensor.eye(1),
        MultivariateNormal.ofScaleTril(zero, blurTril.unsqueeze(-3)),
        3);
  }
}
