package dev.merapi.distributions.multivariate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.DistributionGradientLaws;
import dev.merapi.distributions.Distributions;
import dev.merapi.distributions.combinator.MixtureSameFamily;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.Near;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Draws that move with the parameters of a distribution carry its expectations along. */
class TransportLaws {
  private static final Tensor LOCS = Tensor.of(new double[][] {{0.3, -1}, {1.2, 0.4}, {-0.6, 0.9}});
  private static final Tensor SCALES =
      Tensor.of(new double[][] {{0.7, 1.1}, {0.5, 0.8}, {1.3, 0.6}});
  private static final Tensor LOGITS = Tensor.of(0.2, -0.4, 0.5);
  private static final Tensor LOC = Tensor.of(0.3, -0.4, 1);
  private static final Tensor FACTOR =
      Tensor.of(new double[][] {{1.5, 0, 0}, {-0.4, 1.2, 0}, {0.3, 0.5, 0.8}});
  private static final Tensor CONTROL =
      Tensor.arange(12).times(0.7).sin().times(0.4).reshape(2, 2, 3);

  private static List<Tensor> gradient(
      List<Tensor> parameters, Function<List<Tensor>, Tensor> function) {
    List<Symbolic.Input> inputs = new ArrayList<>();
    for (Tensor parameter : parameters) {
      inputs.add(Symbolic.Input.recorded("parameter " + inputs.size(), parameter.dense()));
    }
    Tensor output = function.apply(List.copyOf(inputs));
    return Gradient.ofRecorded(output, inputs).stream().map(g -> (Tensor) g.dense()).toList();
  }

  /** A quadratic function that is not symmetric in the elements. */
  private static Tensor quadratic(Tensor products) {
    int n = products.size(-1);
    Tensor weight = Tensor.arange(n * n).plus(1).cos().reshape(n, n);
    return products.times(weight).sum(-1, -2);
  }

  private static Tensor square(Tensor z) {
    return z.unsqueeze(-1).times(z.unsqueeze(-2));
  }

  /** ∂ E f(z) for quadratic f, by draws and in closed form, within 6.5 standard errors. */
  private static void moves(
      List<Tensor> parameters,
      Function<List<Tensor>, Distribution> distribution,
      Function<List<Tensor>, Tensor> secondMoment) {
    DistributionGradientLaws.blocks(
        parameters,
        block ->
            gradient(
                parameters,
                p ->
                    quadratic(square(distribution.apply(p).sample(Key.of(block), Shape.of(300))))
                        .mean()),
        gradient(parameters, p -> quadratic(secondMoment.apply(p))));
  }

  private static Tensor ofMixture(List<Tensor> p) {
    Tensor each = square(p.get(0)).plus(p.get(1).square().diagonalMatrix());
    return p.get(2).softmax(-1).unsqueeze(-1).unsqueeze(-1).times(each).sum(0);
  }

  @Test
  void aMixtureOfDiagonalNormals() {
    moves(
        List.of(LOCS, SCALES, LOGITS),
        p -> MixtureOfDiagonalNormals.ofLogits(p.get(0), p.get(1), p.get(2)),
        TransportLaws::ofMixture);
  }

  private static Tensor ofNormal(List<Tensor> p) {
    Tensor lower = p.get(1).tril();
    return square(p.get(0)).plus(lower.matmul(lower.transpose()));
  }

  @Test
  void optimalTransport() {
    moves(
        List.of(LOC, FACTOR),
        p -> OptimalTransportNormal.ofScaleTril(p.get(0), p.get(1).tril()),
        TransportLaws::ofNormal);
  }

  @Test
  void adaptiveVelocity() {
    moves(
        List.of(LOC, FACTOR),
        p -> AdaptiveVelocityNormal.ofScaleTril(p.get(0), p.get(1).tril(), CONTROL),
        TransportLaws::ofNormal);
  }

  /** On the line there is one path only, −(∂F/∂θ)/q. */
  @Test
  void onTheLineThePathIsTheImplicitOne() {
    List<Tensor> parameters = List.of(LOCS.slice(-1, 0, 1), SCALES.slice(-1, 0, 1), LOGITS);
    for (int seed = 0; seed < 20; seed++) {
      Key key = Key.of(seed);
      var distribution =
          MixtureOfDiagonalNormals.ofLogits(parameters.get(0), parameters.get(1), LOGITS);
      Tensor z = distribution.sample(key);
      double density = distribution.logProb(z).exp().item();
      List<Tensor> path =
          gradient(
              parameters,
              p ->
                  MixtureOfDiagonalNormals.ofLogits(p.get(0), p.get(1), p.get(2))
                      .sample(key)
                      .sum());
      List<Tensor> implicit =
          gradient(
              parameters,
              p -> {
                Tensor cdf = z.minus(p.get(0)).div(p.get(1)).normalCdf().squeeze(-1);
                return p.get(2).softmax(-1).times(cdf).sum();
              });
      for (int i = 0; i < 3; i++) {
        Near.check("velocity", implicit.get(i).div(-density), path.get(i), 1e-12);
      }
    }
  }

  /** Σ |∂z/∂L|² is least among all paths, on average; here for one that turns. */
  @Test
  void optimalTransportMovesLeast() {
    double optimal = length(p -> OptimalTransportNormal.ofScaleTril(LOC, p.tril()));
    double usual = length(p -> MultivariateNormal.ofScaleTril(LOC, p.tril()));
    double turning = length(p -> AdaptiveVelocityNormal.ofScaleTril(LOC, p.tril(), CONTROL));
    assertTrue(optimal < 0.95 * Math.min(usual, turning), () -> optimal + " " + usual);
  }

  private static double length(Function<Tensor, Distribution> distribution) {
    double sum = 0;
    for (int seed = 0; seed < 200; seed++) {
      Key key = Key.of(seed);
      for (int i = 0; i < 3; i++) {
        int element = i;
        List<Tensor> slope =
            gradient(
                List.of(FACTOR), p -> distribution.apply(p.getFirst()).sample(key).at(element));
        sum += slope.getFirst().square().sum().item();
      }
    }
    return sum;
  }

  @Test
  void withoutControlThePathIsTheUsualOne() {
    Tensor none = Tensor.zeros(Shape.of(2, 1, 3));
    Function<Function<Tensor, Distribution>, List<Tensor>> slope =
        distribution ->
            gradient(
                List.of(FACTOR),
                p -> distribution.apply(p.getFirst().tril()).sample(Key.of(3), Shape.of(5)).sum());
    Near.check(
        "gradient",
        slope.apply(p -> MultivariateNormal.ofScaleTril(LOC, p)).getFirst(),
        slope.apply(p -> AdaptiveVelocityNormal.ofScaleTril(LOC, p, none)).getFirst(),
        1e-14);
  }

  @Test
  void drawsAndDensitiesAreThoseOfTheLawItself() {
    MultivariateNormal normal = MultivariateNormal.ofScaleTril(LOC, FACTOR);
    Tensor draws = normal.sample(Key.of(3), Shape.of(5));
    for (Distribution distribution :
        List.of(
            OptimalTransportNormal.ofScaleTril(LOC, FACTOR),
            AdaptiveVelocityNormal.ofScaleTril(LOC, FACTOR, CONTROL))) {
      assertEquals(draws, distribution.sample(Key.of(3), Shape.of(5)));
      assertEquals(normal.logProb(draws), distribution.logProb(draws));
    }
  }

  @Test
  void aMixtureHasTheDensityOfMixtureSameFamily() {
    Tensor z = Tensor.arange(10).sin().reshape(5, 2);
    Distribution components = Normal.of(LOCS, SCALES).toEvent(1);
    Near.check(
        "log-density",
        MixtureSameFamily.ofLogits(LOGITS, components).logProb(z),
        MixtureOfDiagonalNormals.ofLogits(LOCS, SCALES, LOGITS).logProb(z),
        1e-14);
  }

  @Test
  void aScaleMixtureIsAMixtureAroundZero() {
    Tensor coordinates = Tensor.of(0.7, 1.2);
    Tensor components = Tensor.of(0.5, 1, 3);
    Tensor z = Tensor.arange(10).sin().reshape(5, 2);
    Tensor scales = components.unsqueeze(-1).times(coordinates);
    Near.check(
        "log-density",
        MixtureSameFamily.ofLogits(LOGITS, Normal.of(Tensor.scalar(0), scales).toEvent(1))
            .logProb(z),
        Distributions.gaussianScaleMixture(coordinates, LOGITS, components).logProb(z),
        1e-14);
  }
}
