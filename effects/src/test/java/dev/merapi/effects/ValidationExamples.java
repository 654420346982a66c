package dev.merapi.effects;

import static dev.merapi.dist.Distributions.bernoulli;
import static dev.merapi.dist.Distributions.normal;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static dev.merapi.effects.Refusals.found;
import static dev.merapi.effects.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.dist.constraint.Constraints;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.handler.ConfigEnumerate;
import dev.merapi.effects.handler.Densities;
import dev.merapi.effects.handler.Do;
import dev.merapi.effects.handler.EnumerateParallel;
import dev.merapi.effects.handler.Init;
import dev.merapi.effects.handler.LocScale;
import dev.merapi.effects.handler.Mask;
import dev.merapi.effects.handler.Names;
import dev.merapi.effects.handler.Pairing;
import dev.merapi.effects.handler.Reparam;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.handler.Scale;
import dev.merapi.effects.handler.Trace;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.random.Key;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * The checks of the language, numbered as in Pyro's list of them (V1, V2, …): what each message
 * says.
 */
class ValidationExamples {
  private static final Key KEY = Key.of(1);

  private static Model<Tensor> x() {
    return sample("x", normal(0, 1));
  }

  private static Trace trace(Model<?> model) {
    return Trace.run(KEY, model).trace();
  }

  @Test
  void v1PlateInsideItself() {
    refused(
        plate("a", 2, _ -> plate("a", 2, _ -> x())), "Plate 'a'", "inside itself", "another name");
  }

  @Test
  void v2DimFromTheLeft() {
    refused(() -> plate("a", 2).dim(0), "Plate 'a'", "dim 0", "negative", "dim(-1)");
  }

  @Test
  void v3CollidingDims() {
    Model<Tensor> model = plate("a", 2).dim(-1).each(_ -> plate("b", 3).dim(-1).each(_ -> x()));
    refused(model, "'a' (size 2)", "'b' (size 3)", "dim -1", "dim(-2)");
  }

  @Test
  void v4EmptyPlate() {
    refused(() -> plate("a", 0), "Plate 'a'", "size 0", "leave it out");
  }

  @Test
  void v5SubsampleSizeAndIndicesDiffer() {
    refused(
        () -> plate("a", 9).subsampleSize(3).indices(Tensor.of(1, 2)),
        "Plate 'a'",
        "subsample size 3",
        "2 indices",
        "model and guide");
  }

  @Test
  void v7BatchSizeDoesNotFitThePlate() {
    Model<Tensor> model = plate("a", 4, _ -> sample("x", normal(Tensor.arange(3), 1)));
    refused(model, "Site 'x'", "[3]", "size 3 at dim -1", "plate 'a' (size 4)", "toEvent");
  }

  @Test
  void v8DataDoNotFitThePlate() {
    Model<Tensor> model =
        plate("a", 4).subsampleSize(2).each(a -> pure(a.subsample(Tensor.arange(3))));
    refused(model, "shape [3]", "size 3 at dim -1", "plate 'a'", "full size 4");
  }

  @Test
  void v8ParameterDoesNotFitThePlate() {
    Model<Tensor> model =
        plate("a", 4)
            .subsampleSize(2)
            .each(_ -> param("p", _ -> Tensor.arange(3), Constraints.real(), 0));
    refused(model, "shape [3]", "plate 'a'", "full size 4");
  }

  @Test
  void v10MaskDoesNotFit() {
    refused(
        () -> observe("x", normal(0, 1), Tensor.arange(4), Tensor.of(1, 0, 1)),
        "site 'x'",
        "[3]",
        "[4]",
        "one element for each batch element");
  }

  @Test
  void v11NameUsedTwice() {
    refused(x().andThen(x()), "Two sample sites named 'x'", "name of its own", "Trace Shapes:");
    refused(param("x", Tensor.scalar(1)).andThen(x()), "A parameter and a sample site named 'x'");
    refused(x().andThen(param("x", Tensor.scalar(1))), "A sample site and a parameter named 'x'");
  }

  @Test
  void v12TheTableOfShapesEndsWhereTheErrorIs() {
    Model<Tensor> model =
        x().flatMap(_ -> sample("y", normal(Tensor.arange(3), Tensor.ones(Shape.of(2)))));
    refused(model, "The run up to here:", "       x dist |");
  }

  @Test
  void v13SiteInGuideOnly() {
    found(
        new Pairing(trace(pure(0)), trace(x())).findings(),
        "guide draws site 'x'",
        "auxiliary",
        "no plate");
  }

  @Test
  void v14SiteInModelOnly() {
    found(
        new Pairing(trace(x()), trace(pure(0))).findings(), "latent site 'x'", "not in the guide");
  }

  @Test
  void v15AuxiliarySiteInModel() {
    Model<Tensor> guide = sample(Site.latent("x", normal(0, 1)).inferred(Infer::asAuxiliary));
    found(new Pairing(trace(x()), trace(guide)).findings(), "'x' is auxiliary", "model has a site");
  }

  @Test
  void v16SequentialEnumerationInTheModel() {
    Model<Tensor> model =
        new ConfigEnumerate(new Enumeration.Sequential()).on(sample("z", bernoulli(0.5)));
    found(new Pairing(trace(model), trace(pure(0))).findings(), "site 'z'", "Enumeration.Parallel");
  }

  @Test
  void v17EventDimsDiffer() {
    Model<Tensor> guide = sample("x", normal(Tensor.arange(3), 1).toEvent(1));
    Model<Tensor> model = plate("a", 3, _ -> x());
    found(
        new Pairing(trace(model), trace(guide)).findings(),
        "'x' has 1 event dims",
        "0 in the model");
  }

  @Test
  void v18ShapesDiffer() {
    Model<Tensor> guide = plate("a", 3, _ -> x());
    Model<Tensor> model = plate("a", 4, _ -> x());
    found(
        new Pairing(trace(model), trace(guide)).findings(),
        "[3] in the guide",
        "[4] in the model",
        "'a' (size 4, dim -1)");
  }

  @Test
  void v19PlateInGuideOnly() {
    found(
        new Pairing(trace(x()), trace(plate("a", 1, _ -> x()))).findings(),
        "Plate 'a'",
        "guide only");
  }

  @Test
  void v20FactorOfAGuide() {
    found(
        new Pairing(trace(pure(0)), trace(factor("f", Tensor.scalar(1)))).findings(),
        "factor 'f'",
        "pathwise(true)",
        "pathwise(false)");
  }

  @Test
  void v21PlatesDeeperThanEnumerationBegins() {
    Model<Tensor> model = new EnumerateParallel(-1).on(plate("a", 2, _ -> x()));
    refused(model, "Site 'x'", "'a' (size 2, dim -1)", "begin at dim -1", "leftOf(1)");
  }

  @Test
  void v22AndV48UndeclaredBatchDim() {
    refused(
        sample("x", normal(Tensor.arange(3), 1)),
        "Site 'x' in no plate",
        "[3]",
        "no plate declares its dim -1 of size 3",
        "plate(…, 3)",
        "toEvent(1)",
        "permute");
  }

  @Test
  void v22ValueDoesNotFitThePlate() {
    Model<Tensor> model = plate("a", 4, _ -> observe("x", normal(0, 1), Tensor.arange(3)));
    refused(model, "Site 'x'", "'a' (size 4, dim -1)", "[4]", "[3]", "indices.subsample");
  }

  @Test
  void v23HistoryTooShort() {
    Model<Tensor> model =
        Models.markov(
                "time",
                1,
                List.of(0, 1, 2),
                List.of(Tensor.scalar(0), Tensor.scalar(0)),
                (last, t) ->
                    sample("z" + t, bernoulli(last.get(0).plus(last.get(1)).times(0.25).plus(0.25)))
                        .map(z -> List.of(last.get(1), z)))
            .map(last -> last.get(1));
    refused(
        EnumerateParallel.leftOf(0).on(new ConfigEnumerate().on(model)),
        "Site 'z2'",
        "'z0'",
        "out of sight",
        "raise the history");
  }

  @Test
  void v33DensityThatIsNoNumber() {
    Model<Tensor> model = factor("f", Tensor.scalar(Double.NaN));
    found(new Densities(trace(model)).findings(), "Site 'f'", "NaN", "mask");
  }

  @Test
  void v34ScaleAndMask() {
    refused(() -> new Scale(0), "factors > 0", "use mask");
    refused(() -> new Mask(Tensor.scalar(0.5)), "zeros and ones", "use scale");
  }

  @Test
  void v35MisspeltNames() {
    found(
        new Names(List.of("thta"), trace(sample("theta", normal(0, 1)))).findings(),
        "'thta'",
        "did you mean 'theta'");
  }

  @Test
  void v36ReplayOfEvidence() {
    Trace guide = trace(observe("x", normal(0, 1), 0));
    refused(
        () -> trace(new Replay(guide).on(x())), "Site 'x' is latent here", "observed", "condition");
  }

  @Test
  void v37InterventionTwice() {
    Do once = new Do(Map.of("x", Tensor.scalar(1)));
    refused(() -> trace(once.on(once.on(x()))), "Site 'x'", "twice");
  }

  @Test
  void v38ReparamOutsideOfAValue() {
    Model<Tensor> model = new Condition(Map.of("x", Tensor.scalar(1))).on(x());
    refused(
        () -> trace(Reparam.of(Map.of("x", new LocScale())).on(model)),
        "Site 'x'",
        "inside of condition");
  }

  @Test
  void v38ReparamOfTheWrongShape() {
    Model<Tensor> model = sample("x", normal(Tensor.arange(3), 1).toEvent(1));
    refused(
        Reparam.of(Map.of("x", _ -> pure(Tensor.scalar(1)))).on(model),
        "site 'x'",
        "shape []",
        "[3]");
  }

  @Test
  void v40InitialValueOfTheWrongShape() {
    refused(
        () -> trace(new Init(KEY, (_, _) -> Tensor.arange(3)).on(x())),
        "site 'x'",
        "[3]",
        "shape []",
        "no plate");
  }

  @Test
  void v43ValueOutsideTheSupport() {
    refused(observe("x", bernoulli(0.5), 2), "Site 'x'", "2", "support", "Bernoulli");
  }

  @Test
  void v43ValueOfTheWrongEventShape() {
    refused(
        observe("x", normal(Tensor.arange(3), 1).toEvent(1), Tensor.arange(2)),
        "Site 'x'",
        "event shape [3]",
        "[2]");
  }

  @Test
  void v45CountOfDraws() {
    refused(() -> new Enumeration.Draws(0), "0 draws", "at least one");
  }

  @Test
  void undeclaredDimOfAnEnumeratedSite() {
    Model<Tensor> model =
        new ConfigEnumerate().on(sample("z", bernoulli(Tensor.full(Shape.of(3), 0.5))));
    refused(
        () -> trace(EnumerateParallel.leftOf(1).on(model)),
        "Site 'z'",
        "[3]",
        "lock-step",
        "toEvent(1)");
  }

  @Test
  void validationIsOffForARunOrABlock() {
    Model<Tensor> model = sample("x", normal(Tensor.arange(3), 1));
    Settings off = Settings.DEFAULT.validation(false);
    assertEquals(Shape.of(3), Run.run(KEY, model, off).shape());
    assertEquals(Shape.of(3), off.in(() -> Run.run(KEY, model)).shape());
    assertTrue(Settings.current().validation());
  }

  @Test
  void gapsAreRefusedOnDemand() {
    Model<Tensor> model = plate("a", 2).dim(-2).each(_ -> plate("b", 3, _ -> x()));
    assertEquals(Shape.of(2, 3), Run.run(KEY, model).shape());
    refused(
        () -> Run.run(KEY, model, Settings.DEFAULT.fillsGaps(false)),
        "Plate 'b' would take dim -1",
        "'a' at dim -2",
        "dim(-3)");
  }
}
