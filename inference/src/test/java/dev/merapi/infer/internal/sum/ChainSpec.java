package dev.merapi.infer.internal.sum;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.markov;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Mask;
import dev.merapi.effects.handler.Scale;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.infer.sum.ChainForm;
import dev.merapi.infer.sum.Summing;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;
import io.vavr.collection.Vector;

/**
 * A hidden Markov model of every kind that the laws of chains try.
 *
 * @param steps how many
 * @param states of the hidden site of a step
 * @param history how many steps before it it depends on, 0 for none
 * @param series how many sequences stand in a plate; 0 for one without a plate
 * @param traits what else there is
 * @param seed of tables and data
 */
record ChainSpec(int steps, int states, int history, int series, Vector<Trait> traits, long seed) {

  /** What a chain may have besides a hidden and an observed site a step. */
  enum Trait {
    /** A binary variable outside of the chain that all transitions depend on. */
    REGIME,
    /** A binary variable outside of the chain that one observation depends on. */
    OUTLIER,
    /** Some data are missing, by a mask. */
    MASKED,
    /** Some steps have no observation. */
    GAPS,
    /** All densities are scaled. */
    SCALED,
    /** A second hidden chain beside the first. */
    FACTORIAL,
    /** Each observation has a hidden component of its own. */
    MIXED,
    /** The transitions change from step to step. */
    DRIFT,
    /** From the middle on, hidden sites have one more state. */
    GROWING
  }

  private boolean has(Trait trait) {
    return traits.contains(trait);
  }

  private Tensor numbers(String name, int... sizes) {
    Shape shape = Shape.of(sizes);
    double[] values = new double[shape.count()];
    Draws.normal(Key.of(seed).fold(name), values, 0, values.length);
    return Tensor.of(values, shape);
  }

  private int states(int t) {
    return has(Trait.GROWING) && t >= steps / 2 ? states + 1 : states;
  }

  /** The weights of the states of step t given the values of the steps before it and the regime. */
  private Tensor weights(int t, Vector<Tensor> before, Tensor regime, Tensor parameters) {
    Tensor moves = numbers("moves", 2, states + 1, states + 1, states + 1);
    Tensor drift = has(Trait.DRIFT) ? numbers("drift" + t, states + 1) : Tensor.scalar(0);
    Tensor table = moves.plus(drift).plus(parameters.get(steps));
    Tensor first = before.isEmpty() ? Tensor.scalar(0) : before.last();
    Tensor second = before.size() < 2 ? Tensor.scalar(0) : before.head();
    Tensor row = table.at(regime, first, second);
    return row.slice(-1, 0, states(t)).softmax(-1);
  }

  private Model<Vector<Tensor>> step(
      int t, Vector<Tensor> before, Outer outer, Tensor parameters, Tensor y) {
    Tensor shift = t == steps / 2 ? outer.outlier().times(1.3) : Tensor.scalar(0);
    Tensor locs = numbers("locs", 2, states + 1).plus(parameters.get(t));
    Tensor flips = Tensor.of(0.3, 0.8);
    // @formatter:off
    return sample("z_" + t, categorical(weights(t, before, outer.regime(), parameters))).flatMap(z ->
           (has(Trait.FACTORIAL)
               ? sample("w_" + t, bernoulli(before.isEmpty() ? Tensor.scalar(0.5) : flips.get(before.last().minus(before.last().div(2).floor().times(2)))))
               : pure(Tensor.scalar(0))).flatMap(w ->
           (has(Trait.MIXED) ? sample("c_" + t, bernoulli(0.4)) : pure(w)).flatMap(c ->
           has(Trait.GAPS) && t % 3 == 1
               ? pure(next(before, z))
               : new Mask(has(Trait.MASKED) && t % 2 == 1 ? y.gt(0) : Tensor.scalar(1))
                     .on(observe("y_" + t, normal(locs.at(c, z).plus(w.times(0.7)).plus(shift), 1), y))
                     .map(_ -> next(before, z)))));
    // @formatter:on
  }

  private Vector<Tensor> next(Vector<Tensor> before, Tensor z) {
    return before.append(z).takeRight(history);
  }

  private Model<?> chain(Outer outer, Tensor parameters) {
    Tensor data = numbers("data", steps, Math.max(1, series));
    Vector<Tensor> none = Vector.empty();
    return markov(
        "chain",
        Math.max(1, history),
        Vector.range(0, steps),
        none,
        (before, t) -> {
          Tensor y = data.get(t);
          return step(t, before, outer, parameters, series == 0 ? y.get(0) : y);
        });
  }

  /** What stands outside of the chain. */
  private record Outer(Tensor regime, Tensor outlier) {}

  private Model<Tensor> flag(Trait trait, String name, double p) {
    return has(trait) ? sample(name, bernoulli(p)) : pure(Tensor.scalar(0));
  }

  /** The model, with numbers [steps + 1] that the observations and the transitions depend on. */
  Model<?> model(Tensor parameters) {
    Model<Outer> outside =
        flag(Trait.REGIME, "regime", 0.6)
            .flatMap(
                regime ->
                    flag(Trait.OUTLIER, "outlier", 0.2).map(outlier -> new Outer(regime, outlier)));
    Model<?> model =
        outside.flatMap(
            outer ->
                series == 0
                    ? chain(outer, parameters).map(_ -> outer)
                    : plate("series", series, _ -> chain(outer, parameters).map(_ -> outer)));
    return has(Trait.SCALED) ? new Scale(2.5).on(model) : model;
  }

  /** The parameters at which laws look. */
  Tensor parameters() {
    return numbers("parameters", steps + 1).times(0.3);
  }

  /** The factor graph of a run, whose chains are summed in this form. */
  FactorGraph graph(Tensor parameters, ChainForm form) {
    Trace trace = Trace.run(Key.of(1), Laid.out(model(parameters), series == 0 ? 0 : 1)).trace();
    return FactorGraph.of(trace, Summing.EXACT.with(form));
  }
}
