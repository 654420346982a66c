package dev.merapi.infer.rows;

import static dev.merapi.distributions.Distributions.normal;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.simplify.Simplify;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A guide of a density that no program computes, as graphs of its free parameters and the words of
 * a key.
 *
 * @param parameters where each lies
 * @param onto the map from free numbers to the values of each
 * @param start where they begin
 * @param draw to a position z and ln q(z)
 * @param slope and of a vector s, to the gradient of s · z − ln q(z), where s is fixed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record GuideGraphs(
    List<Coordinate> parameters,
    Map<String, Bijector> onto,
    double[] start,
    Graph draw,
    Graph slope) {

  /** The guide of a program that has the sites of the density, each of free numbers. */
  static GuideGraphs of(Guide guide, List<Coordinate> sites, Key key) {
    Model<?> draws = guide.on(standIn(sites), key).draws();
    Trace first = Trace.run(key, draws).trace();
    requireSites(first, sites);
    List<Coordinate> parameters = new ArrayList<>();
    Map<String, Bijector> onto = new LinkedHashMap<>();
    Map<String, Tensor> values = new LinkedHashMap<>();
    List<Symbolic.Input> inputs = new ArrayList<>();
    List<Tensor> starts = new ArrayList<>();
    int offset = 0;
    for (Entry.Declared entry : first.parameters()) {
      Bijector map = BijectTo.of(entry.parameter().constraint());
      Tensor free = map.inverse(entry.value());
      Symbolic.Input input = Symbolic.Input.of(entry.name(), free.shape());
      parameters.add(new Coordinate(entry.name(), entry.value().shape(), free.shape(), offset));
      onto.put(entry.name(), map);
      values.put(entry.name(), map.forward(input));
      inputs.add(input);
      starts.add(free.reshape(free.shape().count()));
      offset += free.shape().count();
    }
    if (inputs.isEmpty()) {
      throw new ModelException(
          "The guide has no parameter, so there is nothing to fit. Declare one by param(\"…\", start), or take an automatic guide, Guide.multivariate() for example.");
    }
    try {
      double[] start = Tensor.concat(0, starts.toArray(Tensor[]::new)).toArray();
      return traced(draws, sites, parameters, onto, values, inputs, start);
    } catch (SymbolicValueException looks) {
      throw new ModelException(
          "The guide looks at a number that is not known yet, so it has no graph: "
              + looks.getMessage(),
          looks);
    }
  }

  private static GuideGraphs traced(
      Model<?> draws,
      List<Coordinate> sites,
      List<Coordinate> parameters,
      Map<String, Bijector> onto,
      Map<String, Tensor> values,
      List<Symbolic.Input> inputs,
      double[] start) {
    Symbolic.Input words = Symbolic.Input.of("the key", Shape.of(4));
    Model<?> given = new Substitute(values).on(draws);
    Settings quiet = Settings.current().validation(false);
    Trace trace = quiet.in(() -> Trace.run(Key.ofWords(words), given).trace());
    List<Tensor> parts = new ArrayList<>();
    sites.forEach(
        site ->
            parts.add(trace.value(site.site()).expand(site.free()).reshape(site.free().count())));
    Tensor position = Tensor.concat(0, parts.toArray(Tensor[]::new));
    Tensor logDensity = trace.logProbSum();
    List<Symbolic.Input> all = new ArrayList<>(inputs);
    all.add(words);
    Symbolic.Input ahead = Symbolic.Input.of("the slope", position.shape());
    List<Symbolic.Input> more = new ArrayList<>(all);
    more.add(ahead);
    Tensor bound = position.times(ahead).sum().minus(logDensity);
    return new GuideGraphs(
        parameters,
        onto,
        start,
        Simplify.apply(Graph.of(all, List.of(position, logDensity))),
        Simplify.apply(Graph.of(more, Gradient.of(bound, inputs))));
  }

  /** A program with the sites of the density, on ℝⁿ: guides look at names and shapes alone. */
  private static Model<?> standIn(List<Coordinate> sites) {
    Model<Tensor> all = Models.pure(Tensor.scalar(0));
    for (Coordinate site : sites) {
      Shape free = site.free();
      all =
          all.flatMap(
              _ -> Models.sample(site.site(), normal(0, 1).expand(free).toEvent(free.rank())));
    }
    return all;
  }

  private static void requireSites(Trace guide, List<Coordinate> sites) {
    for (Coordinate site : sites) {
      Tensor value = guide.sampled(site.site()).map(Entry.Sampled::value).orElse(null);
      if (value == null || !value.shape().broadcastsTo(site.free())) {
        throw new ModelException(
            "The guide has %s, but the density has a site '%s' with free numbers of shape %s. Draw those, all under the name of the site."
                .formatted(
                    value == null
                        ? "no site '%s'".formatted(site.site())
                        : "numbers of shape %s for site '%s'".formatted(value.shape(), site.site()),
                    site.site(),
                    site.free()));
      }
    }
    boolean random = false;
    for (Entry.Sampled entry : guide.latents()) {
      Site site = entry.site();
      if (site.distribution() instanceof Certain) {
        continue;
      }
      random = true;
      boolean known = sites.stream().anyMatch(own -> own.site().equals(entry.name()));
      if (!known && !site.infer().auxiliary()) {
        throw new ModelException(
            "Site '%s' of the guide is no site of the density, which has %s. Mark it as auxiliary if the others are computed from it."
                .formatted(entry.name(), sites.stream().map(Coordinate::site).toList()));
      }
      if (!site.infer().pathwise().orElse(site.distribution().reparametrised())) {
        throw new ModelException(
            "No gradient flows through the draws of site '%s' (%s), and a density that no program computes is fitted along its gradient. Take a distribution that is reparametrised."
                .formatted(entry.name(), site.distribution().getClass().getSimpleName()));
      }
    }
    if (!random) {
      throw new ModelException(
          "The guide draws nothing at random, so there is no bound. For a point, and the normal distribution around it, take Mode.of(density, key).");
    }
  }
}
