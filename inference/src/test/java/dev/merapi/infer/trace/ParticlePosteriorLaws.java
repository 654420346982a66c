package dev.merapi.infer.trace;

import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Settings;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.diagnose.Sbc;
import dev.merapi.infer.gaussian.LinearGaussian;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.particle.ParticleGibbs;
import dev.merapi.infer.particle.ParticleMetropolis;
import dev.merapi.infer.particle.Smc;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import net.jqwik.api.Example;

/** Posteriors of particle chains and moves beside exact ones and NUTS, and calibrated. */
final class ParticlePosteriorLaws {
  private static final double[] DATA = {0.9, 1.6, -0.4, -1.2, 0.3};

  /** A walk whose step is not known. */
  private static Model<Tensor> walk(Tensor step, double... data) {
    return Models.fold(
        IntStream.range(0, data.length).boxed().toList(),
        Tensor.scalar(0),
        (x, t) ->
            sample("x_" + t, normal(x, step))
                .flatMap(now -> observe("y_" + t, normal(now, 0.5), data[t]).map(_ -> now)));
  }

  private static Model<Tensor> model(double... data) {
    return sample("step", halfNormal(1)).flatMap(step -> walk(step, data));
  }

  /** The mean of the step given the data, by exact evidence on a grid. */
  private static double exact() {
    double sum = 0;
    double mean = 0;
    for (int i = 0; i < 150; i++) {
      double step = (i + 0.5) * 0.03;
      double density =
          Math.exp(LinearGaussian.of(Substitute.of("step", step).on(model(DATA))).logEvidence());
      sum += density;
      mean += step * density;
    }
    return mean / sum;
  }

  private static void requireMean(double exact, Posterior posterior) {
    ParameterSummary step = posterior.summary().find("step").orElseThrow();
    assertEquals(exact, step.mean(), 4.5 * step.mcseMean());
    assertTrue(step.essBulk() > 60, "ess " + step.essBulk());
  }

  private static <T> T unchecked(java.util.function.Supplier<T> block) {
    return Settings.DEFAULT.validation(false).in(block);
  }

  @Example
  void oneModelByFourAlgorithms() {
    double exact = exact();
    requireMean(
        exact,
        unchecked(
            () ->
                ParticleMetropolis.of(
                        Smc.of(12), sample("step", halfNormal(1)), s -> walk(s, DATA), 1.2)
                    .posterior(Key.of(1), 2, 600)));
    requireMean(exact, Posterior.sample(Sampler.nuts().warmUp(300).draws(300), model(DATA), 1));
    ParticleGibbs gibbs = ParticleGibbs.of(Smc.of(6), model(DATA)).horizon(1);
    Kernel<Map<String, Tensor>, ?> both =
        Kernel.cycle(
            gibbs,
            Move.proposed(model(DATA), now -> sample("step", halfNormal(now.get("step").plus(0.3))))
                .repeat(4));
    requireMean(
        exact, unchecked(() -> Traces.of(both, gibbs::init, Key.of(2), 2, 500)).posterior());
  }

  /** Draws from the joint distribution are as good as any of the posterior. */
  private static void requireCalibrated(
      Function<double[], Kernel<Map<String, Tensor>, ?>> kernel,
      Function<double[], Function<Key, Map<String, Tensor>>> init) {
    List<Integer> ranks = new ArrayList<>();
    for (int k = 0; k < 50; k++) {
      Key key = Key.of(9).fold(k);
      Model<Tensor> joint =
          sample("step", halfNormal(1))
              .flatMap(
                  step ->
                      sample("x_0", normal(0, step))
                          .flatMap(x -> sample("y_0", normal(x, 0.5)).map(_ -> x))
                          .flatMap(x -> sample("x_1", normal(x, step)))
                          .flatMap(x -> sample("y_1", normal(x, 0.5))));
      Trace truth = unchecked(() -> Trace.run(key, joint).trace());
      double[] y = {truth.value("y_0").item(), truth.value("y_1").item()};
      Kernel<Map<String, Tensor>, ?> thinned = kernel.apply(y);
      Traces traces = unchecked(() -> Traces.of(thinned, init.apply(y), key.fold("chain"), 1, 19));
      double[] draws = traces.draws().stream().mapToDouble(run -> run.get("step").item()).toArray();
      ranks.add(Sbc.rank(truth.value("step").item(), draws));
    }
    double chi = new Sbc(19, ranks).chiSquared(5);
    assertTrue(chi < 33.4, "χ² of 4 degrees of freedom: " + chi);
  }

  @Example
  void movesAreCalibrated() {
    requireCalibrated(y -> Move.one(model(y)).repeat(30), y -> Move.one(model(y))::init);
  }

  @Example
  void particleGibbsIsCalibrated() {
    requireCalibrated(
        y -> ParticleGibbs.of(Smc.of(8), model(y)).repeat(8),
        y -> ParticleGibbs.of(Smc.of(8), model(y))::init);
  }

  @Example
  void marginalMetropolisIsCalibrated() {
    List<Integer> ranks = new ArrayList<>();
    for (int k = 0; k < 40; k++) {
      Key key = Key.of(8).fold(k);
      Trace truth =
          unchecked(
              () ->
                  Trace.run(
                          key,
                          sample("step", halfNormal(1))
                              .flatMap(s -> sample("x_0", normal(0, s)))
                              .flatMap(x -> sample("y_0", normal(x, 0.5))))
                      .trace());
      double y = truth.value("y_0").item();
      ParticleMetropolis<Tensor> pmmh =
          ParticleMetropolis.of(Smc.of(6), sample("step", halfNormal(1)), s -> walk(s, y), 1.5);
      List<Double> draws = new ArrayList<>();
      ParticleMetropolis.State at = pmmh.init(key.fold("init"));
      for (int i = 0; i < 19 * 8; i++) {
        ParticleMetropolis.State from = at;
        Key own = key.fold(i);
        at = unchecked(() -> pmmh.step(own, from).state());
        if (i % 8 == 7) {
          draws.add(at.values().get("step").item());
        }
      }
      double[] all = draws.stream().mapToDouble(d -> d).toArray();
      ranks.add(Sbc.rank(truth.value("step").item(), all));
    }
    double chi = new Sbc(19, ranks).chiSquared(5);
    assertTrue(chi < 33.4, "χ² of 4 degrees of freedom: " + chi);
  }
}
