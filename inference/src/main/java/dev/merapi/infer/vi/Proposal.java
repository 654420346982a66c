package dev.merapi.infer.vi;

import dev.merapi.distributions.internal.special.StraightThrough;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
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
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Dependencies;
import io.vavr.Tuple2;
import io.vavr.collection.LinkedHashMap;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;

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
      Site site =
          isDrawn(entry)
              ? entry
                  .site()
                  .distributed(numbers.sampled(entry.name()).orElseThrow().site().distribution())
              : entry.site();
      landed = landed.plus(site, entry.value());
    }
    return new Proposal(landed, sites, estimators);
  }

  /**
   * The same run, in which the gradients that flow through each draw are multiplied by these
   * numbers, one for each particle: [n] along the first dim of the draw.
   */
  Proposal weighed(Tensor factors, Model<?> guide, Key key) {
    if (factors.size(0) == 1) {
      return this;
    }
    java.util.Map<String, Tensor> known = new java.util.LinkedHashMap<>();
    for (Entry.Sampled entry : trace.latents()) {
      if (isDrawn(entry)) {
        Tensor draw = entry.value();
        int[] sizes = new int[draw.rank()];
        Arrays.fill(sizes, 1);
        sizes[0] = factors.size(0);
        Tensor slope = draw.times(factors.reshape(sizes));
        known.put(entry.name(), new StraightThrough().on(draw, slope));
      }
    }
    Trace weighed = Trace.run(key, new Substitute(known).on(guide)).trace();
    return new Proposal(weighed, sites, estimators);
  }

  private boolean isDrawn(Entry.Sampled entry) {
    return estimators.get(entry.name()).contains(Estimator.PATHWISE)
        && !(entry.site().distribution() instanceof Certain);
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

  /**
   * What the guide expects draws without a gradient to cost, [B..] each. A gradient flows to
   * parameters that are the baselines' own alone.
   *
   * @param guide the guide, to be run once more with all draws as numbers
   */
  Map<String, Tensor> baselines(Model<?> guide, Trace model, Key key) {
    Map<String, Tensor> none = LinkedHashMap.empty();
    Vector<String> scored =
        estimators
            .filterValues(Estimator.SCORE::equals)
            .keySet()
            .toVector()
            .filter(name -> baseline(trace, name).isPresent());
    if (scored.isEmpty()) {
      return none;
    }
    java.util.Map<String, Tensor> known = new java.util.LinkedHashMap<>();
    Set<Tensor> read = read();
    Set<String> ofModel = new HashSet<>();
    model.parameters().forEach(found -> ofModel.add(found.name()));
    trace
        .parameters()
        .forEach(
            found -> {
              boolean own = !read.contains(found.value()) && !ofModel.contains(found.name());
              Tensor value = own ? found.value() : StopGradient.of(found.value());
              known.put(found.name(), value);
            });
    trace.latents().forEach(entry -> known.put(entry.name(), StopGradient.of(entry.value())));
    known.putAll(sites.inputs().toJavaMap());
    Trace numbers = Trace.run(key, new Substitute(known).on(guide)).trace();
    return scored.toLinkedMap(name -> name, name -> baseline(name, numbers));
  }

  private static Optional<Tensor> baseline(Trace trace, String name) {
    return trace.sampled(name).flatMap(entry -> entry.site().infer().baseline());
  }

  private Tensor baseline(String name, Trace numbers) {
    Entry.Sampled entry = trace.sampled(name).orElseThrow();
    Shape batch = entry.site().distribution().logProb(entry.value()).shape();
    Tensor expected = baseline(numbers, name).orElseThrow();
    try {
      return expected.expand(batch);
    } catch (ShapeException cause) {
      throw new ModelException(
          "The baseline of site '%s' has shape %s, but the site has batch shape %s. Give one number for each element, or one for all."
              .formatted(name, expected.shape(), batch),
          cause);
    }
  }

  /** All that the draws and densities of the guide are made of. */
  private Set<Tensor> read() {
    Set<Tensor> read = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Entry.Sampled entry : trace.sites()) {
      for (Tensor made : java.util.List.of(entry.value(), entry.logProb())) {
        read.addAll(Dependencies.inOrder(made, read));
      }
    }
    return read;
  }

  private static Tensor ratio(Entry.Sampled entry) {
    Tensor logProb = entry.site().distribution().logProb(entry.value());
    return logProb.minus(StopGradient.of(logProb));
  }
}
