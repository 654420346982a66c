package dev.merapi.laws;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.binomial;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.discrete.InferDiscrete;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.laws.internal.OperationEquations;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Programs that need plates through sums: the sum over all assignments, marginals, a mode and a
 * gradient are those of the assignments one by one.
 */
class PlateSumLaws {
  private static final Key KEY = Key.of(1);

  /** A program whose plate of 6 to 8 elements is read through sums, and what makes it up. */
  private record Program(Random random, int n) {
    static Program of(long seed) {
      Random random = new Random(seed);
      return new Program(random, 6 + random.nextInt(3));
    }

    private Tensor numbers(double low, double high) {
      double[] numbers = new double[n];
      for (int i = 0; i < n; i++) {
        numbers[i] = low + (high - low) * random.nextDouble();
      }
      return Tensor.of(numbers);
    }

    private Tensor integers(int low, int high) {
      return numbers(low, high + 1 - 1e-9).floor();
    }

    Model<Tensor> model() {
      Tensor p = numbers(0.1, 0.8);
      boolean three = n == 6 && random.nextBoolean();
      int outer = random.nextInt(3);
      List<Integer> uses = new ArrayList<>();
      for (int i = 0; i <= random.nextInt(3); i++) {
        uses.add(random.nextInt(7));
      }
      int summand = random.nextInt(6);
      Tensor weights = integers(-1, 2);
      Tensor mask = integers(0, 1);
      Tensor data = numbers(0, 2);
      boolean child = random.nextInt(4) == 0;
      boolean alone = random.nextInt(5) == 0;
      return sample("z", bernoulli(0.4))
          .flatMap(
              z ->
                  plate("p", n, _ -> element(p, outer == 0 ? z : Tensor.scalar(0), three))
                      .flatMap(
                          x -> {
                            Model<Tensor> second =
                                child && n == 6 && !three
                                    ? plate(
                                        "p", n, _ -> sample("v", bernoulli(x.times(0.5).plus(0.2))))
                                    : Models.pure(x);
                            return second.flatMap(
                                v -> {
                                  Tensor t =
                                      summand(
                                          summand,
                                          v,
                                          x,
                                          outer == 1 ? z : Tensor.scalar(1),
                                          weights,
                                          mask);
                                  Model<Tensor> all = Models.pure(z);
                                  for (int i = 0; i < uses.size(); i++) {
                                    Model<Tensor> next = use("y" + i, uses.get(i), t, x, data);
                                    all = all.flatMap(_ -> next);
                                  }
                                  return alone
                                      ? all.flatMap(_ -> observe("w", normal(x.get(1), 1), 0.4))
                                      : all;
                                });
                          }));
    }

    private Model<Tensor> element(Tensor p, Tensor z, boolean three) {
      Tensor q = p.plus(z.times(0.15));
      return three ? sample("x", categorical(0.2, 0.3, 0.5)) : sample("x", bernoulli(q));
    }

    private static Tensor summand(
        int kind, Tensor v, Tensor x, Tensor z, Tensor weights, Tensor mask) {
      return switch (kind) {
        case 0 -> v;
        case 1 -> v.times(weights);
        case 2 -> Tensor.where(mask, v, Tensor.scalar(0));
        case 3 -> v.times(2).minus(1);
        case 4 -> v.times(x);
        default -> v.eq(1).times(z.plus(1));
      };
    }

    private Model<Tensor> use(String name, int kind, Tensor t, Tensor x, Tensor data) {
      Tensor sum = t.sum();
      return switch (kind) {
        case 0 -> observe(name, normal(sum, 1), 2);
        case 1 -> observe(name, normal(Tensor.where(sum.gt(2), Tensor.scalar(1), sum), 1), 2);
        case 2 -> observe(name, poisson(sum.abs().plus(0.5)), 2);
        case 3 -> observe(name, binomial(sum.abs().plus(2), Tensor.scalar(0.4)), 1);
        case 4 -> plate("p", n, _ -> observe(name, normal(x.plus(sum.times(0.3)), 1), data));
        case 5 -> observe(name, normal(t.mean().exp(), 1), 2);
        default -> observe(name, normal(x.sum().times(0.2).plus(sum), 1), 2);
      };
    }
  }

  private static void assertClose(double expected, double found) {
    assertEquals(expected, found, 1e-10 * (1 + Math.abs(expected)));
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void sumsMarginalsAndModesAreThoseOfTheAssignments(@ForAll long seed) {
    Model<?> model = Program.of(seed).model();
    List<Double> weights = new ArrayList<>();
    List<Map<String, Tensor>> all = OperationEquations.assignments(model);
    all.forEach(values -> weights.add(OperationEquations.logWeight(model, values)));
    double evidence = OperationEquations.logSum(weights);
    Potential potential = LogDensity.of(model).potential();
    assertClose(evidence, potential.logDensityAndGradient(new double[0], new double[0]));
    Map<String, Tensor> rest = new HashMap<>(InferDiscrete.marginals(model, KEY));
    double best = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < all.size(); i++) {
      double probability = Math.exp(weights.get(i) - evidence);
      best = Math.max(best, weights.get(i));
      all.get(i)
          .forEach(
              (name, value) ->
                  rest.computeIfPresent(
                      name,
                      (_, left) ->
                          left.minus(
                              Tensor.arange(left.size(-1))
                                  .eq(value.unsqueeze(-1))
                                  .times(probability))));
    }
    rest.forEach((name, left) -> assertEquals(0, left.abs().max().item(), 1e-10, name));
    assertClose(best, OperationEquations.logWeight(model, InferDiscrete.mode(model, KEY)));
  }

  @Property(tries = 20, edgeCases = EdgeCasesMode.NONE)
  void theGradientIsADifferenceQuotient(@ForAll long seed) {
    Model<?> program = Program.of(seed).model();
    Model<?> model =
        sample("mu", normal(0, 1))
            .flatMap(
                mu ->
                    program.flatMap(
                        z ->
                            plate(
                                    "q",
                                    9,
                                    _ ->
                                        sample(
                                            "u",
                                            bernoulli(
                                                mu.times(0.3).plus(mu.div(2).sigmoid()).sigmoid())))
                                .flatMap(u -> observe("m", normal(u.sum().plus(mu), 1), 4))));
    Potential potential = LogDensity.of(model).potential();
    double[] slope = new double[1];
    double h = 1e-5;
    potential.logDensityAndGradient(new double[] {0.3}, slope);
    double up = potential.logDensityAndGradient(new double[] {0.3 + h}, new double[1]);
    double down = potential.logDensityAndGradient(new double[] {0.3 - h}, new double[1]);
    assertEquals((up - down) / (2 * h), slope[0], 1e-7 * (1 + Math.abs(slope[0])));
  }
}
