package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What goes wrong between two sites says where. */
class PlacedErrorExamples {
  private static final Key KEY = Key.of(1);

  @Test
  void anIndexOutOfRange() {
    Model<?> model =
        sample("theta", normal(Tensor.zeros(Shape.of(3)), 1).toEvent(1))
            .flatMap(theta -> observe("y", normal(theta.take(-1, Tensor.of(0, 3)), 1), 1));
    says(model, "Index 3.0", "size 3", "0 to 2", "element 1", "[2]", "theta");
  }

  @Test
  void shapesThatDoNotFit() {
    Model<?> model =
        param("w", Tensor.of(1, 2))
            .flatMap(w -> observe("y", normal(w.plus(Tensor.of(1, 2, 3)), 1), 1));
    says(model, "[2]", "[3]", "w");
  }

  @Test
  void aParameterCutByASubsampledPlate() {
    Model<?> model =
        plate("rows", 10)
            .subsampleSize(4)
            .each(
                _ -> param("w", Tensor.zeros(Shape.of(7))).flatMap(w -> sample("x", normal(w, 1))));
    says(model, "'x'", "'rows'", "[7]", "size 4", "w 7");
  }

  private static void says(Model<?> model, String... parts) {
    ArgumentException e = assertThrows(ArgumentException.class, () -> Run.run(KEY, model));
    for (String part : parts) {
      assertTrue(e.getMessage().replaceAll(" +", " ").contains(part), e.getMessage());
    }
  }
}
