package dev.merapi.infer.vi;

import dev.merapi.effects.Model;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.OneWorld;
import dev.merapi.infer.internal.discrete.StopGradient;
import dev.merapi.infer.internal.discrete.WorldChecks;
import dev.merapi.infer.internal.discrete.WorldSites;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import io.vavr.Tuple2;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

/**
 * One run of a guide in one world. Draws through which no gradient flows are constants in it,
 * whatever they were computed from.
 *
 * @param trace what happened
 * @param sites those that are enumerated, or drawn several times
 * @param estimators how gradients get past each site, by name, in the order of the program
 */
record Proposal(Trace trace, WorldSites sites, Map<String, Estimator> estimators) {

  /**
   * The same run, in which the density of each draw that gradients flow through sees the parameters
   * as numbers: of ln q what is left is the slope along the draw. What is left out, ∇ ln q at a
   * fixed draw, is 0 in the mean (Roeder, Wu and Duvenaud, <em>Sticking the landing</em>, NeurIPS
   * 2017).
   */
  Proposal landed(Model<?> guide, Key key) {
    java.util.Map<String, Tensor> known = new java.util.LinkedHashMap<>();
    trace.parameters().forEach(found -> known.put(found.name(), StopGradient.of(found.value())));
    trace.latents().forEach(entry -> known.put(entry.name(), entry.value()));
    known.putAll(sites.inputs().toJavaMap());
    Trace numbers = Trace.run(key, new Substitute(known).on(guide)).trace();
    Trace landed = Trace.EMPTY;
    for (Entry.Sampled entry : trace.sites()) {
      boolean moves =
          estimators.get(entry.name()).contains(Estimator.PATHWISE)
              && !(entry.site().distribution() instanceof Certain);
      Site site =
          moves
              ? entry
                  .site()
                  .distributed(numbers.sampled(entry.name()).orElseThrow().site().distribution())
              : entry.site();
      landed = landed.plus(site, entry.value());
    }
    return new Proposal(landed, sites, estimators);
  }

  /** Runs a guide. */
  static Proposal of(Model<?> guide, Key key) {
    Trace trace =
        WorldChecks.checked(
            () -> Trace.run(key, OneWorld.of(key).on(guide)).trace(),
            run -> WorldSites.of(run, key));
    WorldSites sites = WorldSites.of(trace, key);
    Map<String, Estimator> estimators =
        Vector.ofAll(trace.sites())
            .toLinkedMap(Entry.Sampled::name, entry -> Estimator.of(entry.site(), sites));
    Map<String, Tensor> draws =
        estimators
            .filter((name, how) -> how == Estimator.SCORE && !sites.has(name))
            .map((name, _) -> new Tuple2<>(name, StopGradient.of(trace.value(name))));
    if (draws.isEmpty()) {
      return new Proposal(trace, sites, estimators);
    }
    Map<String, Tensor> known = draws.merge(sites.inputs());
    Trace detached = Trace.run(key, new Substitute(known.toJavaMap()).on(guide)).trace();
    return new Proposal(detached, WorldSites.of(detached, key), estimators);
  }

  /**
   * For each site whose gradient needs the score function, in the order of the program, the
   * logarithm of the density of its draw over the number that it is: 0, with the gradient of ln q.
   * It is neither scaled nor masked: the costs that it weighs are.
   */
  Map<String, Tensor> ratios() {
    return estimators
        .filterValues(Estimator.SCORE::equals)
        .map((name, _) -> new Tuple2<>(name, ratio(trace.sampled(name).get())));
  }

  private static Tensor ratio(Entry.Sampled entry) {
    Tensor logProb = entry.site().distribution().logProb(entry.value());
    return logProb.minus(StopGradient.of(logProb));
  }
}
