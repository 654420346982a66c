package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static dev.merapi.effects.Refusals.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The checks of plates, numbered as in Pyro's list of them (V1, V2, …): what each message says. */
class PlateValidationExamples {
  private static final Key KEY = Key.of(1);

  private static Model<Tensor> x() {
    return sample("x", normal(0, 1));
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
    refused(
        model,
        "'a' (size 2)",
        "'b' (size 3, at PlateValidationExamples.java:",
        "dim -1",
        "dim(-2)");
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
  void indicesThatAreNoElements() {
    for (double index : new double[] {-1, 9, 0.5, Double.NaN}) {
      refused(
          () -> plate("a", 9).indices(Tensor.of(1, index)),
          "Plate 'a' has the elements 0 to 8",
          index + " is among");
    }
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
