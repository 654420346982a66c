package dev.merapi.distributions.sequence;

import dev.merapi.distributions.internal.Gaussian;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.sequence.internal.GaussianState;
import dev.merapi.distributions.sequence.internal.StepReader;
import dev.merapi.distributions.sequence.internal.Steps;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * What observations [.., T, m] say of the states of a {@link GaussianHmm}: Kalman's filter as one
 * loop over the steps, and its states drawn from the last one backwards.
 *
 * <p>Source: Kalman, "A new approach to linear filtering and prediction problems" (1960); Carter
 * and Kohn, "On Gibbs sampling for state space models", Biometrika 81 (1994), section 2.
 */
record Kalman(GaussianHmm hmm) {

  /**
   * What is known after the last observation.
   *
   * @param state the distribution of the last state
   * @param length Σ |zₜ|² of the observations, whitened given those before, [..]
   * @param logScale Σ ln det of the factors that whiten them, [..]
   * @param past the distributions of all states given the observations up to theirs: means [T, ..,
   *     n], covariances [T, .., n, n]; empty if they were not asked for
   */
  record Filtered(GaussianState state, Tensor length, Tensor logScale, List<Tensor> past) {}

  /** The filter. */
  Filtered filter(Tensor value, boolean keep) {
    Shape rows = Shape.broadcast(value.shape().dropRight(2), hmm.batchShape());
    Shape covariances = ownBatch();
    int n = hmm.transition().size(-1);
    StepReader reader = new StepReader();
    var y = reader.sequence(value.moveAxis(-2, 0));
    var map = reader.tensor(hmm.transition(), 2);
    var push = reader.noise(hmm.transitionNoise());
    var sight = reader.tensor(hmm.emission(), 2);
    var blur = reader.noise(hmm.emissionNoise());
    List<Tensor> start =
        List.of(
            hmm.initial().loc().expand(rows.append(n)),
            hmm.initial().covariance().expand(covariances.append(n, n)),
            Tensor.zeros(rows),
            Tensor.zeros(covariances));
    Loop.State end =
        Loop.scan(
            start,
            reader.sequences(),
            (carry, step) -> {
              GaussianState.Update update =
                  new GaussianState(carry.get(0), carry.get(1))
                      .through(map.at(step), push.at(step))
                      .given(sight.at(step), blur.at(step), y.at(step));
              Tensor mean = update.state().mean();
              Tensor covariance = update.state().covariance();
              return new Loop.State(
                  List.of(
                      mean,
                      covariance,
                      carry.get(2).plus(update.length()),
                      carry.get(3).plus(update.logScale())),
                  keep ? List.of(mean, covariance) : List.of());
            });
    GaussianState last = new GaussianState(end.carry().get(0), end.carry().get(1));
    List<Tensor> past = end.outputs().stream().<Tensor>map(all -> all).toList();
    return new Filtered(last, end.carry().get(2), end.carry().get(3), past);
  }

  /** The batch of what the parameters themselves say, whatever the distribution was expanded to. */
  private Shape ownBatch() {
    return Shape.broadcast(
        hmm.initial().scaleTril().shape().dropRight(2),
        Steps.batch(hmm.transition(), 2),
        Steps.batch(hmm.transitionNoise().scaleTril(), 2),
        Steps.batch(hmm.emission(), 2),
        Steps.batch(hmm.emissionNoise().scaleTril(), 2));
  }

  /** A draw [.., T, n] of all states given all observations. */
  Tensor sample(Key key, Tensor value) {
    int steps = value.size(-2);
    Filtered filtered = filter(value, true);
    Tensor means = filtered.past().get(0);
    Tensor covariances = filtered.past().get(1);
    Tensor noise = Noise.normal(key, means.shape());
    Tensor last = drawn(filtered.state(), noise.get(steps - 1));
    StepReader reader = new StepReader(all -> all.slice(0, 1, steps).flip(0));
    var mean = reader.sequence(means.slice(0, 0, steps - 1).flip(0));
    var covariance = reader.sequence(covariances.slice(0, 0, steps - 1).flip(0));
    var z = reader.sequence(noise.slice(0, 0, steps - 1).flip(0));
    var map = reader.tensor(hmm.transition(), 2);
    var push = reader.noise(hmm.transitionNoise());
    Loop.State path =
        Loop.scan(
            List.of(last),
            reader.sequences(),
            (carry, step) -> {
              GaussianState.Update update =
                  new GaussianState(mean.at(step), covariance.at(step))
                      .given(map.at(step), push.at(step), carry.getFirst());
              Tensor x = drawn(update.state(), z.at(step));
              return new Loop.State(List.of(x), List.of(x));
            });
    Tensor earlier = path.outputs().getFirst().flip(0);
    return Tensor.concat(0, earlier, last.unsqueeze(0)).moveAxis(0, -2);
  }

  private static Tensor drawn(GaussianState state, Tensor z) {
    return state.mean().plus(Gaussian.colour(state.covariance().choleskyOrNaN(), z));
  }
}
