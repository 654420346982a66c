package dev.merapi.infer.particle;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Run;
import dev.merapi.effects.Settings;
import dev.merapi.effects.enumerate.EnumerateSequential;
import dev.merapi.infer.discrete.Summed;
import dev.merapi.infer.gaussian.LinearGaussian;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.Tag;

/**
 * Evidence without bias, for four kinds of models whose evidence is known: the mean of Ẑ/Z over
 * runs is 1 within four standard errors; over 1000 runs, which are printed, where statistical tests
 * are asked for.
 */
final class EvidenceLaws {
  private static final int FEW = 50;
  private static final int MANY = 1000;
  private static final double[] DATA = {0.3, -0.2, 0.8, 1.9, 1.1};

  private static void requireUnbiased(
      int runs, String what, double exact, Map<String, Model<?>> models, List<Smc> ways) {
    models.forEach(
        (name, model) -> {
          for (Smc smc : ways) {
            double sum = 0;
            double squares = 0;
            for (int k = 0; k < runs; k++) {
              Key key = Key.of(5).fold(k);
              double logEvidence =
                  Settings.DEFAULT.validation(false).in(() -> smc.run(model, key).logEvidence());
              sum += Math.exp(logEvidence - exact);
              squares += Math.exp(2 * (logEvidence - exact));
            }
            double mean = sum / runs;
            double error = Math.sqrt((squares / runs - mean * mean) / (runs - 1));
            if (runs >= MANY) {
              System.out.printf(
                  "%-20s %-10s %-10s %4d particles  %.4f ± %.4f  z = %5.2f%n",
                  what, name, smc.filter(), smc.particles(), mean, error, (mean - 1) / error);
            }
            assertEquals(1, mean, 4 * error + 1e-9, what + " " + name + " " + smc.filter());
          }
        });
  }

  private static Map<String, Model<?>> of(Object... namesAndModels) {
    Map<String, Model<?>> models = new LinkedHashMap<>();
    for (int i = 0; i < namesAndModels.length; i += 2) {
      models.put((String) namesAndModels[i], (Model<?>) namesAndModels[i + 1]);
    }
    return models;
  }

  @Example
  void linearGaussian() {
    linearGaussian(FEW);
  }

  private static void linearGaussian(int runs) {
    Model<Tensor> walk = Walks.model(DATA);
    double exact = LinearGaussian.of(walk).logEvidence();
    assertEquals(Walks.exact(DATA)[0], exact, 1e-10);
    requireUnbiased(
        runs,
        "linear Gaussian",
        exact,
        of("walk", walk),
        List.of(
            Smc.of(20),
            Smc.of(20).threshold(1).resampling(Resampling.MULTINOMIAL),
            Smc.auxiliary(20),
            Smc.alive(20)));
    Smc smc = Smc.of(10);
    double guided = 0;
    for (int k = 0; k < runs; k++) {
      Key key = Key.of(6).fold(k);
      guided +=
          Settings.DEFAULT
                  .validation(false)
                  .in(() -> Math.exp(smc.run(walk, Walks.best(DATA), key).logEvidence() - exact))
              / runs;
    }
    assertEquals(1, guided, 4 * 0.4 / Math.sqrt(runs));
  }

  @Example
  void hiddenMarkovChain() {
    hiddenMarkovChain(FEW);
  }

  private static void hiddenMarkovChain(int runs) {
    Tensor table = Tensor.of(0.8, 0.15, 0.05, 0.2, 0.6, 0.2, 0.1, 0.3, 0.6).reshape(3, 3);
    Model<Tensor> chain =
        Models.fold(
            IntStream.range(0, DATA.length).boxed().toList(),
            Tensor.scalar(0),
            (z, t) ->
                sample("z_" + t, categorical(table.get(z)))
                    .flatMap(
                        now ->
                            observe("y_" + t, normal(now.minus(0.5), 0.6), DATA[t]).map(_ -> now)));
    double exact = Run.run(Key.of(1), EnumerateSequential.all(chain)).logEvidence().item();
    requireUnbiased(
        runs,
        "hidden Markov chain",
        exact,
        of("sampled", chain),
        List.of(Smc.of(20), Smc.auxiliary(20), Smc.alive(20)));
    Model<?> summed = Summed.of(chain.map(_ -> 0)).program();
    assertEquals(exact, Smc.of(2).run(summed, Key.of(1)).logEvidence(), 1e-9);
  }

  @Example
  void conjugateRegression() {
    conjugateRegression(FEW);
  }

  private static void conjugateRegression(int runs) {
    double[] x = {-1, -0.5, 0, 0.5, 1};
    Model<Integer> regression =
        sample("a", normal(0, 1))
            .flatMap(
                a ->
                    sample("b", normal(0, 1))
                        .flatMap(
                            b ->
                                Models.traverse(
                                    List.of(0, 1, 2, 3, 4),
                                    i ->
                                        observe(
                                            "y_" + i, normal(a.plus(b.times(x[i])), 1), DATA[i]))))
            .map(_ -> 0);
    requireUnbiased(
        runs,
        "regression",
        LinearGaussian.of(regression).logEvidence(),
        of("prior", regression),
        List.of(Smc.importance(50)));
  }

  /** A level that stays or, with 0.3, is drawn anew. */
  private static Model<Tensor> levels() {
    return Models.fold(
        IntStream.range(0, DATA.length).boxed().toList(),
        Tensor.scalar(0),
        (level, t) ->
            (t == 0 ? pure(Tensor.scalar(1)) : sample("changed_" + t, bernoulli(0.3)))
                .flatMap(
                    changed ->
                        changed.item() == 1 ? sample("level_" + t, normal(0, 1.5)) : pure(level))
                .flatMap(
                    now ->
                        sample("stop_" + t, bernoulli(0.5))
                            .flatMap(_ -> observe("y_" + t, normal(now, 0.7), DATA[t]))
                            .map(_ -> now)));
  }

  /** By a sum over all ways to change. */
  private static double exactLevels() {
    double sum = 0;
    for (int way = 0; way < 1 << (DATA.length - 1); way++) {
      double density = 1;
      double mean = 0;
      double variance = 0;
      for (int t = 0; t < DATA.length; t++) {
        boolean changed = t == 0 || (way >> (t - 1) & 1) == 1;
        density *= t == 0 ? 1 : changed ? 0.3 : 0.7;
        mean = changed ? 0 : mean;
        variance = changed ? 2.25 : variance;
        double total = variance + 0.49;
        double error = DATA[t] - mean;
        density *= Math.exp(-0.5 * error * error / total) / Math.sqrt(2 * Math.PI * total);
        mean += variance / total * error;
        variance *= 0.49 / total;
      }
      sum += density;
    }
    return Math.log(sum);
  }

  @Example
  void changePoints() {
    changePoints(FEW);
  }

  private static void changePoints(int runs) {
    requireUnbiased(
        runs,
        "change points",
        exactLevels(),
        of("levels", levels()),
        List.of(Smc.of(30), Smc.auxiliary(30), Smc.alive(30)));
  }

  @Example
  @Tag("statistical")
  void allOverManyRuns() {
    linearGaussian(MANY);
    hiddenMarkovChain(MANY);
    conjugateRegression(MANY);
    changePoints(MANY);
  }
}
