package dev.merapi.laws.extension;

import static dev.merapi.distributions.Distributions.*;
import static dev.merapi.effects.Models.*;

import dev.merapi.effects.Model;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.Fit;
import dev.merapi.infer.FitState;
import dev.merapi.infer.Fitting;
import dev.merapi.infer.Svi;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.infer.vi.guide.GuideProgram;
import dev.merapi.infer.vi.optim.Optimiser;
import dev.merapi.infer.vi.optim.Rule;
import dev.merapi.laws.verify.Check;
import dev.merapi.laws.verify.Outcome;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** The laws of guides and optimisers. */
final class FittingEquations {
  private static final int STEPS = 2000;
  private static final double[] CURVATURE = {1, 4, 0.25};
  private static final List<Coordinate> PARAMETERS =
      List.of(
          new Coordinate("a", Shape.of(2), Shape.of(2), 0),
          new Coordinate("b", Shape.of(1), Shape.of(1), 2));

  private FittingEquations() {}

  static List<Check> ofGuide(Guide guide) {
    return List.of(
        Check.exact(
            "sites",
            "sites that are not drawn, values outside of a support, a program that is another each time",
            "models unlike the one that is tried",
            (_, key) -> sites(guide, key)),
        Check.exact(
            "density",
            "a density that is not that of the draws",
            "a density that is wrong wherever it is asked",
            (_, key) -> density(guide, key)),
        Check.exact(
            "fit",
            "a guide that no fit improves, a fit that goes elsewhere from a saved state",
            "how near the guide comes to the posterior",
            (_, key) -> fit(guide, key)));
  }

  private static Model<?> model() {
    Tensor y = Tensor.of(2, 3, 1, 5);
    return let(
        sample("mu", normal(0, 3)),
        mu ->
            let(
                sample("tau", gamma(3, 2)),
                tau ->
                    plate(
                        "group",
                        4,
                        _ ->
                            let(
                                sample("theta", normal(mu, tau)),
                                theta -> observe("y", normal(theta, 1), y)))));
  }

  private static Outcome sites(Guide guide, Key key) {
    GuideProgram program = guide.on(model(), key);
    Trace target = Trace.run(key, model()).trace();
    Trace drawn = Trace.run(key, program.draws()).trace();
    for (Entry.Sampled site : target.latents()) {
      var found = drawn.sampled(site.name());
      if (found.isEmpty()) {
        return new Outcome.Failed(
            "It does not draw site '%s' of the model; it has %s."
                .formatted(site.name(), new TreeSet<>(drawn.entries().keySet())));
      }
      if (!found.get().value().shape().equals(site.value().shape())
          || site.site().distribution().support().check(found.get().value()).min().item() != 1) {
        return new Outcome.Failed(
            "It draws %s for site '%s', which has values of shape %s and must be %s."
                .formatted(
                    found.get().value(),
                    site.name(),
                    site.value().shape(),
                    site.site().distribution().support().describe()));
      }
    }
    Trace again = Trace.run(key, guide.on(model(), key).draws()).trace();
    return again.logProbSum().equals(drawn.logProbSum())
        ? new Outcome.Passed("%d sites".formatted(target.latents().size()))
        : new Outcome.Failed(
            "Under one key it was asked for twice and gives two programs, with log densities %s and %s."
                .formatted(drawn.logProbSum(), again.logProbSum()));
  }

  private static Outcome density(Guide guide, Key key) {
    GuideProgram program = guide.on(model(), key);
    for (int i = 0; i < 5; i++) {
      Trace drawn = Trace.run(key.fold(i), program.draws()).trace();
      Map<String, Tensor> values = new HashMap<>();
      for (Entry.Sampled site : Trace.run(key, model()).trace().latents()) {
        drawn.sampled(site.name()).ifPresent(found -> values.put(site.name(), found.value()));
      }
      double there = drawn.logProbSum().item();
      double back = Trace.run(key.fold(i), program.at(values)).trace().logProbSum().item();
      if (!(Math.abs(there - back) <= 1e-6 * (1 + Math.abs(there)))) {
        return new Outcome.Failed(
            "Its draw has log density %.8g, and the same values given %.8g."
                .formatted(there, back));
      }
    }
    return new Outcome.Passed("5 draws");
  }

  private static Outcome fit(Guide guide, Key key) {
    Svi svi = Svi.of(model(), guide).optimiser(Optimiser.adam(0.02)).steps(400).block(50);
    Fitting fitting = svi.prepare(key);
    FitState begun = fitting.init();
    FitState once = fitting.step(begun);
    FitState twice = fitting.step(once);
    FitState restored = FitState.CODEC.of(FitState.CODEC.bytes(once));
    if (!Arrays.equals(fitting.step(restored).position(), twice.position())) {
      return new Outcome.Failed("A step from a saved state ends elsewhere than from the state.");
    }
    Fit fit = svi.run(key);
    double[] history = fit.state().history();
    double before = history.length == 0 ? Double.NaN : history[0];
    double after = fit.bound(200, key.fold("bound"));
    return after > before || history.length == 0
        ? new Outcome.Passed("a bound of %.4g".formatted(after))
        : new Outcome.Failed(
            "Its bound was %.6g at first and is %.6g after a fit.".formatted(before, after));
  }

  static List<Check> ofOptimiser(Optimiser optimiser) {
    return List.of(
        Check.exact(
            "step",
            "steps that depend on more than their arguments, memory of others, a position that is moved",
            "steps after the twentieth",
            (_, key) -> step(optimiser, key)),
        Check.exact(
            "finite",
            "numbers that are lost for very large and very small gradients",
            "gradients that are not finite",
            (_, _) -> finite(optimiser)),
        Check.exact(
            "descent",
            "a step uphill, a rate that is too large for any use",
            "how fast it comes down",
            (_, _) -> descent(optimiser)));
  }

  private static Outcome step(Optimiser optimiser, Key key) {
    Rule rule = optimiser.on(PARAMETERS);
    Rule other = optimiser.on(PARAMETERS);
    double[] memory = new double[rule.memory() + 4];
    double[] copy = memory.clone();
    Arrays.fill(memory, 0, 2, 7);
    Arrays.fill(memory, rule.memory() + 2, memory.length, 7);
    for (int t = 1; t <= 20; t++) {
      double[] position = normal(0, 1).expand(Shape.of(3)).sample(key.fold(t)).toArray();
      double[] before = position.clone();
      double[] direction = normal(0, 1).expand(Shape.of(3)).sample(key.fold(-t)).toArray();
      double[] same = direction.clone();
      rule.apply(t, position, direction, memory, 2);
      other.apply(t, before.clone(), same, copy, 0);
      if (!Arrays.equals(position, before)) {
        return new Outcome.Failed("Step %d moves the position itself.".formatted(t));
      }
      if (memory[0] != 7 || memory[1] != 7 || memory[memory.length - 1] != 7) {
        return new Outcome.Failed("Step %d writes into memory that is not its own.".formatted(t));
      }
      if (!Arrays.equals(direction, same)) {
        return new Outcome.Failed(
            "Step %d is %s, and %s by another rule with the same memory elsewhere."
                .formatted(t, Arrays.toString(direction), Arrays.toString(same)));
      }
    }
    return new Outcome.Passed("20 steps");
  }

  private static Outcome finite(Optimiser optimiser) {
    for (double size : new double[] {0, 1e-160, 1e-30, 1e30, 1e150}) {
      Rule rule = optimiser.on(PARAMETERS);
      double[] memory = new double[rule.memory()];
      for (int t = 1; t <= 3; t++) {
        double[] direction = {size, -size, size / 3};
        rule.apply(t, new double[] {1, 2, 3}, direction, memory, 0);
        if (!Arrays.stream(direction).allMatch(Double::isFinite)) {
          return new Outcome.Failed(
              "For gradients of size %s step %d is %s."
                  .formatted(size, t, Arrays.toString(direction)));
        }
      }
    }
    return new Outcome.Passed("gradients from 0 to 1e150");
  }

  /** f = ½ Σ c x² from (3, −2, 4): at least to a tenth. */
  private static Outcome descent(Optimiser optimiser) {
    Rule rule = optimiser.on(PARAMETERS);
    double[] memory = new double[rule.memory()];
    double[] x = {3, -2, 4};
    double before = bowl(x);
    for (int t = 1; t <= STEPS; t++) {
      double[] uphill = new double[3];
      for (int i = 0; i < 3; i++) {
        uphill[i] = -CURVATURE[i] * x[i];
      }
      rule.ascend(t, x, uphill, memory, 1);
    }
    double after = bowl(x);
    return after < 0.1 * before
        ? new Outcome.Passed("from %.3g to %.3g in %d steps".formatted(before, after, STEPS))
        : new Outcome.Failed(
            "From %.3g it came to %.3g in %d steps of a bowl with curvatures %s."
                .formatted(before, after, STEPS, Arrays.toString(CURVATURE)));
  }

  private static double bowl(double[] x) {
    double sum = 0;
    for (int i = 0; i < 3; i++) {
      sum += CURVATURE[i] * x[i] * x[i] / 2;
    }
    return sum;
  }
}
