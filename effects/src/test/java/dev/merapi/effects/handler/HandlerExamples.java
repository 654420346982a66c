package dev.merapi.effects.handler;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.fold;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.Run;
import dev.merapi.effects.Scope;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandlerExamples {
  private static final Key KEY = Key.of(3);

  private static Trace trace(Model<?> model) {
    return Trace.run(KEY, model).trace();
  }

  private static Model<Tensor> line() {
    return sample("x", normal(0, 1)).flatMap(x -> sample("y", normal(x, 1)));
  }

  @Test
  void liftDrawsAParameterOnceHoweverOftenItIsDeclared() {
    Model<Tensor> twice =
        param("p", Tensor.scalar(0)).flatMap(a -> param("p", Tensor.scalar(0)).map(a::minus));
    Trace trace = trace(Lift.all(normal(0, 1)).on(twice));
    assertEquals(1, trace.latents().size());
    assertEquals(0, Run.run(KEY, Lift.all(normal(0, 1)).on(twice)).item());
    Trace other = trace(Lift.of(Map.of("q", normal(0, 1))).on(twice));
    assertEquals(1, other.parameters().size());
  }

  @Test
  void seedFixesEveryDraw() {
    Model<Tensor> seeded = new Seed(KEY).on(line());
    assertEquals(Run.run(KEY, line()), Run.run(Key.of(99), seeded));
    assertEquals(Run.run(KEY, line()), Run.run(Key.of(99), new Seed(Key.of(5)).on(seeded)));
  }

  @Test
  void scopeRenamesSitesPlatesAndParameters() {
    Model<Tensor> model =
        param("p", Tensor.scalar(0)).andThen(plate("a", 2, _ -> sample("x", normal(0, 1))));
    Model<Tensor> twice = new Scope("l").on(model).andThen(new Scope("r").on(model));
    assertEquals(
        List.of("l/p", "l/a", "l/x", "r/p", "r/a", "r/x"),
        List.copyOf(trace(twice).entries().keySet()));
    assertEquals(
        trace(new Scope("o").on(new Scope("i").on(model))).entries().keySet(),
        trace(new Scope("o/i").on(model)).entries().keySet());
  }

  @Test
  void equalizeMakesOneVariableOfSeveral() {
    Model<Tensor> three =
        fold(
            Vector.range(0, 3),
            Tensor.scalar(0),
            (s, i) -> sample("x" + i, normal(i, 1)).map(s::plus));
    Trace trace = trace(Equalize.matching("x.", false).on(three));
    assertEquals(1, trace.latents().size());
    assertEquals(trace.value("x0"), trace.value("x2"));
    double first = trace.value("x0").item();
    assertEquals(normal(0, 1).logProb(Tensor.scalar(first)), trace.logProbSum());
    Trace kept = trace(Equalize.matching("x.", true).on(three));
    assertTrue(kept.sampled("x2").get().site().isObserved());
    assertTrue(kept.logProbSum().item() < trace.logProbSum().item());
  }
}
