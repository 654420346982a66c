package dev.merapi.benchmarks;

import static dev.merapi.distributions.Distributions.cauchy;
import static dev.merapi.distributions.Distributions.halfCauchy;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.improperUniform;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.uniform;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.effects.Model;
import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/** Posteriors on which samplers fail without a word, with quantiles that are known. */
final class HardModels {
  private HardModels() {}

  /**
   * A hard posterior.
   *
   * @param model the model
   * @param known what is known of some scalars
   */
  record Hard(Model<?> model, Map<String, Known> known) {}

  /**
   * What is known of a scalar.
   *
   * @param low its quantile of 5 %
   * @param median its median
   * @param high its quantile of 95 %
   * @param unit what a distance is measured in: its deviation, or the width of a mode
   */
  record Known(double low, double median, double high, double unit) {
    static Known normal(double sd) {
      return new Known(-1.6449 * sd, 0, 1.6449 * sd, sd);
    }

    /** Of a reference posterior. */
    static Known of(ReferenceData.Reference reference) {
      return new Known(
          reference.low(),
          reference.median(),
          reference.high(),
          (reference.high() - reference.low()) / 3.29);
    }
  }

  /** The posteriors that need no data. */
  static Map<String, Hard> all() {
    Map<String, Hard> models = new LinkedHashMap<>();
    models.put(
        "schools",
        new Hard(
            schools(),
            Map.of(
                "mu",
                new Known(-0.936, 4.364, 9.832, 3.31),
                "tau",
                new Known(0.257, 2.747, 9.732, 3.2))));
    models.put("ar2", new Hard(autoregression(), Map.of()));
    models.put("funnel", new Hard(funnel(99), Map.of("v", Known.normal(3))));
    models.put(
        "banana",
        new Hard(
            banana(), Map.of("x", Known.normal(1), "y", new Known(-0.582, 4.631, 38.446, 14.2))));
    models.put(
        "correlated",
        new Hard(correlated(50, 0.99), Map.of("x[1]", Known.normal(1), "x[50]", Known.normal(1))));
    models.put("modes", new Hard(modes(0.5), Map.of("x", new Known(-11.28, Double.NaN, 11.28, 1))));
    models.put(
        "modes_30_70", new Hard(modes(0.3), Map.of("x", new Known(-10.97, 9.434, 11.47, 1))));
    models.put(
        "cauchy", new Hard(sample("x", cauchy(0, 1)), Map.of("x", new Known(-6.314, 0, 6.314, 6))));
    models.put("flat", new Hard(flat(), Map.of("a", Known.normal(707))));
    return models;
  }

  // @formatter:off
  private static Model<Tensor> schools() {
    Tensor y = Tensor.of(28, 8, -3, 7, -1, 1, 18, 12);
    Tensor sigma = Tensor.of(15, 10, 16, 11, 9, 11, 10, 18);
    return sample("mu", normal(0, 5)).flatMap(mu ->
           sample("tau", halfCauchy(5)).flatMap(tau ->
           plate("schools", 8, _ ->
           sample("theta", normal(mu, tau)).flatMap(theta ->
           observe("y", normal(theta, sigma), y)))));
  }

  /** 200 steps of a latent series with coefficients 0.6 and 0.2, noise 0.5, seen with noise 0.5. */
  private static Model<Tensor> autoregression() {
    int n = 200;
    SplittableRandom random = new SplittableRandom(7);
    double[] y = new double[n];
    double one = 0;
    double two = 0;
    for (int t = 0; t < n; t++) {
      double next = 0.6 * one + 0.2 * two + 0.5 * random.nextGaussian();
      two = one;
      one = next;
      y[t] = next + 0.5 * random.nextGaussian();
    }
    return sample("a", normal(0, 1)).flatMap(a ->
           sample("b", normal(0, 1)).flatMap(b ->
           sample("sigma", halfNormal(1)).flatMap(sigma ->
           sample("noise", halfNormal(1)).flatMap(noise ->
           sample("z", normal(0, 1).expand(Shape.of(n)).toEvent(1)).flatMap(z -> {
             Tensor zero = Tensor.scalar(0);
             Tensor x =
                 Loop.scan(List.of(zero, zero), List.of(z), (state, element) -> {
                   Tensor next = a.times(state.get(0)).plus(b.times(state.get(1)))
                       .plus(sigma.times(element.getFirst()));
                   return new Loop.State(List.of(next, state.get(0)), List.of(next));
                 }).outputs().getFirst();
             return plate("steps", n, _ -> observe("y", normal(x, noise), Tensor.of(y)));
           })))));
  }

  private static Model<Tensor> funnel(int n) {
    return sample("v", normal(0, 3)).flatMap(v ->
           plate("rows", n, _ -> sample("x", normal(0, v.times(0.5).exp()))));
  }

  /** x ~ Normal(0, 1), y ~ Normal(10 x², 1). */
  private static Model<Tensor> banana() {
    return sample("x", normal(0, 1)).flatMap(x ->
           sample("y", normal(x.square().times(10), 1)));
  }

  /** Deviations of 1 and one correlation for all, by a precision: (x·x − c (Σx)²)/(1 − ρ). */
  private static Model<Tensor> correlated(int n, double rho) {
    double c = rho / (1 + (n - 1) * rho);
    return sample("x", improperUniform(Constraints.real(), Shape.of(n))).flatMap(x ->
           factor("normal",
               x.square().sum().minus(x.sum().square().times(c)).times(-0.5 / (1 - rho))));
  }

  /** Normals at −10 and 10. */
  private static Model<Tensor> modes(double weight) {
    return sample("x", improperUniform(Constraints.real())).flatMap(x ->
           factor("mixture",
               normal(-10, 1).logDensity(x).plus(Math.log(weight))
                   .logAddExp(normal(10, 1).logDensity(x).plus(Math.log1p(-weight)))));
  }

  /** Only the sum of two is held. */
  private static Model<Tensor> flat() {
    return sample("a", normal(0, 1000)).flatMap(a ->
           sample("b", normal(0, 1000)).flatMap(b ->
           sample("c", uniform(0, 1)).flatMap(c ->
           observe("y", normal(a.plus(b).plus(c), 0.01), 1.0))));
  }
  // @formatter:on
}
