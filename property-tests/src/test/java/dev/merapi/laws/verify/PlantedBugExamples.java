package dev.merapi.laws.verify;

import static dev.merapi.distributions.Distributions.*;
import static dev.merapi.effects.Models.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.handler.Mask;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.laws.verify.LeapKernel.Bug;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bugs in a kernel, in a guide and in a handler, each beside the same thing without it. */
class PlantedBugExamples {
  private static final Tensor Y = Tensor.of(1.2, -0.3, 0.8, 2.1);

  private static Model<?> model() {
    return let(
        sample("mu", normal(0, 1)),
        mu ->
            let(
                sample("sigma", logNormal(0, 0.5)),
                sigma -> plate("row", 4, _ -> observe("y", normal(mu, sigma), Y))));
  }

  @ParameterizedTest
  @EnumSource(Bug.class)
  void inAKernel(Bug bug) {
    Verdict verdict =
        Verify.that(model()).kernel(p -> new LeapKernel(p, 0.25, bug)).only("ranks").verdict();
    assertEquals(bug == Bug.NONE, verdict.holds(), verdict::toString);
  }

  @ParameterizedTest
  @EnumSource(Bug.class)
  void inAKernelByDataAndStepsInTurn(Bug bug) {
    Verdict verdict =
        Verify.that(model()).kernel(p -> new LeapKernel(p, 0.25, bug)).only("geweke").verdict();
    assertEquals(bug == Bug.NONE, verdict.holds(), verdict::toString);
  }

  /** A density that is raised to a power. */
  private record Sharper(Potential base, double power) implements Potential {
    @Override
    public int dimension() {
      return base.dimension();
    }

    @Override
    public double logDensityAndGradient(double[] position, double[] gradient) {
      double value = base.logDensityAndGradient(position, gradient);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= power;
      }
      return power * value;
    }

    @Override
    public Potential fork() {
      return new Sharper(base.fork(), power);
    }
  }

  @ParameterizedTest
  @ValueSource(doubles = {1, 5})
  void inASamplerNearTheDataAtHand(double power) {
    Calibration found =
        Verify.that(model())
            .sampler(
                Sampler.of(p -> new LeapKernel(new Sharper(p, power), 0.15, Bug.NONE))
                    .draws(200)
                    .thinning(4)
                    .chains(1)
                    .start(Start.at(0, 0)))
            .posteriorCalibration(100);
    assertEquals(power == 1, found.faults(1e-5).isEmpty(), found::toString);
  }

  @Test
  void inAGuideForAnyData() {
    Model<Tensor> wide = let(sample("mu", normal(0, 10)), mu -> observe("y", normal(mu, 8), 3));
    Model<?> guide = let(param("loc", 0), loc -> sample("mu", normal(loc, 1)));
    Calibration wrong = Verify.that(wide).guide(Guide.program(guide)).guideCalibration(40);
    assertTrue(wrong.far(1e-5).toString().contains("far too narrow in 'mu'"), wrong::toString);
    Calibration right = Verify.that(wide).guide(Guide.normal()).guideCalibration(40);
    assertEquals(List.of(), right.far(1e-5), right::toString);
    assertEquals(0.61, right.recovery().get("mu").contraction(), 0.25);
  }

  @Test
  void inAGuideWhoseScaleIsForgotten() {
    Model<Tensor> wide = let(sample("mu", normal(0, 10)), mu -> observe("y", normal(mu, 8), 3));
    Model<?> guide = let(param("loc", 0), loc -> sample("mu", normal(loc, 1)));
    Verdict wrong = Verify.that(wide).guide(Guide.program(guide)).only("guide").verdict();
    assertTrue(
        !wrong.holds() && wrong.failures().getFirst().outcome().sentence().contains("narrower"),
        wrong::toString);
    Verify.that(wide).guide(Guide.normal()).only("guide").assertHolds();
  }

  @Test
  void inAHandlerThatMasksTheSumAndNotTheRows() {
    Function<Tensor, Rewrite> broken = seen -> site -> site.scaled(seen.mean());
    Verdict wrong = masked(broken).verdict();
    assertTrue(wrong.failures().getFirst().outcome().sentence().contains("row"), wrong::toString);
    masked(Mask::new).assertHolds();
  }

  private static Verify masked(Function<Tensor, Rewrite> mask) {
    Map<String, Tensor> data = Map.of("y", Y, "seen", Tensor.of(1, 0, 1, 1));
    return Verify.that(
            d ->
                let(
                    sample("mu", normal(0, 1)),
                    mu ->
                        plate(
                            "row",
                            d.get("y").size(0),
                            _ ->
                                mask.apply(d.get("seen"))
                                    .on(observe("y", normal(mu, 1), d.get("y"))))),
            data)
        .rows("y", "seen")
        .only("rows");
  }
}
