package dev.merapi.infer.particle;

import dev.merapi.effects.Model;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Settings;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Metric;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** A tempered population on its way from the prior to the posterior. */
record Ascent(
    Tempered settings, Model<?> model, LogDensity prior, LogDensity posterior, Crew crew) {
  private static final int HALVINGS = 60;
  private static final int PROBES = 5;

  static Ascent of(Tempered settings, Model<?> model, Crew crew) {
    Rewrite silent =
        site ->
            site.isObserved() || (site.distribution() instanceof Certain p && p.isFactor())
                ? site.masked(Tensor.scalar(0))
                : site;
    LogDensity posterior = LogDensity.of(model);
    LogDensity prior =
        Settings.current().validation(false).in(() -> LogDensity.of(silent.on(model)));
    return new Ascent(settings, model, prior, posterior, crew);
  }

  Particles<Map<String, Tensor>> run(Key key) {
    int n = settings.particles();
    double[][] positions = start(key.fold("prior"));
    double[] likelihoods = likelihoods(positions);
    Lineage lineage = Lineage.of(n);
    Vector<Particles.Step> steps = Vector.empty();
    double beta = 0;
    double logEvidence = 0;
    for (int step = 0; beta < 1; step++) {
      double next = next(beta, likelihoods);
      double[] logWeights = weights(next - beta, likelihoods);
      logEvidence += Weights.logMean(logWeights);
      Key here = key.fold(step);
      int[] ancestors = chosen(here.fold("resampling"), Weights.normalised(logWeights));
      steps =
          steps.append(
              new Particles.Step("β = " + next, Weights.effective(logWeights), true, logEvidence));
      lineage = lineage.chosen(ancestors);
      double[][] chosen =
          Arrays.stream(ancestors).mapToObj(i -> positions[i]).toArray(double[][]::new);
      System.arraycopy(chosen, 0, positions, 0, n);
      beta = next;
      move(positions, beta, here);
      System.arraycopy(likelihoods(positions), 0, likelihoods, 0, n);
    }
    return new Particles<>(
        key, steps.size(), values(positions, key), new double[n], logEvidence, lineage, steps);
  }

  /** The ancestors of all particles; of all states of one chain they are the same. */
  private int[] chosen(Key key, double[] weights) {
    int n = settings.particles();
    int states = settings.wasteFree() ? settings.moves() : 1;
    int[] starts = Resampling.SYSTEMATIC.ancestors(key, weights, n / states);
    return Arrays.stream(starts).flatMap(i -> Arrays.stream(new int[states]).map(_ -> i)).toArray();
  }

  /** Draws of the prior as positions. */
  private double[][] start(Key key) {
    List<String> sites = posterior.coordinates().stream().map(Coordinate::site).toList();
    double[][] positions = new double[settings.particles()][];
    crew.each(
        positions.length,
        i -> {
          Trace trace = Trace.run(key.fold(i), model).trace();
          positions[i] =
              posterior.unconstrain(sites.stream().collect(Collectors.toMap(s -> s, trace::value)));
        });
    return positions;
  }

  /** ln p(y | θ) at each position. */
  private double[] likelihoods(double[][] positions) {
    double[] likelihoods = new double[positions.length];
    crew.each(
        crew.threads(),
        worker -> {
          Potential cold = posterior.potential();
          Potential hot = prior.potential();
          double[] gradient = new double[cold.dimension()];
          for (int i = worker; i < positions.length; i += crew.threads()) {
            double value =
                cold.logDensityAndGradient(positions[i], gradient)
                    - hot.logDensityAndGradient(positions[i], gradient);
            likelihoods[i] = value < Double.POSITIVE_INFINITY ? value : Double.NEGATIVE_INFINITY;
          }
        });
    if (Weights.largest(likelihoods) == Double.NEGATIVE_INFINITY) {
      throw new ModelException(
          "None of %d particles has a finite likelihood. %s"
              .formatted(positions.length, posterior.culprit(positions[0])));
    }
    return likelihoods;
  }

  private static double[] weights(double change, double[] likelihoods) {
    return Arrays.stream(likelihoods)
        .map(l -> l == Double.NEGATIVE_INFINITY ? l : change * l)
        .toArray();
  }

  /** The largest β at which the weights are worth what is asked, by halving; at most 1. */
  private double next(double beta, double[] likelihoods) {
    double least = settings.keep() * likelihoods.length;
    if (Weights.effective(weights(1 - beta, likelihoods)) >= least) {
      return 1;
    }
    double low = beta;
    double high = 1;
    for (int k = 0; k < HALVINGS; k++) {
      double middle = (low + high) / 2;
      if (Weights.effective(weights(middle - beta, likelihoods)) >= least) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low > beta ? low : high;
  }

  /** Moves every position by a kernel of this β, tuned to all of them. */
  private void move(double[][] positions, double beta, Key key) {
    Tuning tuning = tuned(positions, beta, key);
    crew.each(
        crew.threads(),
        worker -> {
          Tunable kernel = kernel(beta).tuned(tuning);
          int states = settings.wasteFree() ? settings.moves() : 1;
          int steps = settings.wasteFree() ? 1 : settings.moves();
          for (int c = worker; c < positions.length / states; c += crew.threads()) {
            Point at = kernel.init(positions[c * states]);
            for (int s = 0; s < states; s++) {
              int i = c * states + s;
              for (int m = 0; m < steps && !(settings.wasteFree() && s == 0); m++) {
                Crew.requireUninterrupted();
                at = kernel.step(key.fold(i).fold(m), at).state();
              }
              positions[i] = at.position();
            }
          }
        });
  }

  private Tunable kernel(double beta) {
    return settings.kernel().apply(new Warm(prior.potential(), posterior.potential(), beta));
  }

  /** The variances of the population, and the mean of the step sizes that suit some of it. */
  private Tuning tuned(double[][] positions, double beta, Key key) {
    double[] variances = new double[posterior.dimension()];
    for (int d = 0; d < variances.length; d++) {
      int coordinate = d;
      double mean = Arrays.stream(positions).mapToDouble(q -> q[coordinate]).average().orElse(0);
      double squares =
          Arrays.stream(positions)
              .mapToDouble(q -> (q[coordinate] - mean) * (q[coordinate] - mean))
              .sum();
      variances[d] = Math.max(squares / (positions.length - 1), 1e-12);
    }
    Tunable kernel = kernel(beta);
    Tunable scaled =
        kernel.tuned(new Tuning(kernel.tuning().stepSize(), Metric.diagonal(variances)));
    double sum = 0;
    int probes = Math.min(PROBES, positions.length);
    for (int i = 0; i < probes; i++) {
      Point point = scaled.init(positions[i * (positions.length / probes)]);
      sum += Math.log(scaled.reasonableStepSize(key.fold("step size").fold(i), point));
    }
    return new Tuning(Math.exp(sum / probes), Metric.diagonal(variances));
  }

  private Forked<Map<String, Tensor>> values(double[][] positions, Key key) {
    BiFunction<double[], Key, Map<String, Dense>> constrain = posterior.constrainer();
    List<Particle<Map<String, Tensor>>> particles = new ArrayList<>();
    for (int i = 0; i < positions.length; i++) {
      Map<String, Tensor> values =
          new LinkedHashMap<>(constrain.apply(positions[i], key.fold("discrete").fold(i)));
      History draws = History.EMPTY;
      for (Map.Entry<String, Tensor> site : values.entrySet()) {
        draws = draws.plus(site.getKey(), site.getValue());
      }
      particles.add(new Particle<>(new Pure<>(values), draws, Optional.empty(), 0, 0, ""));
    }
    return new Forked<>(particles);
  }
}
