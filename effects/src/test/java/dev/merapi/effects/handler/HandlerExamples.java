package dev.merapi.effects.handler;

import static dev.merapi.dist.Distributions.bernoulli;
import static dev.merapi.dist.Distributions.beta;
import static dev.merapi.dist.Distributions.gamma;
import static dev.merapi.dist.Distributions.normal;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.dist.Binomial;
import dev.merapi.dist.Distribution;
import dev.merapi.dist.Exponential;
import dev.merapi.dist.Poisson;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Run;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.random.Key;
import io.vavr.collection.Vector;
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
