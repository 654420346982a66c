package dev.merapi.effects.picture;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Block;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.handler.Scale;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DiagramExamples {
  private static final Key KEY = Key.of(3);

  private static Model<Tensor> line() {
    return sample("x", normal(0, 1)).flatMap(x -> sample("y", normal(x, 1)));
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
  void thePictureIsTheSameInEveryLanguage() {
    Diagram diagram = Diagram.of(KEY, line());
    String expected = diagram.toSvg(true);
    Locale here = Locale.getDefault();
    Locale.setDefault(Locale.forLanguageTag("ar-EG"));
    try {
      assertEquals(expected, diagram.toSvg(true));
    } finally {
      Locale.setDefault(here);
    }
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

  /** An arrow that would run behind a node goes round it; the others are straight. */
  @Test
  void noArrowIsHidden() {
    Model<Tensor> model =
        sample("a", normal(0, 1))
            .flatMap(
                a -> sample("b", normal(a, 1)).flatMap(b -> sample("c", normal(a.plus(b), 1))));
    String svg = Diagram.of(Key.of(1), model).toSvg(false);
    assertEquals(2, svg.split("<line", -1).length - 1);
    assertTrue(svg.contains("fill=\"none\" stroke=\"black\" marker-end"), svg);
  }

  private static Model<Tensor> leaf(Tensor mu, Tensor s) {
    return sample("z", normal(mu, s)).flatMap(z -> observe("y", normal(z, 1), Tensor.arange(3)));
  }
}
