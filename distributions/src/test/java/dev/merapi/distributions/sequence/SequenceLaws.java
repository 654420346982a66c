package dev.merapi.distributions.sequence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.Distributions;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.continuous.StudentT;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.Gaussian;
import dev.merapi.distributions.internal.Near;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.distributions.sequence.internal.GaussianState;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** Sequences whose parameters change from step to step, against sums and matrices in full. */
class SequenceLaws {
  private static final int T = 3;
  private static final int N = 2;
  private static final Tensor TRIL = Tensor.of(new double[][] {{1.1, 0}, {-0.3, 0.7}});
  private static final Tensor MAPS = Tensor.arange(T * N * N).sin().reshape(T, N, N);
  private static final Tensor SIGHT = Tensor.of(new double[][] {{1.2}, {0.4}});

  /** The sum over all paths z₀, …, z_T of K states. */
  @Test
  void aHiddenMarkovModelIsTheSumOverPaths() {
    Tensor initial = Tensor.of(0.3, -0.2);
    Tensor members = Tensor.of(new double[][] {{-1, 2}, {0, 1}, {0.5, 3}});
    Normal observation = Normal.of(members, Tensor.of(0.7, 1.2));
    DiscreteHmm hmm = DiscreteHmm.ofLogits(initial, MAPS, observation, T);
    Tensor y = Tensor.of(0.1, -0.4, 1.3);
    Tensor first = initial.softmax(-1);
    Tensor rows = MAPS.softmax(-1);
    Tensor seen = observation.logProb(y.unsqueeze(-1)).exp();
    double total = 0;
    double[] last = new double[N];
    for (int path = 0; path < 1 << (T + 1); path++) {
      int before = path & 1;
      double p = first.get(before).item();
      for (int t = 0; t < T; t++) {
        int now = path >> (t + 1) & 1;
        p *= rows.get(t).get(before).get(now).item() * seen.get(t).get(now).item();
        before = now;
      }
      total += p;
      last[before] += p;
    }
    Near.check("log p", Tensor.scalar(Math.log(total)), hmm.logProb(y), 1e-13);
    Tensor filtered = hmm.filter(y).logProb(Tensor.arange(N)).exp();
    Near.check("filter", Tensor.of(last).div(total), filtered, 1e-13);
    String message =
        assertThrows(
                ShapeException.class, () -> DiscreteHmm.ofLogits(initial, MAPS, observation, 5))
            .getMessage();
    assertTrue(message.contains("3 steps") && message.contains("has 5"), message);
  }

  private static GaussianHmm kalman() {
    MultivariateNormal noise = MultivariateNormal.ofScaleTril(Tensor.of(0.2, -0.1), TRIL);
    MultivariateNormal blur = MultivariateNormal.ofScaleTril(Tensor.of(0.5), Tensor.eye(1));
    return GaussianHmm.of(noise, MAPS, noise, SIGHT, blur, T);
  }

  /** The states as one normal vector: mean [T·N] and the factor [T·N, (T + 1)·N] of its noise. */
  private record Joint(Tensor mean, Tensor factor) {
    static Joint of() {
      int noises = (T + 1) * N;
      Tensor shift = Tensor.of(0.2, -0.1);
      Tensor mean = shift;
      Tensor spread = Tensor.concat(0, TRIL.transpose(), Tensor.zeros(Shape.of(noises - N, N)));
      Tensor[] means = new Tensor[T];
      Tensor[] spreads = new Tensor[T];
      for (int t = 0; t < T; t++) {
        Tensor own = TRIL.transpose().pad(0, (t + 1) * N, (T - t - 1) * N);
        mean = GaussianState.row(mean, MAPS.get(t)).plus(shift);
        spread = spread.matmul(MAPS.get(t)).plus(own);
        means[t] = mean;
        spreads[t] = spread;
      }
      return new Joint(Tensor.concat(-1, means), Tensor.concat(-1, spreads).transpose());
    }

    /** The states given y, by the formula for normal vectors, as mean and covariance. */
    MultivariateNormal given(Tensor y) {
      Tensor covariance = factor.matmul(factor.transpose());
      Tensor sight = Tensor.zeros(Shape.of(T, T * N));
      for (int t = 0; t < T; t++) {
        Tensor row = SIGHT.transpose().pad(-1, t * N, (T - t - 1) * N).pad(0, t, T - t - 1);
        sight = sight.plus(row);
      }
      Tensor cross = covariance.matmul(sight.transpose());
      Tensor seen = sight.matmul(cross).plus(Tensor.eye(T));
      Tensor gain = cross.matmul(seen.inverse());
      Tensor gap = y.minus(sight.matmul(mean.unsqueeze(-1)).squeeze(-1).plus(0.5));
      Tensor rest = covariance.minus(gain.matmul(cross.transpose()));
      return MultivariateNormal.ofCovariance(
          mean.plus(gain.matmul(gap.unsqueeze(-1)).squeeze(-1)),
          rest.plus(rest.transpose()).times(0.5));
    }
  }

  @Test
  void theFilterAndThePosteriorAreThoseOfTheJointNormal() {
    Tensor y = Tensor.of(0.1, -0.4, 1.3);
    MultivariateNormal joint = Joint.of().given(y);
    GaussianHmm hmm = kalman();
    MultivariateNormal last = hmm.filter(y.unsqueeze(-1));
    Near.check("filter", joint.loc().slice(-1, N * (T - 1), N * T), last.loc(), 1e-12);
    int draws = 20_000;
    Tensor many = y.unsqueeze(-1).expand(Shape.of(draws, T, 1));
    Tensor x = hmm.samplePosterior(Key.of(4), many).reshape(draws, T * N);
    Tensor z = Gaussian.whiten(joint.scaleTril(), x.minus(joint.loc()));
    Tensor second = z.transpose().matmul(z).div(draws);
    // Means and second moments of standard normals: 6 standard errors, 2e-9 for each of 42.
    assertTrue(z.mean(0).abs().max().item() < 6 / Math.sqrt(draws), () -> "means " + z.mean(0));
    double gap = second.minus(Tensor.eye(T * N)).abs().max().item();
    assertTrue(gap < 6 * Math.sqrt(2.0 / draws), () -> "second moments " + second);
  }

  @Test
  void whatFollowsIsTheRestOfTheWhole() {
    MultivariateNormal noise = MultivariateNormal.ofScaleTril(Tensor.of(0.2, -0.1), TRIL);
    MultivariateNormal blur = MultivariateNormal.ofScaleTril(Tensor.of(0.5), Tensor.eye(1));
    Tensor map = MAPS.get(1);
    Tensor y = Tensor.of(0.1, -0.4, 1.3, 0.8, 0.2).unsqueeze(-1);
    Distribution whole = GaussianHmm.of(noise, map, noise, SIGHT, blur, 5);
    GaussianHmm start = GaussianHmm.of(noise, map, noise, SIGHT, blur, 3);
    Tensor head = y.slice(0, 0, 3);
    Tensor tail = start.after(head, 2).logProb(y.slice(0, 3, 5));
    Near.check("chain rule", whole.logProb(y), start.logProb(head).plus(tail), 1e-12);
  }

  @Test
  void aPrefixLeavesTheRestOfTheWholeAlsoWhereStepsDiffer() {
    Tensor y = Tensor.of(0.1, -0.4, 1.3).unsqueeze(-1);
    GaussianHmm hmm = kalman();
    MultivariateNormal noise = MultivariateNormal.ofScaleTril(Tensor.of(0.2, -0.1), TRIL);
    MultivariateNormal blur = MultivariateNormal.ofScaleTril(Tensor.of(0.5), Tensor.eye(1));
    GaussianHmm start = GaussianHmm.of(noise, MAPS.get(0), noise, SIGHT, blur, 1);
    Tensor head = y.slice(0, 0, 1);
    Tensor tail = hmm.prefixCondition(head).logProb(y.slice(0, 1, 3));
    Near.check("chain rule", hmm.logProb(y), start.logProb(head).plus(tail), 1e-12);
    refused(() -> hmm.prefixCondition(y), "3 observations", "after(value, steps)");
    refused(() -> hmm.after(y, 2), "3 steps", "prefixCondition");
  }

  /** The loop over steps is the density of all observations as one normal vector. */
  @Test
  void theFilterSumsToTheDensityOfOneVector() {
    Joint joint = Joint.of();
    Tensor sight = Tensor.zeros(Shape.of(T, T * N));
    for (int t = 0; t < T; t++) {
      sight = sight.plus(SIGHT.transpose().pad(-1, t * N, (T - t - 1) * N).pad(0, t, T - t - 1));
    }
    Tensor spread = sight.matmul(joint.factor());
    Tensor covariance = spread.matmul(spread.transpose()).plus(Tensor.eye(T));
    Tensor mean = sight.matmul(joint.mean().unsqueeze(-1)).squeeze(-1).plus(0.5);
    Tensor y = Tensor.of(new double[][] {{0.1, -0.4, 1.3}, {2, 0, -3}});
    Distribution whole = MultivariateNormal.ofCovariance(mean, covariance);
    Near.check("log p", whole.logProb(y), kalman().logProb(y.unsqueeze(-1)), 1e-13);
    Near.check("mean", mean.unsqueeze(-1), kalman().mean(), 1e-13);
  }

  /**
   * Student's t for the vector of all observations: s ~ Gamma(df/2, df/2) divides its covariance.
   */
  @Test
  void aSharedScaleMakesAStudentVector() {
    Gamma scale = Gamma.of(Tensor.scalar(2.5), Tensor.scalar(2.5));
    GammaGaussianHmm gammaGaussianHmm = GammaGaussianHmm.of(scale, kalman());
    Tensor y = Tensor.of(new double[][] {{0.1, -0.4, 1.3}, {2, 0, -3}}).unsqueeze(-1);
    int points = 20_001;
    Tensor u = Tensor.linspace(-30, 8, points);
    Tensor s = u.exp().unsqueeze(-1);
    Tensor log = scale.logProb(s).plus(s.log()).plus(gammaGaussianHmm.given(s).logProb(y));
    Tensor total = log.plus(Math.log(38.0 / (points - 1))).logSumExp(0);
    Near.check("integral over the scale", total, gammaGaussianHmm.logProb(y), 1e-9);
    GammaGaussianHmm.Filtered filtered = gammaGaussianHmm.filter(y);
    Near.check("state", kalman().filter(y).loc(), filtered.state().loc(), 1e-15);
    Near.check("shape", Tensor.scalar(4), filtered.scale().concentration(), 1e-15);
  }

  @Test
  void columnsSideBySideAreIndependent() {
    GaussianHmm base = kalman().expand(Shape.of(2));
    IndependentHmm independentHmm = IndependentHmm.of(base);
    Tensor y = Tensor.of(new double[][] {{0.1, 2}, {-0.4, 0}, {1.3, -3}});
    Tensor columns = base.logProb(y.transpose().unsqueeze(-1));
    Near.check("sum", columns.sum(), independentHmm.logProb(y), 1e-13);
    refused(() -> IndependentHmm.of(kalman()), "batch shape []", "[3, 1]");
  }

  @Test
  void heavyNoisesHaveDrawsAndASentenceInPlaceOfADensity() {
    Distribution noise =
        StudentT.of(Tensor.scalar(4), Tensor.zeros(Shape.of(2)), Tensor.scalar(1)).toEvent(1);
    MultivariateNormal blur = MultivariateNormal.ofScaleTril(Tensor.of(0.5), Tensor.eye(1));
    LinearHmm hmm = LinearHmm.of(noise, MAPS, noise, SIGHT, blur, T);
    Tensor y = hmm.sample(Key.of(1), Shape.of(5));
    assertEquals(Shape.of(5, T, 1), y.shape());
    String message = assertThrows(ArgumentException.class, () -> hmm.logProb(y)).getMessage();
    assertTrue(message.contains("StudentT, StudentT and MultivariateNormal"), message);
    assertTrue(message.contains("GaussianParts"), message);
    refused(() -> LinearHmm.of(noise, MAPS, blur, SIGHT, blur, T), "transition is 2", "is 1");
  }

  /** A loop of many steps, compiled, gives what a loop of few gives. */
  @Test
  void longSequencesAreLoops() {
    int steps = 300;
    Tensor states = Tensor.arange(steps * N * N).sin().reshape(steps, N, N);
    Normal observation = Normal.of(Tensor.of(-1, 2), Tensor.of(0.7, 1.2));
    DiscreteHmm hmm = DiscreteHmm.ofLogits(Tensor.of(0.3, -0.2), states, observation, steps);
    Tensor y = hmm.sample(Key.of(3));
    Tensor state = Tensor.of(0.3, -0.2).logSoftmax(-1);
    for (int t = 0; t < steps; t++) {
      Tensor rows = states.get(t).logSoftmax(-1);
      Tensor seen = observation.logProb(y.get(t));
      state = state.unsqueeze(-1).plus(rows).logSumExp(-2).plus(seen);
    }
    Near.check("log p", state.logSumExp(-1), hmm.logProb(y), 1e-12);
  }

  /** Precisions of factors add up to that of all x and y together. */
  @Test
  void aRandomFieldIsTheProductOfItsFactors() {
    Tensor pair = Tensor.of(new double[][] {{1.4, 0}, {0.8, 0.6}});
    MultivariateNormal first = MultivariateNormal.ofScaleTril(Tensor.of(0.5), Tensor.eye(1));
    MultivariateNormal move = MultivariateNormal.ofScaleTril(Tensor.of(0.3, -0.2), pair);
    Tensor twice = Tensor.of(new double[][] {{-0.1, 0.4}, {1, 2}});
    MultivariateNormal sight = MultivariateNormal.ofScaleTril(twice, pair.times(0.5));
    int all = 5;
    double[][] precision = new double[all][all];
    double[] pull = new double[all];
    add(precision, pull, first.covariance(), first.loc(), 0);
    for (int t = 1; t <= 2; t++) {
      add(precision, pull, move.covariance(), move.loc(), t - 1, t);
      add(precision, pull, sight.covariance(), twice.get(t - 1), t, t + 2);
    }
    Tensor covariance = Tensor.of(precision).inverse();
    Tensor mean = covariance.matmul(Tensor.of(pull));
    Tensor seen = covariance.slice(0, 3, 5).slice(1, 3, 5);
    Distribution whole = MultivariateNormal.ofCovariance(mean.slice(0, 3, 5), seen);
    Tensor y = Tensor.of(new double[][] {{0.1, -0.4}, {2, 0}});
    GaussianHmm hmm = Distributions.gaussianMrf(first, move, sight, 2);
    Near.check("log p", whole.logProb(y), hmm.logProb(y.unsqueeze(-1)), 1e-12);
    refused(() -> Distributions.gaussianMrf(first, first, sight, 2), "initial twice is 2");
  }

  /** Adds the factor of the variables at some places. */
  private static void add(
      double[][] precision, double[] pull, Tensor covariance, Tensor loc, int... places) {
    Tensor inverse = covariance.inverse();
    Tensor pulled = inverse.matmul(loc);
    for (int i = 0; i < places.length; i++) {
      pull[places[i]] += pulled.get(i).item();
      for (int j = 0; j < places.length; j++) {
        precision[places[i]][places[j]] += inverse.get(i).get(j).item();
      }
    }
  }

  private static void refused(Executable action, String... parts) {
    String message = assertThrows(ArgumentException.class, action).getMessage();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }
}
