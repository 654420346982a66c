package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.merapi.effects.Model;
import dev.merapi.infer.vi.TraceEnum;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.infer.vi.optim.Optimiser;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Fits find what is known exactly, end by themselves, and depend on programs and key alone. */
class FitLaws {
  private static final Key KEY = Key.of(5);
  private static final Tensor Y = normal(1.5, 2).sample(Key.of(4), Shape.of(40));

  /** μ ~ N(0, 3), y ~ N(μ, 2): the posterior is normal. */
  private static Model<?> conjugate(int batch) {
    return sample("mu", normal(0, 3))
        .flatMap(
            mu ->
                plate("data", 40)
                    .subsampleSize(batch)
                    .each(part -> observe("y", normal(mu, 2), part.subsample(Y))));
  }

  private static double precision() {
    return 1 / 9.0 + 40 / 4.0;
  }

  private static double mean() {
    return Y.sum().item() / 4 / precision();
  }

  @Test
  void theMeanFieldFindsANormalPosterior() {
    Fit fit = Svi.of(conjugate(40), Guide.normal()).optimiser(Optimiser.adam(0.01)).run(KEY);
    assertTrue(fit.ending() instanceof Ending.Flat, fit::toString);
    double sd = Math.sqrt(1 / precision());
    assertEquals(mean(), fit.median().get("mu").item(), 0.05 * sd);
    assertEquals(sd, fit.parameters().get("mu.scale").item(), 0.05 * sd);
    assertEquals(mean() + 1.6448536 * sd, fit.quantiles(0.95).get("mu").item(), 0.1 * sd);
    assertTrue(fit.kHat(1000, KEY).isReliable(), fit::toString);
    Tensor draws = fit.posterior(2000, Key.of(3)).get("mu");
    assertEquals(mean(), draws.mean().item(), 0.15 * sd);
    double density = fit.logDensity(Map.of("mu", Tensor.scalar(mean())));
    assertEquals(-Math.log(sd * Math.sqrt(2 * Math.PI)), density, 0.05);
  }

  @Test
  void minibatchesFindTheSame() {
    Fit fit = Svi.of(conjugate(10), Guide.normal()).run(KEY);
    double sd = Math.sqrt(1 / precision());
    assertEquals(mean(), fit.median().get("mu").item(), 0.3 * sd);
  }

  @Test
  void aPointIsTheModeOfTheValuesThemselves() {
    Model<?> model =
        sample("rate", gamma(3, 2)).flatMap(rate -> observe("y", poisson(rate), Tensor.scalar(4)));
    Fit fit = Svi.of(model, Guide.delta()).run(KEY);
    // the posterior is gamma(7, 3), whose mode is 6/3
    assertEquals(2, fit.median().get("rate").item(), 1e-3);
    assertTrue(fit.ending().isGood(), fit::toString);
    assertTrue(fit.toString().contains("a guide of one point"), fit::toString);
  }

  @Test
  void theTailIndexWeighsSingleDrawsWhateverTheObjective() {
    Model<?> model = sample("z", normal(0, 1)).flatMap(z -> observe("y", normal(z, 1), 2));
    Svi one = Svi.of(model, Guide.normal()).steps(50);
    Fit many = one.objective(TraceEnum.EXACT.particles(8)).run(KEY);
    double[] weights = many.logWeights(200, KEY);
    double[] means = new double[200];
    for (int i = 0; i < means.length; i++) {
      means[i] = many.bound(1, KEY.fold(i));
    }
    assertTrue(
        Arrays.stream(weights).max().getAsDouble() - Arrays.stream(weights).min().getAsDouble()
            > 2
                * (Arrays.stream(means).max().getAsDouble()
                    - Arrays.stream(means).min().getAsDouble()),
        "means of 8 log weights spread less than single ones");
  }

  /** z ~ N(0, 1) and y ~ N(z, 1) for each of 12 rows: posterior N(y/2, 1/2). */
  private static Model<?> local(int batch) {
    return plate("rows", 12)
        .subsampleSize(batch)
        .each(
            part ->
                sample("z", normal(0, 1))
                    .flatMap(z -> observe("y", normal(z, 1), part.subsample(Y.slice(0, 0, 12)))));
  }

  @Test
  void whatStandsInAPlateHasParametersForAllElements() {
    for (int batch : new int[] {12, 5}) {
      Fit fit = Svi.of(local(batch), Guide.normal()).steps(20_000).run(KEY);
      Tensor loc = fit.parameters().get("z.loc");
      assertEquals(Shape.of(12), loc.shape());
      for (int i = 0; i < 12; i++) {
        assertEquals(Y.get(i).item() / 2, loc.get(i).item(), 0.1);
        assertEquals(Math.sqrt(0.5), fit.parameters().get("z.scale").get(i).item(), 0.1);
      }
    }
  }

  @Test
  void anInterruptedFitGoesOnToTheSameBytes() {
    Svi svi = Svi.of(conjugate(10), Guide.normal()).steps(900).block(100);
    Fitting fitting = svi.prepare(KEY);
    FitState whole = fitting.run(fitting.init()).state();
    assertEquals(whole, svi.run(KEY).state());
    for (int cut : new int[] {1, 99, 100, 101, 437, 899}) {
      Fitting first = svi.steps(cut).prepare(KEY);
      byte[] saved = FitState.CODEC.bytes(first.run(first.init()).state());
      Fitting second = svi.prepare(KEY);
      assertEquals(whole, second.run(FitState.CODEC.of(saved)).state());
    }
    FitState stepped = fitting.init();
    for (int i = 0; i < 250; i++) {
      stepped = fitting.step(stepped);
    }
    assertEquals(whole, fitting.run(stepped).state());
  }

  /** Killed at fifty random steps, each time by way of bytes, and after that on another thread. */
  @Test
  void fiftyKillsLeaveNoTrace() throws InterruptedException {
    Svi svi = Svi.of(conjugate(10), Guide.normal()).steps(2000).block(100);
    Fitting fitting = svi.prepare(KEY);
    FitState whole = fitting.run(fitting.init()).state();
    int[] cuts = new Random(7).ints(50, 1, 2000).sorted().toArray();
    FitState state = fitting.init();
    for (int cut : cuts) {
      while (state.step() < cut) {
        state = fitting.step(state);
      }
      state = FitState.CODEC.of(FitState.CODEC.bytes(state));
      assertEquals(whole, fitting.run(state).state(), "killed at step " + cut);
    }
    FitState last = state;
    List<FitState> elsewhere = new ArrayList<>();
    Thread thread =
        Thread.ofPlatform().start(() -> elsewhere.add(svi.prepare(KEY).run(last).state()));
    thread.join();
    assertEquals(List.of(whole), elsewhere);
  }

  /** Once the JVM has compiled the loops: what a block of steps allocates is its end alone. */
  @Test
  void stepsAllocateNothing() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] least = {Long.MAX_VALUE, 0};
    Svi svi =
        Svi.of(conjugate(10), Guide.normal())
            .optimiser(Optimiser.clipNorm(100).then(Optimiser.adam(0.01)))
            .block(4000)
            .steps(1_200_000)
            .tolerance(0)
            .watch(
                _ -> {
                  long now = threads.getCurrentThreadAllocatedBytes();
                  least[0] = Math.min(least[0], now - least[1]);
                  least[1] = now;
                });
    for (int i = 0; i < 10 && least[0] >= 4000; i++) {
      svi.run(KEY.fold(i));
    }
    assertTrue(least[0] < 4000, () -> least[0] + " bytes in 4000 steps");
  }
}
