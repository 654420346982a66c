package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.improperUniform;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static dev.merapi.effects.Refusals.found;
import static dev.merapi.effects.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.internal.check.Densities;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The checks of single sites and of runs, numbered as in Pyro's list of them (V1, V2, …): what each
 * message says.
 */
class SiteValidationExamples {
  private static final Key KEY = Key.of(1);

  private static Model<Tensor> x() {
    return sample("x", normal(0, 1));
  }

  private static Trace trace(Model<?> model) {
    return Trace.run(KEY, model).trace();
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
    refused(
        x().andThen(x()),
        "Two sample sites named 'x'",
        "one in no plate at SiteValidationExamples.java:",
        "name of its own",
        "Trace Shapes:");
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
  void v33DensityThatIsNoNumber() {
    Model<Tensor> model = factor("f", Tensor.scalar(Double.NaN));
    found(new Densities(trace(model)).findings(), "Site 'f'", "NaN", "mask");
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
  void validationIsOffForARunOrABlock() {
    Model<Tensor> model = sample("x", normal(Tensor.arange(3), 1));
    Settings off = Settings.DEFAULT.validation(false);
    assertEquals(Shape.of(3), Run.run(KEY, model, off).shape());
    assertEquals(Shape.of(3), off.in(() -> Run.run(KEY, model)).shape());
    assertTrue(Settings.current().validation());
  }

  @Test
  void v43ParameterOutsideItsConstraint() {
    refused(
        x().flatMap(x -> sample("y", normal(0, x.times(0).minus(1)))),
        "Normal: scale must be",
        "> 0",
        "-1.0",
        "x dist |");
  }

  @Test
  void v43BatchShapeThatTheParametersDoNotHave() {
    refused(
        () -> normal(Tensor.arange(3), 1).expand(Shape.of(2)),
        "Normal",
        "batch shape [3]",
        "does not broadcast to [2]");
  }

  @Test
  void v43MoreEventDimsThanThereAre() {
    refused(() -> normal(Tensor.arange(3), 1).toEvent(2), "toEvent(2)", "Normal", "[3]");
  }

  @Test
  void aLawWithoutDraws() {
    refused(
        sample("y", improperUniform(Constraints.positive())),
        "Site 'y' in no plate",
        "has no draws",
        "give the site a start");
  }

  @Test
  void v21PlatesOfOneDim() {
    List<Frame> frames =
        List.of(new Frame.Vectorised("a", -1, 2, 2), new Frame.Vectorised("b", -1, 2, 2));
    Site site = Site.latent("y", normal(0, 1).expand(Shape.of(2))).placed(Place.TOP.inside(frames));
    refused(
        sample(site),
        "At site 'y'",
        "'a' (size 2)",
        "'b' (size 2)",
        "both occupy dim -1",
        "dim(-2)");
  }

  @Test
  void v36ParameterOutsideItsConstraint() {
    Model<Tensor> start = param("s", Tensor.of(1, -2), Constraints.positive());
    refused(start, "Parameter 's' in no plate at", "[1.0, -2.0]", "declared to be", "> 0");
    Model<Tensor> replayed = param("s", Tensor.of(1, 2), Constraints.positive());
    Trace other = Trace.run(KEY, param("s", Tensor.of(1, -2))).trace();
    refused(new Replay(other).on(replayed), "Parameter 's'", "-2.0");
  }
}
