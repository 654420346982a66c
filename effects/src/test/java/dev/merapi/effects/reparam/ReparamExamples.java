package dev.merapi.effects.reparam;

import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.laplace;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.stable;
import static dev.merapi.distributions.Distributions.studentT;
import static dev.merapi.distributions.Distributions.vonMises;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static dev.merapi.effects.reparam.Reparametrisation.circular;
import static dev.merapi.effects.reparam.Reparametrisation.discreteCosine;
import static dev.merapi.effects.reparam.Reparametrisation.explicit;
import static dev.merapi.effects.reparam.Reparametrisation.gaussianParts;
import static dev.merapi.effects.reparam.Reparametrisation.gumbelSoftmax;
import static dev.merapi.effects.reparam.Reparametrisation.haar;
import static dev.merapi.effects.reparam.Reparametrisation.latentStable;
import static dev.merapi.effects.reparam.Reparametrisation.locScale;
import static dev.merapi.effects.reparam.Reparametrisation.projected;
import static dev.merapi.effects.reparam.Reparametrisation.scaleMixture;
import static dev.merapi.effects.reparam.Reparametrisation.split;
import static dev.merapi.effects.reparam.Reparametrisation.stableMixture;
import static dev.merapi.effects.reparam.Reparametrisation.symmetricStable;
import static dev.merapi.effects.reparam.Reparametrisation.transform;
import static dev.merapi.effects.reparam.Reparametrisation.updated;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.bijector.Exp;
import dev.merapi.distributions.combinator.Transformed;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.bijector.Orthogonal;
import dev.merapi.distributions.multivariate.ProjectedNormal;
import dev.merapi.distributions.multivariate.RelaxedOneHotCategorical;
import dev.merapi.distributions.sequence.GaussianHmm;
import dev.merapi.distributions.sequence.IndependentHmm;
import dev.merapi.distributions.sequence.LinearHmm;
import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Scale;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
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
      Trace trace = trace(Reparam.of(Map.of("x", locScale(c))).on(model));
      assertFalse(trace.sampled("x").get().site().isLatent());
      double jacobian = (1 - c) * (Math.log(3) + Math.log(0.5));
      assertEquals(
          law.logProb(trace.value("x")).item(), trace.logProbSum().item() - jacobian, 1e-12);
    }
  }

  @Test
  void decenteringInAPlateTakesItsShape() {
    Model<Tensor> model = plate("a", 5).subsampleSize(2).each(_ -> sample("x", normal(1, 2)));
    Trace trace = trace(Reparam.of(Map.of("x", locScale())).on(model));
    assertEquals(Shape.of(2), trace.value("x").shape());
    assertEquals(2.5, trace.sampled("x_decentered").get().site().weight().scale().item());
  }

  @Test
  void aTransformedLawIsDrawnAtItsBase() {
    Distribution law = Transformed.of(normal(0, 1), new Exp());
    Trace trace = trace(Reparam.of(Map.of("x", transform())).on(sample("x", law)));
    assertEquals(trace.value("x_base").exp(), trace.value("x"));
    assertEquals(normal(0, 1).logProb(trace.value("x_base")), trace.logProbSum());
  }

  @Test
  void aDirectionIsDrawnInThePlane() {
    Distribution law = ProjectedNormal.of(Tensor.of(1, 0, 2));
    Trace trace = trace(Reparam.of(Map.of("x", projected())).on(sample("x", law)));
    assertEquals(1, trace.value("x").square().sum().item(), 1e-12);
    assertEquals(Shape.of(3), trace.value("x_normal").shape());
  }

  @Test
  void anyLawIsDrawnBehindABijector() {
    Distribution law = gamma(2, 3);
    Trace trace = trace(with(explicit(new Exp()), law));
    Tensor x = trace.value("x");
    assertEquals(trace.value("x_base").exp(), x);
    assertEquals(law.logProb(x).plus(x.log()).item(), trace.logProbSum().item(), 1e-12);
    refused(
        () -> with(explicit(Orthogonal.haar(3)), law), "Site 'x'", "0 event dims", "toEvent(1)");
  }

  @Test
  void aSeriesIsDrawnByItsFrequenciesOrWavelets() {
    Distribution law = normal(Tensor.of(1, 2, 3, 5, 8), 0.5).toEvent(1);
    for (var basis : Map.of("x_dct", discreteCosine(), "x_haar", haar()).entrySet()) {
      Trace trace = trace(with(basis.getValue(), law));
      Tensor x = trace.value("x");
      assertEquals(law.logProb(x).item(), trace.logProbSum().item(), 1e-12);
      double mean = x.sum().item() / Math.sqrt(5);
      assertEquals(mean, trace.value(basis.getKey()).at(0).item(), 1e-12);
      refused(() -> with(basis.getValue(), normal(0, 1)), "Site 'x'", "no event dim");
    }
  }

  @Test
  void aRelaxedOneHotVectorIsDrawnByItsNoise() {
    Distribution law =
        RelaxedOneHotCategorical.ofProbs(Tensor.scalar(0.5), Tensor.of(0.2, 0.3, 0.5));
    Model<Tensor> model = plate("a", 20_000, _ -> with(gumbelSoftmax(), law));
    Tensor x = trace(model).value("x");
    Tensor direct = law.sample(KEY, Shape.of(20_000));
    assertEquals(1, x.sum(-1).mean().item(), 1e-12);
    assertArrayEquals(direct.mean(0).toArray(), x.mean(0).toArray(), 0.01);
    assertArrayEquals(direct.variance(0).toArray(), x.variance(0).toArray(), 0.01);
  }

  @Test
  void heavyTailsAreNormalOfRandomScale() {
    for (Distribution law : List.of(studentT(7, 1, 2), laplace(1, 2))) {
      Model<Tensor> model = plate("a", 40_000, _ -> with(scaleMixture(), law));
      Tensor x = trace(model).value("x");
      assertEquals(1, x.mean().item(), 0.05);
      assertEquals(law.variance().item(), x.variance().item(), 0.25);
      double tail = law.cdf(Tensor.scalar(-4)).item();
      assertEquals(tail, x.lt(-4).mean().item(), 4 * Math.sqrt(tail / 40_000));
    }
  }

  /** The mean over the auxiliary draws is the density: within 6 standard errors, 2e-9. */
  @Test
  void anObservedVariableHasASimplerLawGivenAuxiliaryDraws() {
    Distribution law = studentT(3, Tensor.of(1, 0), 2).toEvent(1);
    Tensor y = Tensor.of(4, -1);
    Map<String, Reparametrisation> way = Map.of("y", scaleMixture());
    Model<Tensor> model = plate("a", 40_000, _ -> Reparam.of(way).on(observe("y", law, y)));
    Trace trace = trace(model);
    assertTrue(trace.sampled("y").get().site().isObserved());
    assertEquals(Shape.of(40_000, 2), trace.value("y_gamma").shape());
    estimates(law.logProb(y).exp().item(), trace.sampled("y").get().logProb().exp());
  }

  private static LinearHmm heavy(int columns) {
    Tensor map = Tensor.of(new double[][] {{0.6, -0.2}, {0.1, 0.8}});
    Distribution push = studentT(7, Tensor.of(0.2, 0), 1).toEvent(1);
    Distribution blur = laplace(Tensor.zeros(Shape.of(columns)), Tensor.scalar(0.5)).toEvent(1);
    return LinearHmm.of(
        normal(Tensor.zeros(Shape.of(2)), 1).toEvent(1),
        map,
        push,
        Tensor.of(new double[][] {{1.2, 0.3}, {0.4, -0.5}}).slice(-1, 0, columns),
        blur,
        3);
  }

  @Test
  void aHeavyStateSpaceModelIsGaussianGivenScales() {
    LinearHmm law = heavy(2);
    Model<Tensor> model = plate("a", 40_000, _ -> with(gaussianParts(), law));
    Trace trace = trace(model);
    assertEquals(
        List.of("x_transition_gamma", "x_emission_exponential", "x_gaussian"),
        trace.latents().stream().map(Entry::name).toList());
    assertEquals(Shape.of(40_000, 3, 2), trace.value("x_transition_gamma").shape());
    Tensor direct = law.sample(KEY, Shape.of(40_000));
    Tensor x = trace.value("x");
    assertArrayEquals(direct.mean(0).toArray(), x.mean(0).toArray(), 0.1);
    assertArrayEquals(direct.variance(0).toArray(), x.variance(0).toArray(), 0.6);
    refused(() -> with(gaussianParts(), normal(0, 1)), "Site 'x'", "LinearHmm");
  }

  @Test
  void columnsAndBijectorsAroundAStateSpaceModelStay() {
    LinearHmm member = heavy(1).expand(Shape.of(2));
    Distribution law = Transformed.of(IndependentHmm.of(member), new Exp());
    Tensor y = Tensor.of(new double[][] {{1.5, 0.4}, {3, 1}, {0.3, 2}});
    Map<String, Reparametrisation> way = Map.of("y", gaussianParts());
    Trace trace = trace(plate("a", 5, _ -> Reparam.of(way).on(observe("y", law, y))));
    Tensor push = trace.value("y_transition_gamma").pow(Tensor.scalar(-0.5));
    Tensor blur = trace.value("y_emission_exponential").times(2).sqrt().times(0.5);
    assertEquals(Shape.of(5, 2, 3, 2), push.shape());
    assertEquals(Shape.of(5, 2, 3, 1), blur.shape());
    Distribution simpler = trace.sampled("y").get().site().distribution();
    assertEquals(Shape.of(5), simpler.batchShape());
    assertEquals(law.eventShape(), simpler.eventShape());
    IndependentHmm columns = (IndependentHmm) ((Transformed) simpler).base();
    GaussianHmm column = (GaussianHmm) columns.base();
    Tensor pushes = column.transitionNoise().scaleTril().diagonal();
    Tensor blurs = column.emissionNoise().scaleTril().diagonal();
    assertArrayEquals(push.toArray(), pushes.toArray(), 1e-12);
    assertArrayEquals(blur.toArray(), blurs.toArray(), 1e-12);
  }

  @Test
  void stableVariablesAreDrawnFromTheirNoises() {
    for (double skew : new double[] {0, -0.6}) {
      for (double stability : new double[] {0.7, 1, 1.7}) {
        Distribution law = stable(stability, skew, 2, 0.5);
        Reparametrisation mixed = skew == 0 ? symmetricStable() : stableMixture();
        for (Reparametrisation way : List.of(latentStable(), mixed)) {
          Tensor x = trace(plate("a", 20_000, _ -> with(way, law))).value("x");
          Tensor direct = law.sample(KEY.fold("direct"), Shape.of(20_000));
          for (double level : new double[] {-8, -1, 0, 1, 3}) {
            double p = direct.lt(level).mean().item();
            double error = Math.sqrt(2 * p * (1 - p) / 20_000);
            assertEquals(p, x.lt(level).mean().item(), 5 * error);
          }
        }
      }
    }
    Distribution skewed = stable(1.5, 0.3, 1, 0);
    refused(() -> with(symmetricStable(), skewed), "Site 'x'", "skew 0.3", "stableMixture()");
    refused(() -> with(latentStable(), normal(0, 1)), "Site 'x'", "Stable");
  }

  @Test
  void anObservedStableVariableIsNormalGivenItsNoises() {
    Distribution law = stable(1.6, 0.4, 2, 0.5);
    Map<String, Reparametrisation> way = Map.of("y", stableMixture());
    Model<Tensor> model = plate("a", 40_000, _ -> Reparam.of(way).on(observe("y", law, 3)));
    Tensor densities = trace(model).sampled("y").get().logProb().exp();
    estimates(law.logProb(Tensor.scalar(3)).exp().item(), densities);
  }

  private static void estimates(double expected, Tensor draws) {
    double mean = draws.mean().item();
    double error = Math.sqrt(draws.variance().item() / draws.shape().count());
    assertEquals(expected, mean, 6 * error);
  }

  @Test
  void aVectorIsCutIntoSections() {
    Distribution law = normal(Tensor.of(1, 2, 3), 2).toEvent(1);
    Map<String, Tensor> values = Map.of("x_split_0", Tensor.of(5, 6), "x_split_1", Tensor.of(7.0));
    Model<Tensor> model = new Substitute(values).on(with(split(2, 1), law));
    Trace trace = trace(new Scale(3).on(model));
    assertEquals(Tensor.of(5, 6, 7), trace.value("x"));
    assertEquals(3 * law.logProb(trace.value("x")).item(), trace.logProbSum().item(), 1e-12);
    refused(() -> with(split(2, 2), law), "Site 'x'", "[2, 2]", "event shape [3]");
  }

  @Test
  void aGuessOfTheLikelihoodMovesTheDrawAndNotTheLaw() {
    Model<Tensor> model =
        plate("a", 10).subsampleSize(2).each(_ -> with(updated(normal(40, 0.1)), normal(0, 1)));
    Trace trace = trace(model);
    Tensor x = trace.value("x");
    assertEquals(1, x.gt(30).all().item());
    assertEquals(5 * normal(0, 1).logProb(x).sum().item(), trace.logProbSum().item(), 1e-6);
    refused(() -> with(updated(gamma(1, 1)), normal(0, 1)), "Site 'x'", "Normal", "Gamma");
  }

  /** The density of an angle adds up from all its places on the line. */
  @Test
  void anAngleIsDrawnOnALine() {
    Distribution law = vonMises(2, 3);
    double sum = 0;
    for (int turn = -8; turn <= 8; turn++) {
      Tensor u = Tensor.scalar(-1.1 + 2 * Math.PI * turn);
      Model<Tensor> model = new Substitute(Map.of("x_unwrapped", u)).on(with(circular(), law));
      Trace trace = trace(model);
      assertEquals(-1.1, trace.value("x").item(), 1e-12);
      sum += Math.exp(trace.logProbSum().item());
    }
    assertEquals(law.logProb(Tensor.scalar(-1.1)).exp().item(), sum, 1e-12);
    refused(() -> with(circular(), normal(0, 1)), "Site 'x'", "angles");
  }

  @Test
  void aStrategyChoosesForEverySite() {
    Distribution sphere = ProjectedNormal.of(Tensor.of(1, 0));
    Model<Tensor> model =
        sample("a", normal(0, 1))
            .andThen(sample("b", Transformed.of(normal(0, 1), new Exp())))
            .andThen(sample("c", sphere))
            .andThen(sample("d", gamma(1, 1)))
            .andThen(observe("y", normal(0, 1), 0));
    assertEquals(
        List.of("a_decentered", "b_base", "c_normal", "d"),
        trace(Reparam.automatic().on(model)).latents().stream().map(Entry::name).toList());
    assertEquals(
        List.of("a", "b", "c_normal", "d"),
        trace(Reparam.minimal().on(model)).latents().stream().map(Entry::name).toList());
  }

  private static Model<Tensor> with(Reparametrisation way, Distribution law) {
    return Reparam.of(Map.of("x", way)).on(sample("x", law));
  }

  private static void refused(Supplier<Model<?>> model, String... parts) {
    String message = assertThrows(ArgumentException.class, () -> trace(model.get())).toString();
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }
}
