package dev.merapi.distributions.sequence;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Belongs;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.distributions.sequence.internal.GaussianMessage;
import dev.merapi.distributions.sequence.internal.GaussianState;
import dev.merapi.distributions.sequence.internal.StepReader;
import dev.merapi.distributions.sequence.internal.Steps;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * A Gaussian Markov random field over time: hidden vectors x₀, …, x_T of n numbers and observations
 * y₁, …, y_T of m numbers with a joint density proportional to i(x₀) Πₜ f(xₜ₋₁, xₜ) o(xₜ, yₜ),
 * where i, f and o are normal densities of vectors of n, 2n and n + m numbers. As a distribution of
 * the observations, events [T, m], it is a {@link GaussianHmm}: with f = f(x) f(x′ | x), o = o(x)
 * o(y | x), the factors f(x) and o(x) are evidence on a chain of the steps f(x′ | x), and the chain
 * given all of it is found from its last step back. Factors are the same for all steps, or have an
 * axis of 1 or T steps right of their batch.
 */
final class GaussianMrf {
  private GaussianMrf() {}

  /** A normal pair as its first vector and the second one given it: v = u F + noise. */
  private record Split(MultivariateNormal first, Tensor map, MultivariateNormal rest) {
    static Split of(MultivariateNormal pair, int n) {
      int all = pair.loc().size(-1);
      Tensor l = pair.scaleTril();
      Tensor own = l.slice(-2, 0, n).slice(-1, 0, n);
      Tensor both = l.slice(-2, n, all).slice(-1, 0, n);
      Tensor tril = l.slice(-2, n, all).slice(-1, n, all);
      Tensor map = own.solveTriangular(both.transpose(), true, true);
      Tensor first = pair.loc().slice(-1, 0, n);
      Tensor loc = pair.loc().slice(-1, n, all).minus(GaussianState.row(first, map));
      Shape batch = pair.batchShape();
      return new Split(
          Parameters.checked(() -> new MultivariateNormal(first, own, batch)),
          map,
          Parameters.checked(() -> new MultivariateNormal(loc, tril, batch)));
    }

    /** A message together with the density of the first vector. */
    GaussianMessage before(GaussianMessage message) {
      Tensor none = Tensor.zeros(first.eventShape());
      MultivariateNormal noise =
          Parameters.checked(
              () -> new MultivariateNormal(none, first.scaleTril(), first.batchShape()));
      return message.given(Tensor.eye(none.size(0)), noise, first.loc());
    }
  }

  /** The distribution of the observations. */
  static GaussianHmm of(
      MultivariateNormal initial,
      MultivariateNormal transition,
      MultivariateNormal observation,
      int duration) {
    Watched first = Watched.of(initial, 0);
    Watched move = Watched.of(transition, Steps.axes(transition));
    Watched sight = Watched.of(observation, Steps.axes(observation));
    GaussianHmm known = ofWatched(first.tame, move.tame, sight.tame, duration);
    Tensor inside = first.inside.and(move.inside).and(sight.inside);
    return inside instanceof Dense
        ? known
        : known.with(where(inside, 3, known.transition(), Tensor.scalar(Double.NaN)));
  }

  /**
   * A part with parameters that are in their sets, and where they were: others are computed of
   * them, so where they were not the transition of the result is made NaN.
   */
  private record Watched(MultivariateNormal tame, Tensor inside) {
    static Watched of(MultivariateNormal part, int steps) {
      Constraint factors = Constraints.lowerCholesky();
      Constraint vectors = Constraints.realVector();
      if (Belongs.surely(part.scaleTril(), factors) && Belongs.surely(part.loc(), vectors)) {
        return new Watched(part, Tensor.scalar(1));
      }
      Tensor factor = factors.check(part.scaleTril());
      Tensor vector = vectors.check(part.loc());
      MultivariateNormal tame =
          Parameters.checked(
              () ->
                  new MultivariateNormal(
                      where(vector, 1, part.loc(), Tensor.scalar(0)),
                      where(factor, 2, part.scaleTril(), Tensor.eye(part.loc().size(-1))),
                      part.batchShape()));
      return new Watched(tame, ofSteps(factor, steps).and(ofSteps(vector, steps)));
    }

    private static Tensor ofSteps(Tensor flags, int steps) {
      return steps == 0 || flags.rank() == 0 ? flags : flags.min(-1);
    }
  }

  private static Tensor where(Tensor flags, int axes, Tensor yes, Tensor no) {
    Tensor condition = flags;
    for (int i = 0; i < axes; i++) {
      condition = condition.unsqueeze(-1);
    }
    return Tensor.where(condition, yes, no);
  }

  private static GaussianHmm ofWatched(
      MultivariateNormal initial,
      MultivariateNormal transition,
      MultivariateNormal observation,
      int duration) {
    int n = initial.loc().size(-1);
    Shape batch =
        Parameters.of("GaussianMrf")
            .sizes("transition", transition.loc().size(-1), "initial twice", 2 * n)
            .given("initial", initial.batchShape())
            .given("transition", Steps.batch("transition", transition.batchShape(), duration))
            .given("observation", Steps.batch("observation", observation.batchShape(), duration))
            .batchShape();
    StepReader reader = new StepReader(all -> all.flip(0));
    var step = reader.noise(transition);
    var sight = reader.noise(observation);
    Loop.Body body =
        (carry, elements) -> {
          GaussianMessage after = new GaussianMessage(carry.get(0), carry.get(1));
          Split move = Split.of(step.at(elements), n);
          GaussianMessage.Link link =
              Split.of(sight.at(elements), n).before(after).through(move.map(), move.rest());
          GaussianMessage before = move.before(link.before());
          return new Loop.State(
              List.of(before.precision(), before.information()),
              List.of(link.map(), link.rest().loc(), link.rest().scaleTril()));
        };
    List<Tensor> start = List.of(Tensor.zeros(batch.append(n, n)), Tensor.zeros(batch.append(n)));
    Loop.State back =
        reader.sequences().isEmpty()
            ? Loop.scan(start, duration, body)
            : Loop.scan(start, reader.sequences(), body);
    List<Tensor> links =
        back.outputs().stream().<Tensor>map(all -> all.flip(0).moveAxis(0, batch.rank())).toList();
    GaussianMessage first = new GaussianMessage(back.carry().get(0), back.carry().get(1));
    Split emission = Split.of(observation, n);
    return GaussianHmm.of(
        first.through(Tensor.eye(n), initial).rest(),
        links.get(0),
        Parameters.checked(
            () -> new MultivariateNormal(links.get(1), links.get(2), batch.append(duration))),
        emission.map(),
        emission.rest(),
        duration);
  }
}
