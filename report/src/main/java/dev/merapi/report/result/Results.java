package dev.merapi.report.result;

import dev.merapi.effects.Model;
import dev.merapi.effects.Settings;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Quantity;
import dev.merapi.infer.diagnose.Sbc;
import dev.merapi.infer.dims.Axis;
import dev.merapi.infer.dims.Dims;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The results of an inference in the groups of ArviZ: {@code posterior}, {@code sample_stats},
 * {@code observed_data}, and whatever else is added under the names of its schema, as {@code
 * posterior_predictive}, {@code log_likelihood} and {@code constant_data}.
 *
 * <p>{@code Results.of(p).posterior()} has the draws and the statistics of p. Source: ArviZ,
 * "InferenceData schema specification".
 *
 * @param groups the groups by name, in order
 */
public record Results(Map<String, Group> groups) {
  /** The draws of latent and computed sites. */
  public static final String POSTERIOR = "posterior";

  /** The statistics of the sampler. */
  public static final String STATISTICS = "sample_stats";

  /** Draws of warm-up. */
  public static final String WARM_UP = "warmup_posterior";

  /** The statistics of the sampler in warm-up. */
  public static final String WARM_UP_STATISTICS = "warmup_sample_stats";

  /** The data of observed sites. */
  public static final String OBSERVED = "observed_data";

  /** What the program was given besides. */
  public static final String CONSTANT = "constant_data";

  /** New data drawn from the posterior. */
  public static final String PREDICTIVE = "posterior_predictive";

  /** ln p(y | θ) of each observation under each draw. */
  public static final String LOG_LIKELIHOOD = "log_likelihood";

  /** The group of ranks of calibration by data that are drawn with the prior. */
  public static final String PRIOR_SBC = "prior_sbc";

  /** The group of ranks of calibration by data that are drawn from a posterior. */
  public static final String POSTERIOR_SBC = "posterior_sbc";

  private static final Set<String> FLAGS = Set.of(Column.DIVERGING, Column.SATURATED);
  private static final Set<String> WHOLE = Set.of(Column.STEPS, Column.DEPTH);

  /** Copies the map. */
  public Results {
    groups = Collections.unmodifiableMap(new LinkedHashMap<>(groups));
  }

  /**
   * The draws of a model, their statistics and the data that were observed; dims are called as the
   * plates of the model. The model runs once.
   */
  public static Results of(Model<?> model, Posterior posterior) {
    Trace trace = run(model, posterior);
    Dims dims = Dims.of(trace);
    Group observed = Group.EMPTY;
    for (Entry.Sampled entry : trace.sites()) {
      if (entry.site().isObserved() && !entry.site().isIndexSet()) {
        Tensor value = entry.value();
        observed =
            observed.with(
                entry.name(),
                new Variable(dims.axes(entry.name(), value.shape()), Kind.REAL, value));
      }
    }
    Results results = of(posterior);
    return observed.variables().isEmpty() ? results : results.with(OBSERVED, observed);
  }

  /** One run of a model, with the values of a draw. */
  private static Trace run(Model<?> model, Posterior posterior) {
    Model<?> given = posterior.size() == 0 ? model : new Substitute(posterior.draw(0)).on(model);
    return Settings.current().validation(false).in(() -> Trace.run(Key.of(0), given).trace());
  }

  /**
   * Draws and their statistics; chains without a draw are left out, others cut to the shortest.
   *
   * @throws ArgumentException if the posterior has no draws
   */
  public static Results of(Posterior posterior) {
    double[][][] rows =
        Arrays.stream(posterior.rows()).filter(c -> c.length > 0).toArray(double[][][]::new);
    int length = Arrays.stream(rows).mapToInt(chain -> chain.length).min().orElse(0);
    if (length == 0) {
      throw new ArgumentException(
          "The posterior has no draws, so there is no result to keep; sample at least one draw, or resume the run that was interrupted.");
    }
    Group draws = Group.EMPTY;
    for (Quantity quantity : posterior.quantities()) {
      Shape own = quantity.shape();
      double[] values = new double[rows.length * length * own.count()];
      for (int i = 0; i < rows.length * length; i++) {
        System.arraycopy(
            rows[i / length][i % length], quantity.offset(), values, i * own.count(), own.count());
      }
      Tensor tensor = Tensor.of(values, Shape.of(rows.length, length).append(own));
      draws = draws.with(quantity.name(), drawn(tensor, Kind.REAL, quantity.axes()));
    }
    Group statistics = Group.EMPTY;
    for (String name : posterior.statistics()) {
      double[][] figures = posterior.statistic(name);
      double[][] cut =
          Arrays.stream(figures).map(f -> Arrays.copyOf(f, length)).toArray(double[][]::new);
      Kind kind = FLAGS.contains(name) ? Kind.FLAG : WHOLE.contains(name) ? Kind.WHOLE : Kind.REAL;
      statistics = statistics.with(name, drawn(Tensor.of(cut), kind, List.of()));
    }
    Results results = new Results(Map.of(POSTERIOR, signed(draws)));
    return statistics.variables().isEmpty()
        ? results
        : results.with(STATISTICS, signed(statistics));
  }

  /**
   * Ranks of a calibration as fractions in (0, 1), one draw of one chain for each fit: the layout
   * in which ArviZ's {@code plot_ecdf_pit} reads them.
   *
   * @param group {@link #PRIOR_SBC} for data drawn from the prior, {@link #POSTERIOR_SBC} for data
   *     drawn from a posterior
   */
  public static Results calibration(String group, Map<String, Sbc> ranks) {
    Group fractions = Group.EMPTY;
    for (Map.Entry<String, Sbc> one : ranks.entrySet()) {
      Tensor values = Tensor.of(one.getValue().ranks()).plus(0.5).div(one.getValue().draws() + 1.0);
      fractions = fractions.with(one.getKey(), drawn(values.unsqueeze(0), Kind.REAL, List.of()));
    }
    return new Results(Map.of(group, signed(fractions)));
  }

  private static Group signed(Group group) {
    return group
        .attribute("inference_library", "merapi")
        .attribute("creation_library", "merapi")
        .attribute("creation_library_language", "Java");
  }

  private static Variable drawn(Tensor values, Kind kind, List<Axis> own) {
    List<Axis> axes =
        Stream.concat(
                Stream.of(
                    Axis.counted(Axis.CHAIN, values.size(0)),
                    Axis.counted(Axis.DRAW, values.size(1))),
                own.stream())
            .toList();
    return new Variable(axes, kind, values);
  }

  /** These results and a group more; one of that name is replaced. */
  public Results with(String name, Group group) {
    Map<String, Group> more = new LinkedHashMap<>(groups);
    more.put(name, group);
    return new Results(more);
  }

  /** These results and the draws of warm-up, with their statistics. */
  public Results withWarmUp(Posterior warmUp) {
    Results own = of(warmUp);
    Results more = with(WARM_UP, own.group(POSTERIOR));
    return own.groups.containsKey(STATISTICS)
        ? more.with(WARM_UP_STATISTICS, own.group(STATISTICS))
        : more;
  }

  /** These results, with how their draws were made among the attributes of the posterior. */
  public Results with(Recipe recipe) {
    Group draws = group(POSTERIOR);
    for (Map.Entry<String, String> entry : recipe.attributes().entrySet()) {
      draws = draws.attribute(entry.getKey(), entry.getValue());
    }
    return with(POSTERIOR, draws);
  }

  /** How the draws were made, if the results know it. */
  public Optional<Recipe> recipe() {
    return Optional.ofNullable(groups.get(POSTERIOR))
        .flatMap(draws -> Recipe.in(draws.attributes()));
  }

  /**
   * These results and arrays that a model makes for each draw, as {@link
   * dev.merapi.infer.Predictive} does: name → [draws, B.. E..], dims called as the plates of the
   * model.
   *
   * @param group what to call them, as {@link #PREDICTIVE}
   * @throws ArgumentException if there is not one value for each draw of the posterior
   */
  public Results with(String group, Model<?> model, Map<String, Tensor> perDraw) {
    Dims dims = Dims.of(run(model, posterior()));
    Variable first = group(POSTERIOR).variables().values().iterator().next();
    int chains = first.axes().get(0).size();
    int length = first.axes().get(1).size();
    Group more = groups.getOrDefault(group, Group.EMPTY);
    for (Map.Entry<String, Tensor> entry : perDraw.entrySet()) {
      Tensor values = entry.getValue();
      Shape own = values.shape().dropLeft(1);
      if (values.size(0) != chains * length) {
        throw new ArgumentException(
            "'%s' has %d draws, but the posterior has %d chains of %d; make one of each."
                .formatted(entry.getKey(), values.size(0), chains, length));
      }
      more =
          more.with(
              entry.getKey(),
              drawn(
                  values.reshape(Shape.of(chains, length).append(own)),
                  Kind.REAL,
                  dims.axes(entry.getKey(), own)));
    }
    return with(group, more);
  }

  /**
   * A group.
   *
   * @throws ArgumentException if there is none of that name
   */
  public Group group(String name) {
    Group group = groups.get(name);
    if (group == null) {
      throw new ArgumentException(
          "The results have no group '%s'; they have %s.".formatted(name, groups.keySet()));
    }
    return group;
  }

  /**
   * The draws and the statistics as a posterior, with all its diagnostics.
   *
   * @throws ArgumentException if there is no group {@code posterior}
   */
  public Posterior posterior() {
    Group draws = group(POSTERIOR);
    Map<String, List<Axis>> axes = new LinkedHashMap<>();
    draws
        .variables()
        .forEach(
            (name, variable) -> {
              List<Axis> all = variable.drawsFirst().axes();
              axes.put(name, all.subList(Math.min(2, all.size()), all.size()));
            });
    return Posterior.of(tensors(draws), tensors(groups.getOrDefault(STATISTICS, Group.EMPTY)))
        .named(axes);
  }

  private static Map<String, Tensor> tensors(Group group) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    group
        .variables()
        .forEach((name, variable) -> tensors.put(name, variable.drawsFirst().values()));
    return tensors;
  }
}
