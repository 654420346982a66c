package dev.merapi.infer.vi;

import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.SiteFactor;
import dev.merapi.infer.internal.discrete.Variables;
import dev.merapi.infer.internal.sum.Axis;
import dev.merapi.infer.internal.sum.Factor;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.Tuple2;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

/**
 * One run of a guide that is laid out. Draws through which no gradient flows are constants in it,
 * whatever they were computed from.
 *
 * @param trace what happened
 * @param variables the sites laid along a dim of their own, by name
 * @param estimators how gradients get past each site, by name, in the order of the program
 */
record Proposal(
    Trace trace, Map<String, Axis.Variable> variables, Map<String, Estimator> estimators) {

  /** Runs a guide. */
  static Proposal of(Model<?> guide, Key key) {
    Trace trace = Trace.run(key, guide).trace();
    Map<String, Estimator> estimators =
        Vector.ofAll(trace.sites())
            .toLinkedMap(Entry.Sampled::name, entry -> Estimator.of(entry.site()));
    Map<String, Tensor> draws =
        estimators
            .filterValues(Estimator.SCORE::equals)
            .map((name, _) -> new Tuple2<>(name, StopGradient.of(trace.value(name))));
    Trace detached =
        draws.isEmpty()
            ? trace
            : Trace.run(key, new Substitute(draws.toJavaMap()).on(guide)).trace();
    return new Proposal(detached, Variables.of(detached), estimators);
  }

  /** The sites whose gradients need the score function, in the order of the program. */
  Vector<Entry.Sampled> scored() {
    return Vector.ofAll(trace.sites())
        .filter(entry -> estimators.get(entry.name()).exists(Estimator.SCORE::equals));
  }

  /**
   * For each variable the log-probabilities of its positions given its parents, neither scaled nor
   * masked: those of its values, or 1/n for each of n draws.
   */
  Map<String, Factor> densities() {
    return variables.map((name, variable) -> new Tuple2<>(name, density(name, variable)));
  }

  private Factor density(String name, Axis.Variable variable) {
    SiteFactor site = new SiteFactor(trace.sampled(name).get(), variables);
    return Variables.isManyDraws(site.entry().site()) ? even(site, variable) : site.inside();
  }

  /** 1/n for each draw of the sites that are drawn several times at once. */
  Vector<Factor> evens() {
    return densities()
        .filterKeys(name -> Variables.isManyDraws(trace.sampled(name).get().site()))
        .values()
        .toVector();
  }

  private static Factor even(SiteFactor site, Axis.Variable variable) {
    int dim = Variables.dim(site.entry().site()).get();
    Shape along = Shape.of(variable.size()).append(Shape.SCALAR.padLeft(-dim - 1));
    return site.named(Tensor.full(along, -Math.log(variable.size())));
  }

  /**
   * The logarithm of the density of a draw over the number that it is: 0, with the gradient of ln
   * q. It is neither scaled nor masked: the costs that it weighs are.
   */
  Factor ratio(Entry.Sampled entry) {
    Tensor logProb = entry.site().distribution().logProb(entry.value());
    return new SiteFactor(entry, variables).named(logProb.minus(StopGradient.of(logProb)));
  }
}
