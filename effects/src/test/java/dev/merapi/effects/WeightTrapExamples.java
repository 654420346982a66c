package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.handler.InferConfig;
import dev.merapi.effects.handler.Mask;
import dev.merapi.effects.handler.Scale;
import dev.merapi.effects.internal.check.Pairing;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The semantics of scales, masks and factors that are easy to get wrong, by their numbers in the
 * specification.
 */
class WeightTrapExamples {
  private static final Key KEY = Key.of(4);

  private static Model<Tensor> x() {
    return sample("x", normal(0, 1));
  }

  private static Trace trace(Model<?> model) {
    return Trace.run(KEY, model).trace();
  }

  @Test
  void trap5TheMaskIsInsideAndTheScaleOutside() {
    Model<Tensor> model = plate("a", 2, _ -> x());
    Tensor mask = Tensor.of(1, 0);
    Trace trace = trace(new Scale(5).on(new Mask(mask).on(model)));
    double first = trace.value("x").toArray()[0];
    double expected = 5 * normal(0, 1).logProb(Tensor.scalar(first)).item();
    assertEquals(Tensor.of(expected, 0), trace.sampled("x").get().logProb());
    assertEquals(Shape.of(2), trace.sampled("x").get().unscaled().batchShape());
  }

  @Test
  void trap14AMaskDoesNotEnlargeTheSite() {
    Trace trace =
        Settings.DEFAULT.validation(false).in(() -> trace(new Mask(Tensor.of(1, 0, 1)).on(x())));
    assertEquals(Shape.SCALAR, trace.value("x").shape());
    assertEquals(Shape.SCALAR, trace.sampled("x").get().site().distribution().batchShape());
    assertEquals(Shape.of(3), trace.sampled("x").get().logProb().shape());
  }

  @Test
  void trap15MaskedElementsAreNotLookedAt() {
    Tensor data = Tensor.of(1, Double.NaN);
    Model<Tensor> model = plate("a", 2, _ -> observe("y", normal(0, 1), data));
    Tensor logProb = trace(new Mask(Tensor.of(1, 0)).on(model)).sampled("y").get().logProb();
    assertEquals(0, logProb.toArray()[1]);
    assertTrue(Double.isFinite(logProb.sum().item()));
  }

  @Test
  void trap15TheGradientIsFiniteWhereMissingValuesAreMasked() {
    Symbolic.Input mu = Symbolic.Input.recorded("mu", Tensor.scalar(0.5).dense());
    Tensor data = Tensor.of(1, Double.NaN);
    Model<Tensor> model = plate("a", 2, _ -> observe("y", normal(mu, 1), data));
    Tensor logProb = trace(new Mask(Tensor.of(1, 0)).on(model)).logProbSum();
    assertEquals(0.5, Gradient.ofRecorded(logProb, List.of(mu)).getFirst().item());
  }

  @Test
  void trap16ALogProbHasTheFullExpandedShape() {
    Trace trace = trace(plate("a", 4, _ -> observe("y", normal(0, 1), 0)));
    assertEquals(Shape.of(4), trace.sampled("y").get().logProb().shape());
    Distribution wide = normal(0, 1).expand(Shape.of(4));
    assertEquals(Shape.of(3, 4), wide.logProb(Tensor.zeros(Shape.of(3, 1))).shape());
    assertTrue(wide.reparametrised());
  }

  @Test
  void trap23AFactorCountsWithPlatesScaleAndMask() {
    Model<Tensor> model = plate("a", 4).subsampleSize(2).each(_ -> factor("f", Tensor.scalar(3)));
    assertEquals(12, trace(model).logProbSum().item());
    assertEquals(24, trace(new Scale(2).on(model)).logProbSum().item());
    assertEquals(0, trace(new Mask(false).on(model)).logProbSum().item());
  }

  @Test
  void trap23AFactorOfAGuideSaysWhetherGradientsFlow() {
    Model<Tensor> unsaid = factor("f", Tensor.scalar(1));
    Rewrite flows = new InferConfig(site -> site.infer().pathwise(true));
    assertEquals(1, new Pairing(trace(x()), trace(unsaid.andThen(x()))).findings().size());
    assertEquals(
        0, new Pairing(trace(x()), trace(flows.on(unsaid).andThen(x()))).findings().size());
    assertEquals(0, new Pairing(trace(unsaid.andThen(x())), trace(x())).findings().size());
  }
}
