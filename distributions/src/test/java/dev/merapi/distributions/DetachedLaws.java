package dev.merapi.distributions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.divergence.Kl;
import dev.merapi.distributions.internal.specimen.Specimen;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Draws of distributions that are not reparametrised, or no longer, carry no part of a gradient.
 */
class DetachedLaws {
  private static final Key KEY = Key.of(6);

  private static Stream<DynamicTest> each(Consumer<Specimen> check) {
    return Specimens.all().stream()
        .map(s -> DynamicTest.dynamicTest(s.name(), () -> check.accept(s)));
  }

  private static void hasNoGradient(Specimen s, UnaryOperator<Distribution> change) {
    List<Symbolic.Input> inputs = new ArrayList<>();
    for (Tensor parameter : s.parameters()) {
      inputs.add(Symbolic.Input.recorded("parameter " + inputs.size(), parameter.dense()));
    }
    Distribution distribution = change.apply(s.builder().apply(List.copyOf(inputs)));
    Tensor draws = distribution.sample(KEY, Shape.of(3));
    for (Tensor gradient : Gradient.ofRecorded(draws.sum(), inputs)) {
      assertEquals(0, gradient.dense().abs().sum().item());
    }
    assertEquals(s.distribution().sample(KEY, Shape.of(3)), draws.dense());
    assertFalse(distribution.reparametrised());
  }

  @TestFactory
  Stream<DynamicTest> withoutAPathThereIsNoGradient() {
    return each(
        s -> {
          if (!s.distribution().reparametrised()) {
            hasNoGradient(s, distribution -> distribution);
          }
        });
  }

  @Test
  void norDoLawsWithAtoms() {
    Function<Tensor, List<Distribution>> distributions =
        scale -> {
          Distribution base = Distributions.gamma(Tensor.scalar(2), scale);
          return List.of(
              Distributions.hurdle(base, 0.3),
              Distributions.rightCensored(base, Tensor.scalar(1)),
              Distributions.intervalCensored(base));
        };
    Symbolic.Input scale = Symbolic.Input.recorded("scale", Tensor.scalar(2).dense());
    for (Distribution distribution : distributions.apply(scale)) {
      Tensor draws = distribution.sample(KEY, Shape.of(9)).sum();
      assertEquals(0, Gradient.ofRecorded(draws, List.of(scale)).getFirst().dense().item());
    }
  }

  @TestFactory
  Stream<DynamicTest> aDetachedLawHasNoPath() {
    return each(s -> hasNoGradient(s, Distribution::detached));
  }

  @Test
  void allElseStays() {
    Distribution distribution = Distributions.binomial(3, 0.4);
    Distribution detached = distribution.detached();
    Tensor k = Tensor.arange(4);
    assertEquals(distribution.logProb(k), detached.logProb(k));
    assertEquals(k, detached.enumerateSupport(false));
    assertEquals(distribution.mean(), detached.mean());
    assertEquals(distribution.cdf(k), detached.cdf(k));
    Distribution normal = Distributions.normal(1, 2);
    assertFalse(normal.detached().expand(Shape.of(2)).toEvent(1).reparametrised());
    Distribution other = Distributions.normal(0, 1);
    assertEquals(Kl.divergence(normal, other), Kl.divergence(normal.detached(), other.detached()));
  }
}
