package dev.merapi.distributions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.Tangent;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Densities, gradients and moments agree with those of Pyro 1.9.1 on PyTorch 2.13.0 in float64, to
 * 1e-9 of the greater of the number and 1e-3 of the greatest number of its array.
 *
 * <p>VonMises alone is held to 1e-5: Pyro takes I₀ and I₁ from the polynomials of Abramowitz and
 * Stegun 9.8, which are good to 2e-7, where ours are good to the last digits (a distribution
 * integrates the density).
 *
 * <p>The numbers are in the test resource golden/distributions.json, or in the file of that name in
 * the folder that {@code -Dmerapi.golden} names; its field "source" says what computed them.
 */
class DistributionsGolden {
  private static final double TOLERANCE = 1e-9;
  private static final double TOLERANCE_OF_BESSEL_POLYNOMIALS = 1e-5;

  @TestFactory
  Stream<DynamicTest> everyRecordAgrees() throws IOException {
    return GoldenRecord.all().stream()
        .map(record -> DynamicTest.dynamicTest(record.toString(), () -> check(record)));
  }

  @Test
  void aLawThatIsNotKnownIsNamed() {
    String message =
        assertThrows(
                ArgumentException.class,
                () -> GoldenLaws.of("Gnormal(probs)", Map.of(), Shape.SCALAR))
            .getMessage();
    assertTrue(message.contains("'Gnormal'") && message.contains("GoldenLaws"), message);
  }

  private static void check(GoldenRecord record) {
    Map<String, Dense> parameters = record.numbers("params");
    Shape event = record.shape("event_shape");
    Distribution distribution = GoldenLaws.of(record.name(), parameters, event);
    assertEquals(record.shape("batch_shape"), distribution.batchShape(), "batch shape");
    assertEquals(event, distribution.eventShape(), "event shape");
    record
        .flag("is_discrete")
        .ifPresent(flag -> assertEquals(flag, distribution.isDiscrete(), "discrete"));
    if (record.flag("has_rsample").orElse(false)) {
      assertTrue(distribution.reparametrised(), "Pyro has pathwise gradients here");
    }
    Dense value = record.number("value").orElseThrow();
    record
        .number("log_prob")
        .ifPresent(expected -> agree(record, "logProb", expected, distribution.logProb(value)));
    moment(record, "mean", distribution::mean);
    moment(record, "variance", distribution::variance);
    moment(record, "entropy", distribution::entropy);
    moment(record, "cdf", () -> distribution.cdf(value));
    moment(record, "icdf_0.3", () -> distribution.icdf(Tensor.scalar(0.3)));
    moment(record, "enumerate_support", () -> distribution.enumerateSupport(false));
    gradients(record, parameters, value, event);
  }

  private static void moment(GoldenRecord record, String field, Supplier<Tensor> ours) {
    record
        .number(field)
        .filter(expected -> isDefinedHere(record, field, expected))
        .ifPresent(expected -> agree(record, field, expected, ours.get()));
  }

  /** Pyro answers NaN for the mean and variance of a category, which is a name and not a number. */
  private static boolean isDefinedHere(GoldenRecord record, String field, Dense expected) {
    boolean moment = field.equals("mean") || field.equals("variance");
    return !moment
        || !(record.name().startsWith("Categorical") || record.name().equals("OrderedLogistic"))
        || !Double.isNaN(expected.toArray()[0]);
  }

  private static void gradients(
      GoldenRecord record, Map<String, Dense> parameters, Dense value, Shape event) {
    Map<String, Symbolic.Input> inputs = new LinkedHashMap<>();
    parameters.forEach((name, x) -> inputs.put(name, Symbolic.Input.recorded(name, x)));
    Symbolic.Input at = Symbolic.Input.recorded("value", value);
    Distribution distribution = GoldenLaws.of(record.name(), inputs, event);
    Tensor total = distribution.logProb(at).sum();
    Map<String, Dense> expected = record.numbers("grad_of_sum_log_prob");
    inputs.put("value", at);
    expected.forEach(
        (name, gradient) -> {
          Tensor ours = Gradient.ofRecorded(total, List.of(inputs.get(name))).getFirst();
          Dense given = name.equals("value") ? value : parameters.get(name);
          agree(
              record,
              "gradient to " + name,
              (Dense) Tangent.project(name, distribution, given, gradient),
              Tangent.project(name, distribution, given, ours.dense()));
        });
  }

  private static void agree(GoldenRecord record, String what, Dense expected, Tensor ours) {
    assertEquals(expected.shape(), ours.shape(), what + ": shape");
    double[] theirs = expected.toArray();
    double[] mine = ours.toArray();
    boolean bessel = record.name().equals("VonMises");
    double tolerance = bessel ? TOLERANCE_OF_BESSEL_POLYNOMIALS : TOLERANCE;
    double size = 0;
    for (double x : theirs) {
      size = Double.isFinite(x) ? Math.max(size, Math.abs(x)) : size;
    }
    for (int i = 0; i < mine.length; i++) {
      double error = Math.abs(mine[i] - theirs[i]) / Math.max(Math.abs(theirs[i]), 1e-3 * size);
      boolean same = Double.compare(mine[i], theirs[i]) == 0 || mine[i] == theirs[i];
      int at = i;
      assertTrue(
          same || error <= tolerance,
          () ->
              "%s: element %d is %s, expected %s (relative error %.2e)"
                  .formatted(what, at, mine[at], theirs[at], error));
    }
  }
}
