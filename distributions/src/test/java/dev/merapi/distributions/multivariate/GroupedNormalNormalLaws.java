package dev.merapi.distributions.multivariate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.internal.Near;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Normals in groups are one multivariate normal, and their means have a normal posterior. */
class GroupedNormalNormalLaws {
  private static final Tensor LOC = Tensor.of(0.3, -0.4, 1);
  private static final Tensor PRIOR = Tensor.of(1.5, 0.4, 0.8);
  private static final Tensor SCALE = Tensor.of(0.7, 1.1, 0.4, 2);
  private static final Tensor GROUP = Tensor.of(0, 2, 0, 0);
  private static final Tensor DATA = Tensor.of(1, -0.5, 0.2, 3);

  private static GroupedNormalNormal distribution() {
    return GroupedNormalNormal.of(LOC, PRIOR, SCALE, GROUP);
  }

  @Test
  void theDensityIsThatOfOneMultivariateNormal() {
    Tensor same = GROUP.unsqueeze(-1).eq(GROUP);
    Tensor shared = PRIOR.get(GROUP).square().times(same);
    Tensor covariance = shared.plus(SCALE.square().diagonalMatrix());
    MultivariateNormal joint = MultivariateNormal.ofCovariance(LOC.get(GROUP), covariance);
    Tensor draws = distribution().sample(Key.of(1), Shape.of(50));
    Near.check("log-density", joint.logProb(draws), distribution().logProb(draws), 1e-13);
  }

  /** SciPy 1.17, {@code multivariate_normal(m[g], cov).logpdf(y)}, and the posterior by hand. */
  @Test
  void numbers() {
    assertEquals(-6.835741132393645, distribution().logProb(DATA).item(), 1e-13);
    Normal posterior = distribution().posterior(DATA);
    assertEquals(0.46455520504731873, posterior.loc().at(0).item(), 1e-14);
    assertEquals(0.3336066177316058, posterior.scale().at(0).item(), 1e-14);
  }

  @Test
  void aGroupWithoutDataKeepsItsPrior() {
    Normal posterior = distribution().posterior(DATA);
    assertEquals(-0.4, posterior.loc().at(1).item());
    assertEquals(0.4, posterior.scale().at(1).item());
  }

  @Test
  void aGroupThatIsNotThereIsRefused() {
    var error =
        assertThrows(
            ArgumentException.class,
            () -> GroupedNormalNormal.of(LOC, PRIOR, SCALE, Tensor.of(0, 3, 0, 0)));
    assertEquals(
        "GroupedNormalNormal: group must be an array in which each element is a whole number from 0 to 2, but it is [0.0, 3.0, 0.0, 0.0]",
        error.getMessage());
  }
}
