package dev.merapi.laws;

import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.categoricalLogits;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.fold;
import static dev.merapi.effects.Models.markov;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.plateSequential;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.discrete.InferDiscrete;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.laws.internal.OperationEquations;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.statistics.Statistics;

/**
 * Programs whose discrete values stand in Markov chains, in sequential plates, in partly observed
 * plates, or are carried along in whatever form: the sum over all assignments, marginals and a
 * gradient are those of the assignments one by one, or there is a sentence.
 */
class ChainWorldLaws {
  private static final Key KEY = Key.of(1);

  /** What makes up a program: the same numbers in every run. */
  @SuppressWarnings("ArrayRecordComponent") // read, never changed
  private record Program(
      int states, int steps, int rows, int carried, int read, int form, double[] numbers) {
    static Program of(long seed) {
      Random random = new Random(seed);
      int rows = random.nextInt(3) == 0 ? 2 : 1;
      int states = rows == 2 ? 2 : 2 + random.nextInt(2);
      int steps = rows == 2 ? 3 : 3 + random.nextInt(states == 2 ? 3 : 2);
      return new Program(
          states,
          steps,
          rows,
          random.nextInt(5),
          random.nextInt(6),
          random.nextInt(4),
          random.doubles(40, -1, 1).toArray());
    }

    private Tensor slopes() {
      return Tensor.of(numbers).slice(0, 0, states);
    }

    private Model<Tensor> step(String name, Tensor before, int t, Tensor mu) {
      Tensor slope = before.times(numbers[t]).plus(mu);
      Model<Tensor> z =
          form == 3 && t % 2 == 1
              ? sample(name, bernoulliLogits(slope))
              : sample(name, categoricalLogits(slope.unsqueeze(-1).times(slopes())));
      return z.flatMap(
          value ->
              observe("y_" + name, normal(read(value, before), 1), numbers[20 + t])
                  .map(_ -> carried(value, before)));
    }

    private Tensor read(Tensor z, Tensor before) {
      return switch (read) {
        case 0 -> z;
        case 1 -> z.times(before);
        case 2 -> Tensor.where(z.gt(before), z, before.minus(1));
        case 3 -> Tensor.of(0.3, -1.1, 0.7).get(z);
        case 4 -> rows == 2 && z.rank() == 1 ? z.minus(z.sum().times(0.4)) : z.exp();
        default -> Tensor.stack(0, z, before.plus(z.times(0))).max(0);
      };
    }

    private Tensor carried(Tensor z, Tensor before) {
      return switch (carried) {
        case 0, 1 -> z;
        case 2 -> z.plus(before.times(0.5));
        case 3 -> Tensor.where(z.eq(0), before, z);
        default -> z.minus(before).tanh();
      };
    }

    /** The chain in one of several forms, and what the end of it does. */
    Model<Tensor> model(Tensor mu) {
      Vector<Integer> all = Vector.range(0, steps);
      Tensor start = Tensor.scalar(0.4);
      Model<Tensor> chain =
          switch (form) {
            case 0 -> markov("chain", 1, all, start, (before, t) -> step("z" + t, before, t, mu));
            case 1 -> fold(all, start, (before, t) -> step("z" + t, before, t, mu));
            case 2 ->
                plateSequential("turns", steps, t -> step("z" + t, start, t, mu))
                    .map(ends -> Tensor.stack(0, ends.toArray(Tensor[]::new)))
                    .map(
                        ends -> Loop.fold(ends.get(0), ends, (s, x) -> s.times(0.5).plus(x).sin()));
            default -> fold(all, start, (before, t) -> step("z" + t, before, t, mu));
          };
      Model<Tensor> placed = rows == 2 ? plate("rows", 2, _ -> chain) : chain;
      return placed.flatMap(end -> observe("end", normal(end.sum(), 1), 0.5));
    }
  }

  @Property(tries = 80, edgeCases = EdgeCasesMode.NONE)
  void chainsAreBruteForceOrASentence(@ForAll long seed) {
    Model<?> model = Program.of(seed).model(Tensor.scalar(0.2));
    Potential potential;
    try {
      potential = LogDensity.of(model).potential();
      Statistics.label("chain").collect("equal");
    } catch (ModelException refused) {
      assertTrue(String.valueOf(refused.getMessage()).contains("'z"), refused.getMessage());
      Statistics.label("chain").collect("refused");
      return;
    }
    List<Double> weights = new ArrayList<>();
    List<Map<String, Tensor>> all = OperationEquations.assignments(model);
    all.forEach(values -> weights.add(OperationEquations.logWeight(model, values)));
    double evidence = OperationEquations.logSum(weights);
    double found = potential.logDensityAndGradient(new double[0], new double[0]);
    assertEquals(evidence, found, 1e-10 * (1 + Math.abs(evidence)));
    Map<String, Tensor> rest = new HashMap<>(InferDiscrete.marginals(model, KEY));
    for (int i = 0; i < all.size(); i++) {
      double probability = Math.exp(weights.get(i) - evidence);
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
  }

  @Property(tries = 60, edgeCases = EdgeCasesMode.NONE)
  void theGradientIsADifferenceQuotient(@ForAll long seed) {
    Program program = Program.of(seed);
    Model<?> model = sample("mu", normal(0, 1)).flatMap(program::model);
    Potential potential = LogDensity.of(model).potential();
    double[] slope = new double[1];
    double h = 1e-5;
    potential.logDensityAndGradient(new double[] {0.3}, slope);
    double up = potential.logDensityAndGradient(new double[] {0.3 + h}, new double[1]);
    double down = potential.logDensityAndGradient(new double[] {0.3 - h}, new double[1]);
    assertEquals((up - down) / (2 * h), slope[0], 1e-7 * (1 + Math.abs(slope[0])));
  }
}
