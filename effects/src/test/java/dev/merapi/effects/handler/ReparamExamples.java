package dev.merapi.effects.handler;

import static dev.merapi.dist.Distributions.normal;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.merapi.dist.Distribution;
import dev.merapi.dist.ProjectedNormal;
import dev.merapi.dist.Transformed;
import dev.merapi.dist.bijector.Exp;
import dev.merapi.effects.Model;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.random.Key;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReparamExamples {
  private static final Key KEY = Key.of(3);

  private static Trace trace(Model<?> model) {
    return Trace.run(KEY, model).trace();
  }

  @Test
  void decenteringKeepsTheLaw() {
    Distribution law = normal(Tensor.of(1, 2), Tensor.of(3, 0.5)).toEvent(1);
    Model<Tensor> model = sample("x", law);
    for (double c : new double[] {0, 0.3, 1}) {
      Trace trace = trace(Reparam.of(Map.of("x", new LocScale(c))).on(model));
      assertFalse(trace.sampled("x").get().site().isLatent());
      double jacobian = (1 - c) * (Math.log(3) + Math.log(0.5));
      assertEquals(
          law.logProb(trace.value("x")).item(), trace.logProbSum().item() - jacobian, 1e-12);
    }
  }

  @Test
  void decenteringInAPlateTakesItsShape() {
    Model<Tensor> model = plate("a", 5).subsampleSize(2).each(_ -> sample("x", normal(1, 2)));
    Trace trace = trace(Reparam.of(Map.of("x", new LocScale())).on(model));
    assertEquals(Shape.of(2), trace.value("x").shape());
    assertEquals(2.5, trace.sampled("x_decentered").get().site().weight().scale().item());
  }

  @Test
  void aTransformedLawIsDrawnAtItsBase() {
    Distribution law = Transformed.of(normal(0, 1), new Exp());
    Trace trace = trace(Reparam.of(Map.of("x", new Transform())).on(sample("x", law)));
    assertEquals(trace.value("x_base").exp(), trace.value("x"));
    assertEquals(normal(0, 1).logProb(trace.value("x_base")), trace.logProbSum());
  }

  @Test
  void aDirectionIsDrawnInThePlane() {
    Distribution law = ProjectedNormal.of(Tensor.of(1, 0, 2));
    Trace trace = trace(Reparam.of(Map.of("x", new Projected())).on(sample("x", law)));
    assertEquals(1, trace.value("x").square().sum().item(), 1e-12);
    assertEquals(Shape.of(3), trace.value("x_normal").shape());
  }
}
