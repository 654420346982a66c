package dev.merapi.infer.trace;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.discreteUniform;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.IntStream;

/** A level of noisy data that may change once, and what is exactly known of it. */
final class ChangePoint {
  private static final double SPREAD = 2;

  private ChangePoint() {}

  static List<String> names(int n) {
    return IntStream.range(0, n).mapToObj(i -> "y" + i).toList();
  }

  /** The level at each time, and what is made of it. */
  private static Model<?> levels(int n, BiFunction<Integer, Tensor, Model<Tensor>> datum) {
    return sample("change", bernoulli(0.5))
        .flatMap(
            change ->
                change.item() == 0
                    ? sample("m", normal(0, SPREAD)).flatMap(m -> data(n, n, m, m, datum))
                    : sample("tau", discreteUniform(1, n - 1))
                        .flatMap(
                            tau ->
                                sample("left", normal(0, SPREAD))
                                    .flatMap(
                                        l ->
                                            sample("right", normal(0, SPREAD))
                                                .flatMap(r -> data(n, tau.item(), l, r, datum)))));
  }

  private static Model<List<Tensor>> data(
      int n,
      double tau,
      Tensor left,
      Tensor right,
      BiFunction<Integer, Tensor, Model<Tensor>> datum) {
    return Models.traverse(range(n), i -> datum.apply(i, i < tau ? left : right));
  }

  private static List<Integer> range(int n) {
    return IntStream.range(0, n).boxed().toList();
  }

  /** Data as latent sites. */
  static Model<?> joint(int n) {
    return levels(n, (i, level) -> sample("y" + i, normal(level, 1)));
  }

  static Model<?> model(double... y) {
    return levels(y.length, (i, level) -> observe("y" + i, normal(level, 1), y[i]));
  }

  /** One level becomes two, half of their difference being drawn, or two become their mean. */
  static Move splitOrMerge(Model<?> model) {
    return Move.involution(
        model,
        now ->
            now.containsKey("m")
                ? sample("time", discreteUniform(1, 3)).flatMap(_ -> sample("u", normal(0, 1)))
                : pure(0),
        ChangePoint::mapped);
  }

  private static Augmented mapped(Augmented at) {
    if (at.values().containsKey("m")) {
      Tensor m = at.value("m");
      Tensor u = at.auxiliary("u");
      return at.with("change", Tensor.scalar(1))
          .without("m")
          .with("tau", at.auxiliary("time"))
          .with("left", m.minus(u))
          .with("right", m.plus(u))
          .withoutAuxiliary("time")
          .withoutAuxiliary("u");
    }
    Tensor left = at.value("left");
    Tensor right = at.value("right");
    return new Augmented(
        Map.of("change", Tensor.scalar(0), "m", left.plus(right).times(0.5)),
        Map.of("time", at.value("tau"), "u", right.minus(left).times(0.5)));
  }

  /** p(y | one level) and p(y | a change after τ), for τ = 1 … n − 1. */
  static double[] evidence(double... y) {
    double[] evidence = new double[y.length];
    evidence[0] = segment(y, 0, y.length);
    for (int tau = 1; tau < y.length; tau++) {
      evidence[tau] = segment(y, 0, tau) * segment(y, tau, y.length);
    }
    return evidence;
  }

  private static double segment(double[] y, int from, int to) {
    double mean = 0;
    double variance = SPREAD * SPREAD;
    double density = 1;
    for (int i = from; i < to; i++) {
      double total = variance + 1;
      density *=
          Math.exp(-0.5 * (y[i] - mean) * (y[i] - mean) / total) / Math.sqrt(2 * Math.PI * total);
      mean += variance / total * (y[i] - mean);
      variance /= total;
    }
    return density;
  }
}
