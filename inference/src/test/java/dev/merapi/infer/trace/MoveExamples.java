package dev.merapi.infer.trace;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.dirichlet;
import static dev.merapi.distributions.Distributions.discreteUniform;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.uniform;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import net.jqwik.api.Example;

/** What moves are of use for, and what they say where they are not. */
final class MoveExamples {
  private static final Key KEY = Key.of(3);

  private static String message(Runnable run) {
    return assertThrows(ModelException.class, run::run).getMessage();
  }

  @Example
  void whetherAndWhenALevelChanged() {
    double[] y = {0.2, -0.4, 1.9, 1.2};
    Model<?> model = ChangePoint.model(y);
    Move walk =
        Move.proposed(
            model,
            now ->
                now.containsKey("m")
                    ? sample("m", normal(now.get("m"), 0.8))
                    : sample("left", normal(now.get("left"), 0.8))
                        .flatMap(_ -> sample("right", normal(now.get("right"), 0.8)))
                        .flatMap(_ -> sample("tau", discreteUniform(1, 3))));
    Kernel<Map<String, Tensor>, ?> kernel = Kernel.cycle(ChangePoint.splitOrMerge(model), walk);
    Traces traces = Traces.of(kernel, walk::init, KEY, 2, 1500);
    double[] evidence = ChangePoint.evidence(y);
    double changes = Arrays.stream(evidence).skip(1).sum() / 3;
    ParameterSummary change =
        traces
            .posterior(Map.of("change", run -> run.get("change").item()))
            .summary()
            .find("change")
            .orElseThrow();
    assertEquals(changes / (changes + evidence[0]), change.mean(), 4.5 * change.mcseMean());
    assertTrue(change.essBulk() > 100, "ess " + change.essBulk());
    double second =
        traces.mean(run -> run.containsKey("tau") && run.get("tau").item() == 2 ? 1 : 0);
    assertEquals(evidence[2] / 3 / (changes + evidence[0]), second, 0.08);
    assertTrue(traces.posterior().names().contains("change"));
  }

  /** k + 1 components of one weight; their number is unknown. */
  private static Model<?> mixture(double... y) {
    return sample("k", categorical(Tensor.of(0.5, 0.3, 0.2)))
        .flatMap(
            k ->
                dev.merapi.effects.Models.traverse(
                    IntStream.rangeClosed(0, (int) k.item()).boxed().toList(),
                    j -> sample("mu" + j, normal(0, 3))))
        .flatMap(
            mu -> {
              Tensor total = Tensor.scalar(0);
              for (double each : y) {
                List<Tensor> terms = new ArrayList<>();
                mu.forEach(m -> terms.add(normal(m, 0.7).logProb(Tensor.scalar(each))));
                total =
                    total
                        .plus(Tensor.stack(0, terms.toArray(Tensor[]::new)).logSumExp(0))
                        .minus(Math.log(mu.size()));
              }
              return factor("y", total);
            });
  }

  /** p(y | k + 1 components), by a sum over all ways to divide the data. */
  private static double evidence(int components, double... y) {
    int ways = (int) Math.pow(components, y.length);
    double sum = 0;
    for (int way = 0; way < ways; way++) {
      double product = 1;
      double[] mean = new double[components];
      double[] variance = new double[components];
      Arrays.fill(variance, 9);
      int left = way;
      for (double each : y) {
        int z = left % components;
        left /= components;
        double total = variance[z] + 0.49;
        product *=
            Math.exp(-0.5 * (each - mean[z]) * (each - mean[z]) / total)
                / Math.sqrt(2 * Math.PI * total)
                / components;
        mean[z] += variance[z] / total * (each - mean[z]);
        variance[z] *= 0.49 / total;
      }
      sum += product;
    }
    return sum;
  }

  /** The last component and another become one, or one becomes two. */
  private static Move splitOrMerge(Model<?> model) {
    return Move.involution(
        model,
        now -> {
          double k = now.get("k").item();
          return sample("up", bernoulli(k == 0 ? 1 : k == 2 ? 0 : 0.5))
              .flatMap(
                  up ->
                      up.item() == 1
                          ? sample("j", discreteUniform(0, k))
                              .flatMap(_ -> sample("u", normal(0, 2)))
                          : sample("j", discreteUniform(0, k - 1)));
        },
        at -> {
          int k = (int) at.value("k").item();
          String mu = "mu" + (int) at.auxiliary("j").item();
          if (at.auxiliary("up").item() == 1) {
            Tensor u = at.auxiliary("u");
            return at.with("k", Tensor.scalar(k + 1))
                .with(mu, at.value(mu).minus(u))
                .with("mu" + (k + 1), at.value(mu).plus(u))
                .withAuxiliary("up", Tensor.scalar(0))
                .withoutAuxiliary("u");
          }
          Tensor last = at.value("mu" + k);
          return at.with("k", Tensor.scalar(k - 1))
              .without("mu" + k)
              .with(mu, at.value(mu).plus(last).times(0.5))
              .withAuxiliary("up", Tensor.scalar(1))
              .withAuxiliary("u", last.minus(at.value(mu)).times(0.5));
        });
  }

  @Example
  void howManyComponents() {
    double[] y = {-1.5, -1.1, 1.3, 1.8};
    Model<?> model = mixture(y);
    Move each = Move.proposed(model, now -> sample("mu0", normal(now.get("mu0"), 0.7)));
    Kernel<Map<String, Tensor>, ?> kernel =
        Kernel.cycle(splitOrMerge(model), each, Move.one(model, name -> name.startsWith("mu")));
    Traces traces = Traces.of(kernel, each::init, KEY, 2, 700);
    double[] weights = {0.5 * evidence(1, y), 0.3 * evidence(2, y), 0.2 * evidence(3, y)};
    double all = Arrays.stream(weights).sum();
    ParameterSummary k =
        traces.posterior(Map.of("k", run -> run.get("k").item())).summary().find("k").orElseThrow();
    assertEquals((weights[1] + 2 * weights[2]) / all, k.mean(), 4.5 * k.mcseMean());
    assertTrue(k.essBulk() > 40, "ess " + k.essBulk());
    assertEquals(weights[1] / all, traces.mean(run -> run.get("k").item() == 1 ? 1 : 0), 0.15);
  }

  private static Model<Integer> rounds(int n) {
    return sample("go_" + n, bernoulli(0.7))
        .flatMap(go -> go.item() == 1 ? rounds(n + 1) : pure(n));
  }

  /** A loop of a random number of rounds, exact by a sum. */
  @Example
  void geometricLoop() {
    Model<?> model = rounds(0).flatMap(n -> observe("y", normal(n, 1), 2.5).map(_ -> n));
    double evidence = 0;
    double exact = 0;
    for (int n = 0; n < 60; n++) {
      double weight = 0.3 * Math.pow(0.7, n) * Math.exp(-0.5 * (n - 2.5) * (n - 2.5));
      evidence += weight;
      exact += n * weight;
    }
    Move move = Move.one(model);
    ParameterSummary n =
        Traces.of(move.repeat(3), move::init, KEY, 2, 1500)
            .posterior(Map.of("n", run -> run.size() - 1))
            .summary()
            .find("n")
            .orElseThrow();
    assertEquals(exact / evidence, n.mean(), 4.5 * n.mcseMean());
    assertTrue(n.essBulk() > 150, "ess " + n.essBulk());
  }

  /** S → a with 0.6, S → S S with 0.4. */
  private static Model<Integer> word(String at) {
    return sample("split" + at, bernoulli(0.4))
        .flatMap(
            split ->
                split.item() == 0
                    ? pure(1)
                    : word(at + "l").flatMap(l -> word(at + "r").map(r -> l + r)));
  }

  /** Mirrors a tree, so that words of one length are within reach of each other. */
  private static Augmented mirrored(Augmented tree) {
    Map<String, Tensor> other = new LinkedHashMap<>();
    tree.values()
        .forEach(
            (site, value) ->
                other.put(
                    "split"
                        + site.substring(5).replace('l', '*').replace('r', 'l').replace('*', 'r'),
                    value));
    return new Augmented(other, Map.of());
  }

  /** The five trees of words of four letters have one probability each. */
  @Example
  void grammar() {
    Model<?> model =
        word("").flatMap(n -> factor("four", n == 4 ? 0 : Double.NEGATIVE_INFINITY).map(_ -> n));
    Move all = Move.anew(model, _ -> true);
    Kernel<Map<String, Tensor>, ?> kernel =
        Kernel.cycle(all.repeat(15), Move.involution(model, _ -> pure(0), MoveExamples::mirrored));
    Traces traces = Traces.of(kernel, all::init, KEY, 2, 500);
    ParameterSummary even =
        traces
            .posterior(
                Map.of(
                    "even",
                    run -> run.containsKey("splitll") && run.containsKey("splitrl") ? 1 : 0))
            .summary()
            .find("even")
            .orElseThrow();
    assertEquals(0.2, even.mean(), 4.5 * even.mcseMean());
    double left =
        traces.mean(run -> run.containsKey("splitlll") || run.containsKey("splitlrl") ? 1 : 0);
    assertEquals(0.4, left, 0.08);
  }

  private static final Model<Tensor> WALK =
      sample("x", normal(0, 1))
          .flatMap(x -> sample("z", normal(x, 1)))
          .flatMap(z -> deterministic("twice", z.times(2)))
          .flatMap(z -> observe("y", normal(z, 1), 1.0).map(_ -> z));

  private static void requireRefused(String start, UnaryOperator<Augmented> map) {
    Move move = Move.involution(WALK, _ -> sample("u", normal(0, 1)), map);
    Map<String, Tensor> state = move.init(KEY);
    double[] before = move.position(state);
    String text = message(() -> move.step(KEY, state));
    assertTrue(text.startsWith(start), text);
    assertArrayEquals(before, move.position(state));
  }

  @Example
  void involutionsThatAreNone() {
    requireRefused(
        "The involution is none: applied twice it has to lead back, but site 'x' was ",
        at -> at.with("x", at.value("x").plus(at.auxiliary("u"))));
    requireRefused(
        "The involution gives no value for site 'z', which the model then has with shape [] in",
        at -> at.without("z"));
    requireRefused(
        "The involution gives a value for site 'w', which the model then has not; it has [x, z].",
        at -> at.with("w", at.value("x")));
    requireRefused(
        "The involution gives no value for site 'u', which the auxiliary program then has",
        at -> at.withoutAuxiliary("u"));
    requireRefused(
        "The involution asks for site 'v', which the auxiliary program has not; it has [u].",
        at -> at.with("x", at.auxiliary("v")));
    Move right =
        Move.involution(
            WALK,
            _ -> sample("u", normal(0, 1)),
            at -> at.with("x", at.auxiliary("u")).withAuxiliary("u", at.value("x")));
    assertTrue(right.step(KEY, right.init(KEY)).info() > 0);
  }

  @Example
  void aSimplexIsNotMapped() {
    Model<Tensor> model = sample("p", dirichlet(Tensor.of(1, 1)));
    Move move =
        Move.involution(model, _ -> pure(0), at -> at.with("p", at.value("p").times(-1).plus(1)));
    String text = message(() -> move.step(KEY, move.init(KEY)));
    assertTrue(
        text.startsWith(
            "The involution changes site 'p', whose 2 numbers lie in a space of 1 dimensions"),
        text);
  }

  @Example
  void proposalsThatMissOrInvent() {
    Move invents = Move.proposed(WALK, _ -> sample("w", normal(0, 1)));
    String text = message(() -> invents.step(KEY, invents.init(KEY)));
    assertTrue(
        text.startsWith(
            "The proposal draws site 'w', which the model has not with the values that were"
                + " proposed; it has [x, z]."),
        text);
    Move oneWay =
        Move.proposed(WALK, now -> now.get("x").item() > 5 ? pure(0) : sample("x", normal(9, 0.1)));
    String way = message(() -> oneWay.step(KEY, oneWay.init(KEY)));
    assertTrue(way.startsWith("The proposal draws site 'x' on the way there, but not on"), way);
    Move sees = Move.proposed(WALK, now -> observe("y", normal(0, 1), now.get("x")));
    assertTrue(message(() -> sees.step(KEY, sees.init(KEY))).startsWith("The proposal has evi"));
    Move shaped = Move.proposed(WALK, _ -> sample("x", normal(Tensor.of(0, 1), 1)));
    String shape = message(() -> shaped.step(KEY, shaped.init(KEY)));
    assertTrue(shape.startsWith("The proposal draws site 'x' with shape [2], but"), shape);
  }

  @Example
  void statesThatAreNone() {
    Move move = Move.one(WALK);
    assertEquals(
        "The state is no run of the program: it has no values for the sites [z].",
        message(() -> move.step(KEY, Map.of("x", Tensor.scalar(1)))));
    Move never =
        Move.one(
            sample("u", uniform(0, 1)).flatMap(u -> factor("no", u.log().minus(1e308).times(10))));
    assertEquals(
        "None of 1000 runs of the prior has a density; the last one has lost it at site 'no'.",
        message(() -> never.init(KEY)));
  }

  @Example
  void statesHaveBytes() {
    Move move = Move.one(WALK);
    Map<String, Tensor> state = move.init(KEY);
    Map<String, Tensor> read = move.codec().of(move.codec().bytes(state));
    for (int k = 0; k < 5; k++) {
      assertArrayEquals(
          move.position(move.step(Key.of(k), state).state()),
          move.position(move.step(Key.of(k), read).state()));
    }
  }
}
