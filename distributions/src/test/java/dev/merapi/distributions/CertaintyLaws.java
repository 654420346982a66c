package dev.merapi.distributions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import dev.merapi.distributions.combinator.Hurdle;
import dev.merapi.distributions.combinator.ZeroInflated;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.distributions.discrete.Binomial;
import dev.merapi.distributions.discrete.Categorical;
import dev.merapi.distributions.discrete.Geometric;
import dev.merapi.distributions.discrete.NegativeBinomial;
import dev.merapi.distributions.discrete.Poisson;
import dev.merapi.distributions.internal.Near;
import dev.merapi.distributions.internal.specimen.Specimen;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.distributions.multivariate.OneHotCategorical;
import dev.merapi.distributions.multivariate.OneHotStraightThrough;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Probabilities of 0 and 1, where 0 · ∞ lies in wait: what cannot happen has log-density −∞ and
 * what must happen 0, and gradients are numbers or infinite, never NaN.
 */
class CertaintyLaws {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  private static DynamicTest row(String name, Distribution distribution, double... expected) {
    return DynamicTest.dynamicTest(
        name,
        () -> {
          int n = expected.length;
          Tensor values =
              distribution.isEnumerable() ? distribution.enumerateSupport(false) : Tensor.arange(n);
          Near.check(
              "log-density", Tensor.of(expected), distribution.logProb(values).reshape(n), 1e-15);
        });
  }

  private static Tensor p(double... probs) {
    return probs.length == 1 ? Tensor.scalar(probs[0]) : Tensor.of(probs);
  }

  @TestFactory
  Stream<DynamicTest> whatCannotHappenHasNoDensity() {
    return Stream.of(
        row("Bernoulli(0)", Bernoulli.ofProbs(p(0)), 0, NEVER),
        row("Bernoulli(1)", Bernoulli.ofProbs(p(1)), NEVER, 0),
        row("Binomial(2, 0)", Binomial.ofProbs(p(2), p(0)), 0, NEVER, NEVER),
        row("Binomial(2, 1)", Binomial.ofProbs(p(2), p(1)), NEVER, NEVER, 0),
        row("Binomial(0, 1)", Binomial.ofProbs(p(0), p(1)), 0),
        row("Geometric(1)", Geometric.ofProbs(p(1)), 0, NEVER, NEVER),
        row("NegativeBinomial(3, 0)", NegativeBinomial.ofProbs(p(3), p(0)), 0, NEVER, NEVER),
        row("Categorical(0, 1)", Categorical.ofProbs(p(0, 1)), NEVER, 0),
        row("Categorical(-inf, 3)", Categorical.ofLogits(p(NEVER, 3)), NEVER, 0),
        row("OneHotCategorical(0, 1)", OneHotCategorical.ofProbs(p(0, 1)), NEVER, 0),
        row("OneHotCategorical(-inf, 3)", OneHotCategorical.ofLogits(p(NEVER, 3)), NEVER, 0),
        row("OneHotStraightThrough(0, 1)", OneHotStraightThrough.ofProbs(p(0, 1)), NEVER, 0),
        row("Poisson(0)", Poisson.of(p(0)), 0, NEVER, NEVER),
        row("zero-inflated by 1", ZeroInflated.ofProbs(Poisson.of(p(2)), p(1)), 0, NEVER, NEVER),
        row("hurdle of 1", Hurdle.ofProbs(Poisson.of(p(2)), p(1)), 0, NEVER, NEVER));
  }

  @TestFactory
  Stream<DynamicTest> gradientsAtTheEndsAreNotNan() {
    List<DynamicTest> tests = new ArrayList<>();
    for (Specimen s : Specimens.all()) {
      for (int i = 0; i < s.parameters().size(); i++) {
        for (Tensor end : ends(s.domains().get(i), s.parameters().get(i).shape())) {
          List<Tensor> parameters = new ArrayList<>(s.parameters());
          parameters.set(i, end);
          String name = "%s, parameter %d = %s".formatted(s.name(), i, end);
          tests.add(DynamicTest.dynamicTest(name, () -> gradients(s, s.with(parameters))));
        }
      }
    }
    return tests.stream();
  }

  /** Probabilities of 0 and 1, rates of 0, and all probability in one category. */
  private static List<Tensor> ends(Constraint domain, Shape shape) {
    if (domain.equals(Constraints.unitInterval())) {
      return List.of(Tensor.zeros(shape), Tensor.ones(shape));
    }
    if (domain.equals(Constraints.nonnegative())) {
      return List.of(Tensor.zeros(shape));
    }
    boolean chances = domain.equals(Constraints.simplex());
    return chances ? List.of(Tensor.arange(shape.size(-1)).eq(0).expand(shape)) : List.of();
  }

  private static void gradients(Specimen usual, Specimen extreme) {
    try {
      var _ = extreme.distribution();
    } catch (ArgumentException refused) {
      assertNotNull(refused.getMessage());
      return;
    }
    List<Symbolic.Input> inputs = new ArrayList<>();
    for (Tensor parameter : extreme.parameters()) {
      inputs.add(Symbolic.Input.recorded("parameter " + inputs.size(), parameter.dense()));
    }
    Distribution distribution = extreme.with(List.copyOf(inputs)).distribution();
    for (Tensor value : values(usual.distribution())) {
      Tensor logProb = distribution.logProb(value);
      notNan("log-density", logProb.dense(), value);
      for (Tensor gradient : Gradient.ofRecorded(logProb.sum(), inputs)) {
        notNan("gradient", gradient.dense(), value);
      }
    }
  }

  private static List<Tensor> values(Distribution distribution) {
    if (distribution.isEnumerable()) {
      Tensor support = distribution.enumerateSupport(false);
      return IntStream.range(0, support.size(0)).mapToObj(support::get).toList();
    }
    if (distribution.eventDim() == 0 && distribution.isDiscrete()) {
      return IntStream.range(0, 4).mapToObj(Tensor::scalar).toList();
    }
    Tensor draws = distribution.sample(Key.of(4), Shape.of(4));
    return IntStream.range(0, 4).mapToObj(draws::get).toList();
  }

  private static void notNan(String what, Tensor number, Tensor at) {
    assertEquals(0, number.isNan().max().item(), () -> what + " " + number + " at " + at);
  }
}
