package dev.merapi.distributions;

import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.delta;
import static dev.merapi.distributions.Distributions.geometric;
import static dev.merapi.distributions.Distributions.mixture;
import static dev.merapi.distributions.Distributions.multinomial;
import static dev.merapi.distributions.Distributions.negativeBinomial;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.relaxedBernoulli;
import static dev.merapi.distributions.Distributions.relaxedOneHotCategorical;
import static dev.merapi.distributions.Distributions.transformed;
import static dev.merapi.distributions.Distributions.wishart;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.bijector.Affine;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.function.Executable;

/** Parameters that make no distribution, each refused with the name of the parameter. */
class RefusedParameterExamples {
  private static DynamicTest row(String name, String named, Executable made) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          String sentence = assertThrows(ArgumentException.class, made).getMessage();
          assertTrue(sentence.contains(named), sentence);
        });
  }

  @TestFactory
  Stream<DynamicTest> parametersThatMakeNoDistribution() {
    Tensor singular = Tensor.of(new double[][] {{1, 1}, {1, 1}});
    return Stream.of(
        row("weights of 0", "probs", () -> categorical(0, 0)),
        row("no weights", "probs", () -> categorical()),
        row("multinomial weights of 0", "probs", () -> multinomial(3, Tensor.of(0, 0.0))),
        row("a success that never comes", "probs", () -> geometric(0)),
        row("a failure that never comes", "probs", () -> negativeBinomial(0.3, 1)),
        row("a relaxed certainty", "probs", () -> relaxedBernoulli(0.5, 1)),
        row(
            "a relaxed category of no weight",
            "probs",
            () -> relaxedOneHotCategorical(0.5, Tensor.of(0, 0.5, 0.5))),
        row("a point that is none", "value", () -> delta(Double.NaN)),
        row("a singular scale", "scale", () -> wishart(4, singular)),
        row("a mixture of nothing", "component", () -> mixture(Tensor.of(), List.of())),
        row(
            "a map to no place",
            "loc",
            () ->
                transformed(normal(0, 1), new Affine(Tensor.scalar(Double.NaN), Tensor.scalar(1)))),
        row("no tensor", "loc", () -> normal((Tensor) null, 1)));
  }
}
