package dev.merapi.infer.discrete;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Settings;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What cannot become a table over plates and enumerated sites, where sites were not checked. */
class PackingExamples {
  @Test
  void v32ADimThatNobodyDeclares() {
    Model<Tensor> model =
        plate("a", 2, _ -> observe("x", normal(0, 1), 1))
            .andThen(sample("z", bernoulli(0.3)))
            .flatMap(z -> observe("y", normal(z, 1), Tensor.of(1, 2, 3)));
    Settings unchecked = Settings.DEFAULT.validation(false);
    ModelException error =
        assertThrows(
            ModelException.class,
            () -> unchecked.in(() -> InferDiscrete.marginals(model, Key.of(1))));
    for (String part : new String[] {"Site 'y' in no plate", "dim -1 of size 3", "toEvent"}) {
      assertTrue(error.getMessage().contains(part), error.getMessage());
    }
  }
}
