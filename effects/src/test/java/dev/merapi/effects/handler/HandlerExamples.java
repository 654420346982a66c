package dev.merapi.effects.handler;

import static dev.merapi.dist.Distributions.bernoulli;
import static dev.merapi.dist.Distributions.beta;
import static dev.merapi.dist.Distributions.gamma;
import static dev.merapi.dist.Distributions.normal;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.fold;
import static dev.merapi.effects.Models.module;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.plateStack;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.randomModule;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.dist.Binomial;
import dev.merapi.dist.Distribution;
import dev.merapi.dist.Exponential;
import dev.merapi.dist.Poisson;
import dev.merapi.dist.ProjectedNormal;
import dev.merapi.dist.Transformed;
import dev.merapi.dist.bijector.Exp;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Network;
import dev.merapi.effects.Run;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.random.Key;
import io.vavr.collection.Vector;
import io.vavr.control.Option;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class HandlerExamples {
  private static final Key KEY = Key.of(3);

  private static Trace trace(Model<?> model) {
    return Trace.run(KEY, model).trace();
  }

  private static Model<Tensor> line() {
    return sample("x", normal(0, 1)).flatMap(x -> sample("y", normal(x, 1)));
  }

  @Test
  void doChangesWhatFollowsAndLeavesTheSite() {
    Trace plain = trace(line());
    Trace done = trace(new Do(Map.of("x", Tensor.scalar(10))).on(line()));
    assertEquals(plain.value("x"), done.value("x"));
    assertEquals(
        plain.value("y").minus(plain.value("x")).plus(10).item(), done.value("y").item(), 1e-12);
  }

  @Test
  void conditionOutsideOfDoMakesACounterfactual() {
    Model<Tensor> model = new Do(Map.of("x", Tensor.scalar(10))).on(line());
    Trace trace = trace(new Condition(Map.of("x", Tensor.scalar(-1))).on(model));
    assertEquals(-1, trace.value("x").item());
    assertTrue(trace.sampled("x").get().site().isObserved());
    assertEquals(trace(model).value("y"), trace.value("y"));
  }

  @Test
  void liftDrawsAParameterOnceHoweverOftenItIsDeclared() {
    Model<Tensor> twice =
        param("p", Tensor.scalar(0)).flatMap(a -> param("p", Tensor.scalar(0)).map(a::minus));
    Trace trace = trace(Lift.all(normal(0, 1)).on(twice));
    assertEquals(1, trace.latents().size());
    assertEquals(0, Run.run(KEY, Lift.all(normal(0, 1)).on(twice)).item());
    Trace other = trace(Lift.of(Map.of("q", normal(0, 1))).on(twice));
    assertEquals(1, other.parameters().size());
  }

  @Test
  void seedFixesEveryDraw() {
    Model<Tensor> seeded = new Seed(KEY).on(line());
    assertEquals(Run.run(KEY, line()), Run.run(Key.of(99), seeded));
    assertEquals(Run.run(KEY, line()), Run.run(Key.of(99), new Seed(Key.of(5)).on(seeded)));
  }

  @Test
  void scopeRenamesSitesPlatesAndParameters() {
    Model<Tensor> model =
        param("p", Tensor.scalar(0)).andThen(plate("a", 2, _ -> sample("x", normal(0, 1))));
    Model<Tensor> twice = new Scope("l").on(model).andThen(new Scope("r").on(model));
    assertEquals(
        Vector.of("l/p", "l/a", "l/x", "r/p", "r/a", "r/x"),
        trace(twice).entries().keySet().toVector());
    assertEquals(
        trace(new Scope("o").on(new Scope("i").on(model))).entries().keySet(),
        trace(new Scope("o/i").on(model)).entries().keySet());
  }

  @Test
  void equalizeMakesOneVariableOfSeveral() {
    Model<Tensor> three =
        fold(
            Vector.range(0, 3),
            Tensor.scalar(0),
            (s, i) -> sample("x" + i, normal(i, 1)).map(s::plus));
    Trace trace = trace(Equalize.matching("x.", false).on(three));
    assertEquals(1, trace.latents().size());
    assertEquals(trace.value("x0"), trace.value("x2"));
    double first = trace.value("x0").item();
    assertEquals(normal(0, 1).logProb(Tensor.scalar(first)), trace.logProbSum());
    Trace kept = trace(Equalize.matching("x.", true).on(three));
    assertTrue(kept.sampled("x2").get().site().isObserved());
    assertTrue(kept.logProbSum().item() < trace.logProbSum().item());
  }

  @Test
  void decenteringKeepsTheLaw() {
    Distribution law = normal(Tensor.of(1, 2), Tensor.of(3, 0.5)).toEvent(1);
    Model<Tensor> model = sample("x", law);
    for (double c : new double[] {0, 0.3, 1}) {
      Trace trace = trace(Reparam.of(Map.of("x", new LocScale(c))).on(model));
      assertFalse(trace.sampled("x").get().site().isLatent());
      double jacobian = (1 - c) * (Math.log(3) + Math.log(0.5));
      assertEquals(
          law.logProb(trace.value("x")).item(), trace.logProbSum().item() - jacobian, 1e-12);
    }
  }

  @Test
  void decenteringInAPlateTakesItsShape() {
    Model<Tensor> model = plate("a", 5).subsampleSize(2).each(_ -> sample("x", normal(1, 2)));
    Trace trace = trace(Reparam.of(Map.of("x", new LocScale())).on(model));
    assertEquals(Shape.of(2), trace.value("x").shape());
    assertEquals(2.5, trace.sampled("x_decentered").get().site().weight().scale().item());
  }

  @Test
  void aTransformedLawIsDrawnAtItsBase() {
    Distribution law = Transformed.of(normal(0, 1), new Exp());
    Trace trace = trace(Reparam.of(Map.of("x", new Transform())).on(sample("x", law)));
    assertEquals(trace.value("x_base").exp(), trace.value("x"));
    assertEquals(normal(0, 1).logProb(trace.value("x_base")), trace.logProbSum());
  }

  @Test
  void aDirectionIsDrawnInThePlane() {
    Distribution law = ProjectedNormal.of(Tensor.of(1, 0, 2));
    Trace trace = trace(Reparam.of(Map.of("x", new Projected())).on(sample("x", law)));
    assertEquals(1, trace.value("x").square().sum().item(), 1e-12);
    assertEquals(Shape.of(3), trace.value("x_normal").shape());
  }

  @Test
  void firstValuesByStrategy() {
    Model<Tensor> model = plate("a", 3, _ -> sample("x", normal(5, 1)));
    assertEquals(Tensor.zeros(Shape.of(3)), first(InitStrategy.feasible(), model));
    assertEquals(Tensor.full(Shape.of(3), 5), first(InitStrategy.mean(), model));
    assertEquals(trace(model).value("x"), first(InitStrategy.sample(), model));
    double[] radius = first(InitStrategy.uniform(2), model).toArray();
    assertTrue(Vector.ofAll(radius).forAll(x -> Math.abs(x) < 2));
    assertEquals(5, first(InitStrategy.median(15), model).mean().item(), 1.5);
    Map<String, Tensor> values = Map.of("x", Tensor.scalar(7));
    assertEquals(
        Tensor.full(Shape.of(3), 7), first(InitStrategy.value(values, InitStrategy.mean()), model));
  }

  private static Tensor first(InitStrategy strategy, Model<Tensor> model) {
    return trace(new Init(KEY, strategy).on(model)).value("x");
  }

  @Test
  void partOfTheDataIsMissing() {
    Tensor data = Tensor.of(1, Double.NaN, 3);
    Tensor mask = Tensor.of(1, 0, 1);
    Trace trace = trace(plate("a", 3, _ -> observe("y", normal(0, 1), data, mask)));
    Tensor joined = trace.value("y");
    assertEquals(1, joined.toArray()[0]);
    assertEquals(trace.value("y_unobserved").toArray()[1], joined.toArray()[1]);
    assertEquals(normal(0, 1).logProb(joined).sum().item(), trace.logProbSum().item(), 1e-12);
  }

  @Test
  void aStackOfPlatesEndsAtTheRight() {
    Model<Tensor> model = plateStack("image", Shape.of(4, 3), _ -> sample("x", normal(0, 1)));
    Trace trace = trace(model);
    assertEquals(Shape.of(4, 3), trace.value("x").shape());
    assertEquals(
        "plates 'image_0' (size 4, dim -2) and 'image_1' (size 3, dim -1)",
        trace.sampled("x").get().site().place().describe());
  }

  @Test
  void aNetworkIsAModelThatReturnsAFunction() {
    Network network =
        Network.linear(2, 3).then(Network.of(Tensor::tanh)).then(Network.linear(3, 1));
    Tensor input = Tensor.ones(Shape.of(5, 2));
    Model<Tensor> model = module("net", network).map(f -> f.apply(input));
    assertEquals(Shape.of(5, 1), Run.run(KEY, model).shape());
    assertEquals(4, trace(model).parameters().size());
    assertTrue(trace(model).declared("net/0/0/weight").isDefined());
    Model<Tensor> random =
        randomModule(
                "net",
                network,
                p -> Option.some(normal(0, 1).expand(p.valueUnder(KEY).shape()).toEvent()))
            .map(f -> f.apply(input));
    assertEquals(4, trace(random).latents().size());
  }

  @Test
  void aBranchingProgramIsEnumeratedExactlyAndRunsOnceUpToEachBranch() {
    int[] runs = {0};
    Model<Boolean> model =
        pure(0)
            .flatMap(
                _ -> {
                  runs[0]++;
                  return sample("rain", bernoulli(0.2));
                })
            .flatMap(
                rain ->
                    rain.item() == 1
                        ? observe("wet", bernoulli(0.9), 1).map(_ -> true)
                        : sample("sprinkler", bernoulli(0.4))
                            .flatMap(on -> observe("wet", bernoulli(on.times(0.8).plus(0.1)), 1))
                            .map(_ -> false));
    Worlds<Boolean> worlds = Run.run(KEY, EnumerateSequential.all(model));
    double rain = 0.2 * 0.9;
    double dry = 0.8 * (0.4 * 0.9 + 0.6 * 0.1);
    assertEquals(3, worlds.all().size());
    assertEquals(Math.log(rain + dry), worlds.logEvidence().item(), 1e-12);
    assertEquals(rain / (rain + dry), worlds.probability(is -> is), 1e-12);
    assertEquals(1, runs[0]);
  }

  /** A plate of two sensors after a branch on whether there is a signal. */
  private static Model<Boolean> sensors() {
    return sample("signal", bernoulli(0.3))
        .flatMap(
            signal ->
                (signal.item() == 1 ? sample("strength", bernoulli(0.5)) : pure(signal))
                    .flatMap(
                        strength ->
                            plate(
                                "sensors",
                                2,
                                _ ->
                                    observe(
                                        "seen",
                                        bernoulli(signal.plus(strength).times(0.4).plus(0.1)),
                                        Tensor.of(1, 0))))
                    .map(_ -> signal.item() == 1));
  }

  @Test
  void aPlateMayFollowABranch() {
    Worlds<Boolean> worlds = Run.run(KEY, EnumerateSequential.all(sensors()));
    double yes = 0.3 * (0.5 * 0.5 * 0.5 + 0.5 * 0.9 * 0.1);
    double no = 0.7 * 0.1 * 0.9;
    assertEquals(3, worlds.all().size());
    assertEquals(yes / (yes + no), worlds.probability(is -> is), 1e-12);
    assertEquals(Math.log(yes + no), worlds.logEvidence().item(), 1e-12);
  }

  @Test
  void eachWorldIsCheckedByItself() {
    Model<Tensor> x = sample("x", normal(0, 1));
    Model<Tensor> twice = sample("z", bernoulli(0.5)).andThen(x).andThen(x);
    var error =
        assertThrows(ModelException.class, () -> Run.run(KEY, EnumerateSequential.all(twice)));
    assertTrue(String.valueOf(error.getMessage()).contains("Two sample sites named 'x'"));
  }

  @Test
  void explainSaysWhoDidWhat() {
    String text =
        Explain.of(KEY, new Condition(Map.of("y", Tensor.scalar(1))), new Scale(2), Block.hide("x"))
            .text(line());
    assertEquals(
        """
        x: Normal with batch [] and event [] in no plate; drawn
          Scale: scale 2.0
          Block: hidden, or gone
        y: Normal with batch [] and event [] in no plate; drawn
          Condition: observed
          Condition: another value
          Scale: scale 2.0""",
        text);
  }

  @Test
  void theDiagramHasPlatesKindsAndArrows() {
    Model<Tensor> model =
        param("s", Tensor.scalar(1))
            .flatMap(
                s -> sample("mu", normal(0, 1)).flatMap(mu -> plate("a", 3, _ -> leaf(mu, s))));
    Diagram diagram = Diagram.of(KEY, model);
    assertEquals(
        Vector.of("mu->z", "s->z", "z->y"),
        diagram.edges().map(edge -> edge.from() + "->" + edge.to()).sorted());
    String expected =
        """
        digraph model {
          "mu" [label="mu\\n~ Normal", shape=ellipse, style=filled, fillcolor=white, tooltip="SUPPORT"];
          subgraph cluster_0 {
            label="a (3)"; labeljust=r; labelloc=b;
            "z" [label="z\\n~ Normal", shape=ellipse, style=filled, fillcolor=white, tooltip="SUPPORT"];
            "y" [label="y\\n~ Normal", shape=ellipse, style=filled, fillcolor=lightgray, tooltip="SUPPORT"];
          }
          "mu" -> "z";
          "z" -> "y";
        }
        """;
    assertEquals(
        expected.replace("SUPPORT", normal(0, 1).support().describe()),
        diagram.withoutParameters().toDot(true));
    String svg = diagram.toSvg(true);
    assertTrue(svg.startsWith("<svg xmlns=") && svg.endsWith("</svg>\n"));
    assertTrue(svg.contains(">a (3)<") && svg.contains(">~ Normal<"));
    assertEquals(4, svg.split("<ellipse", -1).length - 1);
  }

  @Test
  void aConjugateNumberIsIntegratedOutAndDrawnLast() {
    Tensor coins = Tensor.of(1, 0, 1, 1);
    collapses("p", beta(2, 3), p -> plate("a", 4, _ -> observe("y", bernoulli(p), coins)));
    collapses("m", normal(1, 2), m -> plate("a", 4, _ -> observe("y", normal(m, 0.5), coins)));
    collapses("r", gamma(2, 3), r -> observe("y", Exponential.of(r), 4));
    collapses("r", gamma(2, 3), r -> observe("y", Poisson.of(r), 4));
    Tensor five = Tensor.scalar(5);
    collapses("p", beta(2, 3), p -> observe("y", Binomial.ofProbs(five, p), 4));
  }

  private static void collapses(
      String name, Distribution prior, Function<Tensor, Model<Tensor>> rest) {
    Model<Tensor> model =
        sample(name, prior).flatMap(x -> rest.apply(x).andThen(deterministic("twice", x.times(2))));
    Trace collapsed = trace(new Collapse(name).on(model));
    Trace original = trace(new Replay(collapsed).on(model));
    assertEquals(name, collapsed.latents().last().name());
    assertEquals(original.logProbSum().item(), collapsed.logProbSum().item(), 1e-10);
    assertEquals(collapsed.value(name).times(2), collapsed.value("twice"));
  }

  @Test
  void whatIsNotConjugateIsNotCollapsed() {
    IllegalArgumentException error =
        assertThrows(IllegalArgumentException.class, () -> trace(new Collapse("x").on(line())));
    assertTrue(error.toString().contains("Site 'x' (Normal) cannot be collapsed: site 'y'"));
  }

  private static Model<Tensor> leaf(Tensor mu, Tensor s) {
    return sample("z", normal(mu, s)).flatMap(z -> observe("y", normal(z, 1), Tensor.arange(3)));
  }
}
