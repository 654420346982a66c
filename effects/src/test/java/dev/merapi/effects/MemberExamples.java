package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.transformed;
import static dev.merapi.effects.Models.member;
import static dev.merapi.effects.Models.observe;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.transform.Flows;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The weights of a flow are parameters of the program that uses it. */
class MemberExamples {
  private static final Tensor Y = Tensor.of(0.3, -1.2);

  // @formatter:off
  private static Model<Tensor> density() {
    return member("flow", Flows.planar(2)).flatMap((Bijector flow) ->
        observe("y", transformed(normal(Tensor.zeros(Shape.of(2)), 1), flow), Y));
  }

  // @formatter:on

  @Test
  void weightsAreParametersUnderTheNameOfTheFlow() {
    Trace trace = Trace.run(Key.of(1), density()).trace();
    assertEquals(Shape.of(2), trace.value("flow/u").shape());
    assertEquals(Shape.of(2), trace.value("flow/w").shape());
    assertEquals(Shape.SCALAR, trace.value("flow/bias").shape());
    assertEquals(trace.value("flow/u"), Trace.run(Key.of(1), density()).trace().value("flow/u"));
  }

  /** With w = (1, 0), u = (a, 0) and softplus(a) = 1 a planar flow moves nothing. */
  @Test
  void otherWeightsAreAnotherMember() {
    Map<String, Tensor> still =
        Map.of(
            "flow/u", Tensor.of(Math.log(Math.E - 1), 0),
            "flow/w", Tensor.of(1, 0),
            "flow/bias", Tensor.scalar(0.4));
    Trace trace = Trace.run(Key.of(1), new Substitute(still).on(density())).trace();
    double base = normal(0, 1).logProb(Y).sum().item();
    assertEquals(base, trace.logProbSum().item(), 1e-12);
    assertNotEquals(base, Trace.run(Key.of(1), density()).trace().logProbSum().item(), 1e-3);
  }
}
