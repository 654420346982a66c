package dev.merapi.infer.vi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.effects.Model;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * For generated models and guides, and every estimator that applies to them: the mean of many
 * gradients is the exact one within four standard errors; with all switches enumerated and no
 * numbers, every gradient is. {@code -Dmerapi.generated=300} tries as many.
 */
class GeneratedGradientLaws {
  private static final int PAIRS = Integer.getInteger("merapi.generated", 15);
  private static final int KEYS = 1500;
  private static final Tensor DRAWN = Tensor.arange(0);

  @Test
  void meansOfGradientsAreExact() {
    for (int seed = 0; seed < PAIRS; seed++) {
      GeneratedPair pair = GeneratedPair.of(seed);
      Model<?> model = pair.model(DRAWN);
      Model<?> guide = pair.guide(DRAWN);
      BruteForce exact = exact(pair, Bound.of(TraceEnum.EXACT, model, guide, Gradients.KEY));
      double[] elbo = exact.elbo();
      List<TraceEnum> all = estimators(pair);
      for (TraceEnum objective :
          PAIRS > 15 ? all : List.of(all.get((seed + seed / 5) % all.size()))) {
        requireClose(seed, pair, objective, model, guide, elbo);
      }
      if (pair.hasSwitches()) {
        requireEnumerated(seed, pair, model, guide, elbo);
      }
      if (pair.batch() == pair.rows() && pair.local() != GeneratedPair.Local.NUMBER) {
        double alpha = seed % 2 == 0 ? 0 : 0.5;
        Renyi renyi = new Renyi(alpha, 2);
        Renyi way = pair.hasSwitches() ? renyi : renyi.doublyReparametrised();
        requireClose(seed, pair, way, model, guide, exact.renyi(alpha));
      }
    }
  }

  private static BruteForce exact(GeneratedPair pair, Bound bound) {
    BruteForce exact = new BruteForce(bound);
    List<Tensor> parts = new ArrayList<>();
    if (pair.batch() == pair.rows()) {
      parts.add(Tensor.arange(pair.rows()));
    } else {
      for (int left = 0; left < pair.rows(); left++) {
        int gone = left;
        double[] kept =
            java.util.stream.IntStream.range(0, pair.rows())
                .filter(i -> i != gone)
                .asDoubleStream()
                .toArray();
        parts.add(Tensor.of(kept));
      }
    }
    for (Tensor part : parts) {
      exact.add(pair.model(part), pair.guide(part), 1.0 / parts.size());
    }
    return exact;
  }

  private static List<TraceEnum> estimators(GeneratedPair pair) {
    TraceEnum one = TraceEnum.EXACT;
    List<TraceEnum> all = new ArrayList<>(List.of(one, one.particles(2)));
    if (pair.hasSwitches()) {
      all.add(one.particles(3).withBaseline());
    }
    if (pair.hasNumbers()) {
      all.add(one.analyticKl());
      all.add(one.stickingTheLanding());
      all.add(one.particles(2).stickingTheLanding());
    }
    return all;
  }

  private static void requireClose(
      int seed,
      GeneratedPair pair,
      Bound.Objective objective,
      Model<?> model,
      Model<?> guide,
      double[] exact) {
    Bound bound = Bound.of(objective, model, guide, Gradients.KEY);
    double[][] moments = Gradients.moments(bound, KEYS);
    int at = 1;
    for (String name : bound.parameters()) {
      int count = bound.start().get(name).shape().count();
      for (int i = 0; i < count && !name.endsWith("baseline"); i++) {
        double room = 4 * moments[1][at + i] + 1e-5 * (1 + Math.abs(exact[at + i]));
        assertEquals(
            exact[at + i],
            moments[0][at + i],
            room,
            seed + ", " + pair + ", " + objective + ", " + name);
      }
      at += count;
    }
    double room = 4 * moments[1][0] + 1e-5 * (1 + Math.abs(exact[0]));
    assertEquals(exact[0], moments[0][0], room, seed + ", " + pair + ", " + objective);
  }

  private static void requireEnumerated(
      int seed, GeneratedPair pair, Model<?> model, Model<?> guide, double[] exact) {
    Model<?> summed = new ConfigEnumerate().on(guide);
    if (pair.hasNumbers() || pair.batch() < pair.rows()) {
      requireClose(seed, pair, TraceEnum.EXACT, model, summed, exact);
      return;
    }
    Bound bound = Bound.of(TraceEnum.EXACT, model, summed, Gradients.KEY);
    double[] gradient = new double[bound.dimension()];
    double value = bound.at((Key.Known) Gradients.KEY.fold(1), Gradients.start(bound), gradient);
    assertEquals(exact[0], value, 1e-10 * (1 + Math.abs(value)), seed + ", " + pair);
    for (int i = 0; i < gradient.length; i++) {
      assertEquals(
          exact[i + 1], gradient[i], 1e-10 * (1 + Math.abs(value)), i + ", " + seed + ", " + pair);
    }
  }
}
