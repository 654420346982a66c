package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.*;
import static dev.merapi.effects.Models.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Parameters that leave their sets while a chain runs. */
class GuardExamples {
  /** The fault A7: x is kept in (−½, ½), where x + ½ is a probability. */
  @Test
  void aChainStaysWhereTheParameterIsAProbability() {
    Model<Tensor> model =
        sample("x", normal(0, 2))
            .flatMap(x -> observe("y", bernoulli(x.plus(0.5)), Tensor.scalar(1)).map(_ -> x));
    double[] x =
        Posterior.sample(Sampler.nuts().warmUp(300).draws(300).chains(2), model, Key.of(1))
            .get("x")
            .toArray();
    assertTrue(Arrays.stream(x).allMatch(each -> Math.abs(each) <= 0.5));
    assertEquals(0.166, Arrays.stream(x).average().orElseThrow(), 0.05);
  }
}
