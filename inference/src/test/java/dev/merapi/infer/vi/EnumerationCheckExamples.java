package dev.merapi.infer.vi;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.check.Finding;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.handler.Scale;
import dev.merapi.infer.discrete.InferDiscrete;
import dev.merapi.infer.sum.Scaling;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * The checks of models and guides that are enumerated, by their numbers in the specification (V24,
 * V25, …): what each message says.
 */
class EnumerationCheckExamples {
  private static final Key KEY = Key.of(1);

  private static Model<?> marked(Model<?> model) {
    return new ConfigEnumerate().on(model);
  }

  private static void found(Model<?> model, Model<?> guide, String... parts) {
    var findings =
        TraceEnum.EXACT.findings(model, guide, KEY).stream().map(Finding::message).toList();
    for (String part : parts) {
      assertTrue(
          findings.stream().anyMatch(message -> message.contains(part)), findings.toString());
    }
  }

  private static void refused(Model<?> model, Model<?> guide, String... parts) {
    var error = assertThrows(ModelException.class, () -> TraceEnum.EXACT.elbo(model, guide, KEY));
    for (String part : parts) {
      assertTrue(String.valueOf(error.getMessage()).contains(part), error.getMessage());
    }
  }

  private static Model<Tensor> z() {
    return sample("z", bernoulli(0.3));
  }

  private static Model<Tensor> y(Tensor z) {
    return observe("y", normal(z, 1), 0.4);
  }

  @Test
  void v24ASiteOutsideOfAPlateAfterAnEnumeratedOneInside() {
    Model<?> model =
        marked(plate("data", 3, _ -> z()).flatMap(_ -> observe("y", normal(0, 1), 0.4)));
    found(
        model,
        pure(0),
        "Site 'y' in no plate",
        "comes after the enumerated site 'z' in plate 'data'",
        "in front of 'z'");
    assertEquals(
        normal(0, 1).logProb(Tensor.scalar(0.4)).item(),
        TraceEnum.EXACT.elbo(model, pure(0), KEY).item(),
        1e-12);
  }

  @Test
  void v24WhereItDependsOnThatSiteItIsRefused() {
    refused(
        marked(plate("data", 3, _ -> z()).flatMap(EnumerationCheckExamples::y)),
        pure(0),
        "Site 'y' in no plate",
        "no plate declares its dim -1 of size 3");
  }

  @Test
  void v25NothingIsMarked() {
    found(
        z().flatMap(EnumerationCheckExamples::y),
        z(),
        "No site of the model or the guide is marked",
        "ConfigEnumerate");
    assertTrue(
        TraceEnum.EXACT
            .findings(marked(z().flatMap(EnumerationCheckExamples::y)), pure(0), KEY)
            .isEmpty());
  }

  @Test
  void v25InferenceOfDiscreteSitesWithoutAny() {
    Model<?> model = sample("x", normal(0, 1));
    var error = assertThrows(ModelException.class, () -> InferDiscrete.draw(model, KEY));
    assertTrue(String.valueOf(error.getMessage()).contains("no discrete latent site"));
  }

  @Test
  void v27SitesThatOneSumTiesTogetherHaveTwoScales() {
    refused(
        marked(z().flatMap(z -> new Scale(3).on(y(z)))),
        pure(0),
        "'z' in no plate",
        "'y' in no plate",
        "scales 1.0 and 3.0",
        "the same one");
  }

  @Test
  void v27AScaleThatIsNoNumber() {
    Scale each = new Scale(Tensor.of(1, 2, 3));
    refused(
        marked(plate("data", 3, _ -> each.on(z().flatMap(EnumerationCheckExamples::y)))),
        pure(0),
        "Site 'z' in plate 'data'",
        "scale of shape [3]",
        "a factor");
  }

  @Test
  void v28ModelSitesOutsideOfPlatesOfGuideSites() {
    Model<?> model =
        marked(
            sample("a", bernoulli(0.4))
                .flatMap(
                    a -> plate("data", 3, _ -> sample("b", bernoulli(a.times(0.5).plus(0.2))))));
    Model<?> guide = marked(plate("data", 3, _ -> sample("b", bernoulli(0.5))));
    refused(
        model,
        guide,
        "Site 'b' is enumerated in the guide in plate 'data'",
        "tie it to 'a'",
        "enumerate 'b' in the model too, or 'a' in the guide");
  }

  /** The model's a is more global than the guide's b, but nothing ties them together. */
  @Test
  void v28IsAboutDependenceAndNotAboutPlaces() {
    Model<?> model =
        marked(
            sample("a", bernoulli(0.4))
                .flatMap(a -> observe("y", normal(a, 1), 0.4))
                .flatMap(_ -> plate("data", 3, _ -> sample("b", bernoulli(0.2)))));
    Model<?> guide = marked(plate("data", 3, _ -> sample("b", bernoulli(0.2))));
    double low = 0.6 * Math.exp(normal(0, 1).logProb(Tensor.scalar(0.4)).item());
    double high = 0.4 * Math.exp(normal(1, 1).logProb(Tensor.scalar(0.4)).item());
    assertEquals(Math.log(low + high), TraceEnum.EXACT.elbo(model, guide, KEY).item(), 1e-12);
  }

  @Test
  void v29SeveralDrawsInTheModel() {
    Model<?> model = new ConfigEnumerate(new Enumeration.Draws(4)).on(z());
    refused(model, pure(0), "Site 'z'", "several draws at once", "draw it in the guide");
  }

  @Test
  void aSequentialMarkInTheModel() {
    Model<?> model = new ConfigEnumerate(new Enumeration.Sequential()).on(z());
    refused(model, pure(0), "'z'", "latent in the model", "mark it for enumeration");
    found(model, pure(0), "'z' sequentially", "Enumeration.Parallel");
  }

  @Test
  void aFactorOfAGuideThatSaysNothing() {
    refused(z(), z().flatMap(z -> factor("f", z)), "factor 'f'", "pathwise(true)");
  }

  @Test
  void noParticles() {
    assertThrows(ModelException.class, () -> TraceEnum.EXACT.particles(0));
  }

  @Test
  void particlesOfAGuideThatGoesThroughItsAssignments() {
    Model<?> guide = new ConfigEnumerate(new Enumeration.Sequential()).on(z());
    var error =
        assertThrows(
            ModelException.class, () -> TraceEnum.EXACT.particles(2).elbo(z(), guide, KEY));
    assertTrue(String.valueOf(error.getMessage()).contains("'z' sequentially"));
  }

  @Test
  void explainsHowGradientsGetPastTheGuide() {
    Tensor weights = Tensor.of(0.2, 0.3, 0.5);
    Model<Tensor> rest = sample("x", normal(0, 1)).flatMap(_ -> sample("k", categorical(weights)));
    Model<?> guide = marked(z()).flatMap(_ -> rest);
    Model<?> model =
        marked(z().flatMap(_ -> rest).flatMap(k -> sample("s", bernoulli(k.times(0.2)))));
    String text = TraceEnum.EXACT.explain(model, guide, KEY);
    assertTrue(text.contains("z: enumerated"), text);
    assertTrue(text.contains("x: pathwise"), text);
    assertTrue(text.contains("k: score function"), text);
    assertTrue(text.contains("s: 1 factors over [s 2], 2 entries"), text);
  }

  @Test
  void explainCallsAnApproximationOne() {
    Model<?> model =
        marked(z().flatMap(z -> plate("data", 4).indices(Tensor.of(1, 3)).each(_ -> y(z))));
    String text = new TraceEnum(Scaling.PLATEWISE).explain(model, pure(0), KEY);
    assertTrue(text.contains("approximation: the product over plate 'data'"), text);
    assertTrue(text.contains("power 2.0"), text);
  }
}
