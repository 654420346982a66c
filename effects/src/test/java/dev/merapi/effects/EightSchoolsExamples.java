package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.effects.handler.Block;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EightSchoolsExamples {
  private static final Tensor Y = Tensor.of(28, 8, -3, 7, -1, 1, 18, 12);
  private static final Tensor SIGMA = Tensor.of(15, 10, 16, 11, 9, 11, 10, 18);
  private static final Key KEY = Key.of(7);

  static Model<Tensor> schools(Tensor y, Tensor sigma) {
    return sample("mu", normal(0, 5))
        .flatMap(
            mu ->
                sample("logTau", normal(0, 1))
                    .flatMap(
                        logTau ->
                            plate(
                                "schools",
                                y.size(0),
                                schools ->
                                    sample("theta", normal(mu, logTau.exp()))
                                        .flatMap(theta -> observe("y", normal(theta, sigma), y)))));
  }

  @Test
  void aPlateExpandsItsSites() {
    Trace trace = Trace.run(KEY, schools(Y, SIGMA)).trace();
    assertEquals(Shape.of(8), trace.value("theta").shape());
    assertEquals(Shape.of(8), trace.sampled("y").get().logProb().shape());
    assertEquals("       y dist 8 |", trace.formatShapes().lines().skip(15).findFirst().get());
  }

  @Test
  void theSumIsThatOfTheFormula() {
    Trace trace = Trace.run(KEY, schools(Y, SIGMA)).trace();
    double mu = trace.value("mu").item();
    double logTau = trace.value("logTau").item();
    double[] theta = trace.value("theta").toArray();
    double expected = logNormal(mu, 0, 5) + logNormal(logTau, 0, 1);
    for (int i = 0; i < 8; i++) {
      expected += logNormal(theta[i], mu, Math.exp(logTau));
      expected += logNormal(Y.toArray()[i], theta[i], SIGMA.toArray()[i]);
    }
    assertEquals(expected, trace.logProbSum().item(), 1e-9);
  }

  @Test
  void hidingOrReplayingASiteMovesNoOtherDraw() {
    Trace trace = Trace.run(KEY, schools(Y, SIGMA)).trace();
    Trace hidden = Trace.run(KEY, Block.hide("mu").on(schools(Y, SIGMA))).trace();
    assertEquals(trace.value("theta"), hidden.value("theta"));
    Trace replayed = Trace.run(Key.of(8), new Replay(trace).on(schools(Y, SIGMA))).trace();
    assertEquals(trace.value("theta"), replayed.value("theta"));
    assertEquals(trace.logProbSum(), replayed.logProbSum());
  }

  @Test
  void symbolicValuesGiveTheGraphOfTheLogDensity() {
    Map<String, Tensor> inputs =
        Map.of(
            "mu", Symbolic.Input.of("mu", Shape.SCALAR),
            "logTau", Symbolic.Input.of("logTau", Shape.SCALAR),
            "theta", Symbolic.Input.of("theta", Shape.of(8)));
    Trace trace = Trace.run(KEY, new Substitute(inputs).on(schools(Y, SIGMA))).trace();
    assertEquals(Symbolic.Apply.class, trace.logProbSum().getClass());
  }

  private static double logNormal(double x, double loc, double scale) {
    double z = (x - loc) / scale;
    return -0.5 * z * z - Math.log(scale) - 0.5 * Math.log(2 * Math.PI);
  }
}
