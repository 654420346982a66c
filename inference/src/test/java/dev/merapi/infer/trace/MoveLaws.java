package dev.merapi.infer.trace;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.discreteUniform;
import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.particle.ParticleGibbs;
import dev.merapi.infer.particle.Smc;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.Example;

/** Moves leave the posterior where it is, whatever sites come and go. */
final class MoveLaws {
  private static Tensor mean(double mean) {
    return Tensor.scalar(mean);
  }

  /** Five runs of three kinds; what there is depends on a. */
  private static final Model<Tensor> BRANCHES =
      sample("a", categorical(Tensor.of(0.5, 0.2, 0.3)))
          .flatMap(
              a ->
                  a.item() == 0
                      ? sample("b", bernoulli(0.3)).map(b -> b)
                      : a.item() == 1
                          ? sample("b", bernoulli(0.6))
                              .flatMap(b -> sample("c", bernoulli(b.times(0.5).plus(0.2))))
                          : sample("d", bernoulli(0.8)).map(d -> d.plus(1)))
          .flatMap(x -> observe("y", normal(x, 0.7), 0.9).map(_ -> x));

  /** All runs and their probabilities given y. */
  private static Map<Map<String, Tensor>, Double> runs() {
    Map<Map<String, Tensor>, Double> runs = new LinkedHashMap<>();
    double[] pa = {0.5, 0.2, 0.3};
    double total = 0;
    for (int a = 0; a < 3; a++) {
      for (int b = 0; b < 2; b++) {
        for (int c = 0; c < (a == 1 ? 2 : 1); c++) {
          Map<String, Tensor> run = new LinkedHashMap<>();
          run.put("a", mean(a));
          run.put(a == 2 ? "d" : "b", mean(b));
          double p = pa[a] * of(b, a == 0 ? 0.3 : a == 1 ? 0.6 : 0.8);
          double x = a == 0 ? b : b + 1;
          if (a == 1) {
            run.put("c", mean(c));
            p *= of(c, 0.5 * b + 0.2);
            x = c;
          }
          p *= Math.exp(-0.5 * (0.9 - x) * (0.9 - x) / 0.49);
          runs.put(run, p);
          total += p;
        }
      }
    }
    double all = total;
    runs.replaceAll((_, p) -> p / all);
    return runs;
  }

  private static double of(int value, double p) {
    return value == 1 ? p : 1 - p;
  }

  /** Runs in proportion to their probabilities, one step each: they come out as they went in. */
  private static void requireInvariant(Kernel<Map<String, Tensor>, ?> kernel) {
    int n = 1500;
    Map<Map<String, Tensor>, Double> runs = runs();
    Map<Map<String, Tensor>, Integer> counts = new LinkedHashMap<>();
    int i = 0;
    int moved = 0;
    for (Map.Entry<Map<String, Tensor>, Double> run : runs.entrySet()) {
      for (int k = 0; k < Math.round(n * run.getValue()); k++) {
        Map<String, Tensor> after = kernel.step(Key.of(i++), run.getKey()).state();
        moved += after.equals(run.getKey()) ? 0 : 1;
        counts.merge(new LinkedHashMap<>(after), 1, Integer::sum);
      }
    }
    assertTrue(moved > n / 20, "moved " + moved);
    assertEquals(runs.keySet(), counts.keySet());
    for (Map.Entry<Map<String, Tensor>, Double> run : runs.entrySet()) {
      double p = run.getValue();
      double seen = (double) counts.getOrDefault(run.getKey(), 0) / i;
      double bound = 4 * Math.sqrt(p * (1 - p) / n);
      assertEquals(p, seen, bound + 1.0 / n, run.getKey().toString());
    }
  }

  @Example
  void oneSite() {
    requireInvariant(Move.one(BRANCHES).repeat(10));
    requireInvariant(Move.one(BRANCHES, name -> !name.equals("c")).repeat(2));
  }

  @Example
  void blocksAnew() {
    requireInvariant(Move.anew(BRANCHES, "a"));
    requireInvariant(Move.anew(BRANCHES, "a", "b"));
    requireInvariant(Move.anew(BRANCHES, _ -> true));
  }

  /** Draws a from elsewhere, b with it where there is one, and leaves c and d to the model. */
  private static Model<?> elsewhere(Map<String, Tensor> now) {
    double stay = now.get("a").item() == 2 ? 0.2 : 0.5;
    return sample("a", categorical(Tensor.of(stay, 0.4, 0.6 - stay / 2)))
        .flatMap(a -> a.item() == 2 ? pure(a) : sample("b", bernoulli(0.5)));
  }

  @Example
  void proposalsThatArePrograms() {
    requireInvariant(Move.proposed(BRANCHES, MoveLaws::elsewhere));
    requireInvariant(
        Kernel.cycle(
            Move.proposed(BRANCHES, MoveLaws::elsewhere),
            Move.one(BRANCHES),
            ParticleGibbs.of(Smc.of(3), BRANCHES)));
    requireInvariant(
        Kernel.mix(
            List.of(0.5, 0.5),
            List.of(Move.proposed(BRANCHES, MoveLaws::elsewhere), Move.anew(BRANCHES, "b"))));
  }

  /** From a = 0 to a = 2 and back, b becoming d or its opposite; a = 1 stays. */
  private static Move swap() {
    return Move.involution(
        BRANCHES,
        _ -> sample("flip", bernoulli(0.3)),
        at -> {
          double a = at.value("a").item();
          if (a == 1) {
            return at;
          }
          String old = a == 0 ? "b" : "d";
          Tensor value = at.value(old);
          boolean flips = at.auxiliary("flip").item() == 1;
          return at.with("a", mean(2 - a))
              .without(old)
              .with(a == 0 ? "d" : "b", flips ? value.times(-1).plus(1) : value);
        });
  }

  @Example
  void involutionsOfDiscreteSites() {
    requireInvariant(Kernel.cycle(swap(), Move.one(BRANCHES)));
  }

  private static double at(Map<String, Tensor> run, String site) {
    return run.containsKey(site) ? run.get(site).item() : 0;
  }

  /**
   * A run and data from the joint distribution, and one step given the data: functions of both have
   * the means that they had.
   */
  private static void requireSameMeans(
      int n,
      Model<?> joint,
      List<String> data,
      Function<double[], Kernel<Map<String, Tensor>, ?>> kernel,
      List<ToDoubleFunction<Map<String, Tensor>>> functions) {
    double[] sum = new double[functions.size()];
    double[] squares = new double[functions.size()];
    int moved = 0;
    for (int i = 0; i < n; i++) {
      Map<String, Tensor> both = Visit.of(joint, Map.of(), Key.of(1).fold(i)).latentValues();
      Map<String, Tensor> before = new LinkedHashMap<>(both);
      before.keySet().removeAll(data);
      double[] y = data.stream().mapToDouble(name -> both.get(name).item()).toArray();
      Map<String, Tensor> after =
          new LinkedHashMap<>(kernel.apply(y).step(Key.of(2).fold(i), before).state());
      moved += after.equals(before) ? 0 : 1;
      data.forEach(name -> after.put(name, both.get(name)));
      for (int f = 0; f < sum.length; f++) {
        double change =
            functions.get(f).applyAsDouble(after) - functions.get(f).applyAsDouble(both);
        sum[f] += change;
        squares[f] += change * change;
      }
    }
    assertTrue(moved > n / 10, "moved " + moved);
    for (int f = 0; f < sum.length; f++) {
      double z = sum[f] / Math.sqrt(squares[f]);
      assertTrue(squares[f] == 0 || Math.abs(z) < 4.5, "function " + f + ": z = " + z);
    }
  }

  private static List<ToDoubleFunction<Map<String, Tensor>>> functions() {
    List<ToDoubleFunction<Map<String, Tensor>>> functions = new ArrayList<>();
    functions.add(run -> at(run, "change"));
    functions.add(run -> at(run, "m") * at(run, "y0"));
    functions.add(run -> at(run, "m") * at(run, "m"));
    functions.add(run -> at(run, "left") * at(run, "y0"));
    functions.add(run -> at(run, "right") * at(run, "y3"));
    functions.add(run -> at(run, "left") * at(run, "right"));
    functions.add(run -> at(run, "left") * at(run, "left"));
    functions.add(run -> at(run, "tau") * at(run, "y1"));
    functions.add(run -> Math.abs(at(run, "right")));
    return functions;
  }

  /** Splits a level into two at a time of change, or merges the two. */
  @Example
  void reversibleJumps() {
    requireSameMeans(
        1000,
        ChangePoint.joint(4),
        ChangePoint.names(4),
        y -> ChangePoint.splitOrMerge(ChangePoint.model(y)),
        functions());
  }

  @Example
  void randomWalksOfAllThatIsContinuous() {
    requireSameMeans(
        600,
        ChangePoint.joint(4),
        ChangePoint.names(4),
        y ->
            Move.proposed(
                ChangePoint.model(y),
                now ->
                    now.containsKey("m")
                        ? sample("m", normal(now.get("m"), 0.8))
                        : sample("right", normal(now.get("right").times(0.9), 0.8))
                            .flatMap(_ -> sample("tau", discreteUniform(1, 3)))),
        functions());
  }

  /** A scaling x → s x, u → 1/s, of positive numbers: the determinant is not 1. */
  @Example
  void scalings() {
    Model<Tensor> joint =
        sample("x", gamma(2, 1)).flatMap(x -> sample("y0", normal(x, 1)).map(_ -> x));
    requireSameMeans(
        1000,
        joint,
        List.of("y0"),
        y ->
            Move.involution(
                sample("x", gamma(2, 1))
                    .flatMap(x -> observe("y0", normal(x, 1), y[0]).map(_ -> x)),
                _ -> sample("s", gamma(3, 2)),
                at ->
                    at.with("x", at.value("x").times(at.auxiliary("s")))
                        .withAuxiliary("s", at.auxiliary("s").pow(-1))),
        List.of(
            run -> at(run, "x"),
            run -> at(run, "x") * at(run, "x"),
            run -> at(run, "x") * at(run, "y0"),
            run -> Math.log(at(run, "x"))));
  }
}
