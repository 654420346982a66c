package dev.merapi.effects.handler;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InterventionExamples {
  private static final Key KEY = Key.of(3);

  private static Trace trace(Model<?> model) {
    return Trace.run(KEY, model).trace();
  }

  private static Model<Tensor> line() {
    return sample("x", normal(0, 1)).flatMap(x -> sample("y", normal(x, 1)));
  }

  @Test
  void doChangesWhatFollowsAndLeavesTheSite() {
    Trace plain = trace(line());
    Trace done = trace(new Do(Map.of("x", Tensor.scalar(10))).on(line()));
    assertEquals(plain.value("x"), done.value("x"));
    assertEquals(
        plain.value("y").minus(plain.value("x")).plus(10).item(), done.value("y").item(), 1e-12);
  }

  @Test
  void conditionOutsideOfDoMakesACounterfactual() {
    Model<Tensor> model = new Do(Map.of("x", Tensor.scalar(10))).on(line());
    Trace trace = trace(new Condition(Map.of("x", Tensor.scalar(-1))).on(model));
    assertEquals(-1, trace.value("x").item());
    assertTrue(trace.sampled("x").get().site().isObserved());
    assertEquals(trace(model).value("y"), trace.value("y"));
  }
}
