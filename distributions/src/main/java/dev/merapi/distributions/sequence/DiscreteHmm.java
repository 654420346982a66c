package dev.merapi.distributions.sequence;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.definition.Weights;
import dev.merapi.distributions.discrete.Categorical;
import dev.merapi.distributions.internal.Belongs;
import dev.merapi.distributions.internal.ChooseByWeight;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.LastAxis;
import dev.merapi.distributions.internal.Membership;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.distributions.sequence.internal.GaussianState;
import dev.merapi.distributions.sequence.internal.StepReader;
import dev.merapi.distributions.sequence.internal.Steps;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.HmmLogSum;
import java.util.List;

/**
 * A hidden Markov model of {@code duration} T steps as one distribution, its states summed out: a
 * state z₀ by {@code initial} [.., K], then for each t a state zₜ by row zₜ₋₁ of {@code
 * transition}, [K, K] or [.., 1 or T, K, K], and an observation by member zₜ of {@code
 * observation}, whose batch is [K] or [.., 1 or T, K]. Logits need not be normalised. Events are
 * [T, E..] for observations [E..].
 *
 * <p>There is a transition before the first observation, as in Pyro: z₁, not z₀, is observed first.
 * Where the first observed state itself has the distribution {@code initial}, as in textbooks and
 * in Stan's {@code hmm_marginal}, the first of T transitions is the identity: 0 on its diagonal and
 * −∞ elsewhere.
 */
public record DiscreteHmm(
    Tensor initial, Tensor transition, Distribution observation, int duration, Shape batchShape)
    implements Distribution {
  private static final Constraint LOGITS = Weights.ofLogits(Tensor.of(0)).domain();

  /** Checks the numbers. */
  public DiscreteHmm {
    var _ = Validation.parameter("DiscreteHmm", "initial", initial, LOGITS);
    var _ = Validation.parameter("DiscreteHmm", "transition", transition, LOGITS);
  }

  /**
   * A hidden Markov model by logits, which need not be normalised.
   *
   * @throws dev.merapi.tensor.ShapeException if the sizes of states, transition and observation
   *     differ
   */
  @Factory(
      value = "discreteHmm",
      arrays = {"initial", "transition"})
  public static DiscreteHmm ofLogits(
      Tensor initial, Tensor transition, Distribution observation, int duration) {
    Shape members = observation.batchShape();
    int k = initial.size(-1);
    if (members.rank() == 0 || members.size(-1) != k || transition.size(-1) != k) {
      throw new ShapeException(
          "DiscreteHmm: with %d states the transition %s must end in [%d, %d] and the batch shape %s of the observation in [%d]"
              .formatted(k, transition.shape(), k, k, members, k));
    }
    Shape batch =
        Parameters.of("DiscreteHmm")
            .with("initial", initial, LOGITS)
            .with("transition", transition, LOGITS, transition.rank() - 1)
            .given(
                "transition", Steps.batch("transition", transition.shape().dropRight(2), duration))
            .given("observation", Steps.batch("observation", members.dropRight(1), duration))
            .batchShape();
    Tensor first = normalised("initial", initial);
    Tensor later = normalised("transition", transition);
    return Parameters.checked(() -> new DiscreteHmm(first, later, observation, duration, batch));
  }

  private static Tensor normalised(String name, Tensor logits) {
    Tensor normalised = Validation.within("DiscreteHmm", name, logits, LOGITS).logSoftmax(-1);
    if (Belongs.surely(logits, LOGITS)) {
      Membership.note(normalised, LOGITS);
    }
    return normalised;
  }

  @Override
  public Shape eventShape() {
    return Shape.of(duration).append(observation.eventShape());
  }

  @Override
  public Parameters parameters() {
    return Parameters.of("DiscreteHmm")
        .with("initial", initial, LOGITS)
        .with("transition", transition, LOGITS, 1 + Steps.axes(transition, 2))
        .part(observation, 1 + Steps.axes(observation.batchShape().dropRight(1)));
  }

  @Override
  public Constraint support() {
    return Constraints.independent(observation.support(), 1);
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape rows = sampleShape.append(batchShape);
    Tensor before = Noise.uniform(key.fold("initial"), rows);
    Tensor first = new ChooseByWeight().on(initial.exp(), before).expand(rows);
    StepReader reader = new StepReader();
    var u = reader.sequence(Noise.uniform(key, Shape.of(duration).append(rows)));
    var probs = reader.tensor(transition.exp(), 2);
    Loop.State path =
        Loop.scan(
            List.of(first),
            reader.sequences(),
            (carry, step) -> {
              Tensor row = GaussianState.row(oneHot(carry.getFirst()), probs.at(step));
              Tensor state = new ChooseByWeight().on(row, u.at(step));
              return new Loop.State(List.of(state), List.of(state));
            });
    Tensor states = path.outputs().getFirst().moveAxis(0, -1);
    Distribution all = observation.expand(batchShape.append(duration, initial.size(-1)));
    int event = observation.eventDim();
    Tensor draws = all.sample(key.fold("observation"), sampleShape).moveAxis(-1 - event, -1);
    Tensor index = LastAxis.withEventAxes(states, observation.eventShape());
    return Terms.detached(LastAxis.choose(draws, index));
  }

  private Tensor oneHot(Tensor state) {
    return Tensor.arange(initial.size(-1)).eq(state.unsqueeze(-1));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor evidence = observation.logProb(value.unsqueeze(-1 - observation.eventDim()));
    if (!Steps.same(transition.shape().dropRight(2))) {
      return lastState(evidence).logSumExp(-1);
    }
    int k = initial.size(-1);
    Tensor one = transition.rank() > 2 ? transition.squeeze(-3) : transition;
    Shape batch = Shape.broadcast(evidence.shape().dropRight(2), batchShape);
    return new HmmLogSum()
        .on(
            next(initial, one).expand(batch.append(k)),
            one.expand(batch.append(k, k)),
            evidence.expand(batch.append(duration, k)));
  }

  /** The logarithms of the weights of the next state, [.., K]. */
  private static Tensor next(Tensor state, Tensor transition) {
    return state.unsqueeze(-1).plus(transition).logSumExp(-2);
  }

  /** ln p(y₁, …, y_T, z_T), [.., K]. */
  private Tensor lastState(Tensor evidence) {
    Shape rows = Shape.broadcast(evidence.shape().dropRight(2), batchShape);
    StepReader reader = new StepReader();
    var seen = reader.sequence(evidence.moveAxis(-2, 0));
    var map = reader.tensor(transition, 2);
    return Loop.scan(
            List.of(initial.expand(rows.append(initial.size(-1)))),
            reader.sequences(),
            (carry, step) ->
                new Loop.State(
                    List.of(next(carry.getFirst(), map.at(step)).plus(seen.at(step))), List.of()))
        .carry()
        .getFirst();
  }

  /** The distribution of the last state given all observations. */
  public Categorical filter(Tensor value) {
    Tensor evidence = observation.logProb(value.unsqueeze(-1 - observation.eventDim()));
    return Categorical.ofLogits(lastState(evidence));
  }

  @Override
  public DiscreteHmm expand(Shape batchShape) {
    return new DiscreteHmm(initial, transition, observation, duration, batchShape);
  }
}
