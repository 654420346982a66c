package dev.merapi.effects.handler;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InitExamples {
  private static final Key KEY = Key.of(3);

  private static Trace trace(Model<?> model) {
    return Trace.run(KEY, model).trace();
  }

  @Test
  void firstValuesByStrategy() {
    Model<Tensor> model = plate("a", 3, _ -> sample("x", normal(5, 1)));
    assertEquals(Tensor.zeros(Shape.of(3)), first(InitStrategy.feasible(), model));
    assertEquals(Tensor.full(Shape.of(3), 5), first(InitStrategy.mean(), model));
    assertEquals(trace(model).value("x"), first(InitStrategy.sample(), model));
    double[] radius = first(InitStrategy.uniform(2), model).toArray();
    assertTrue(Vector.ofAll(radius).forAll(x -> Math.abs(x) < 2));
    assertEquals(5, first(InitStrategy.median(15), model).mean().item(), 1.5);
    Map<String, Tensor> values = Map.of("x", Tensor.scalar(7));
    assertEquals(
        Tensor.full(Shape.of(3), 7), first(InitStrategy.value(values, InitStrategy.mean()), model));
  }

  private static Tensor first(InitStrategy strategy, Model<Tensor> model) {
    return trace(new Init(KEY, strategy).on(model)).value("x");
  }
}
