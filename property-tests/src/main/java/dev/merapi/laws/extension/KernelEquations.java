package dev.merapi.laws.extension;

import static dev.merapi.distributions.Distributions.*;
import static dev.merapi.effects.Models.*;

import dev.merapi.effects.Model;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.laws.verify.Check;
import dev.merapi.laws.verify.Outcome;
import dev.merapi.laws.verify.Profile;
import dev.merapi.laws.verify.Verify;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The laws of a Markov kernel. */
final class KernelEquations {
  private static final int STEPS = 50;

  private KernelEquations() {}

  static List<Check> all(Function<Potential, ? extends PointKernel<?, ?>> kernel) {
    List<Check> all = new ArrayList<>();
    targets()
        .forEach(
            (name, model) -> {
              all.add(
                  Check.chance(
                      "keeps " + name,
                      "a kernel that does not keep the posterior",
                      "a kernel that does not move",
                      Profile.THOROUGH,
                      (_, _) -> keeps(model, kernel)));
              all.add(
                  Check.exact(
                      "steps of " + name,
                      "steps that depend on more than key and state, states that are saved in part, a chain that stands still",
                      "chains longer than %d steps".formatted(STEPS),
                      (_, key) -> steps(model, kernel, key)));
            });
    return all;
  }

  private static Outcome keeps(
      Model<?> model, Function<Potential, ? extends PointKernel<?, ?>> kernel) {
    return Verify.that(model)
        .kernel(kernel)
        .profile(Profile.INSTANT)
        .only("geweke")
        .verdict()
        .lines()
        .getLast()
        .outcome();
  }

  private static Map<String, Model<?>> targets() {
    Tensor y = Tensor.of(1.2, -0.3, 0.8, 2.1);
    Map<String, Model<?>> targets = new LinkedHashMap<>();
    targets.put(
        "a mean and a width",
        let(
            sample("mu", normal(0, 1)),
            mu ->
                let(
                    sample("sigma", logNormal(0, 0.5)),
                    sigma -> plate("row", 4, _ -> observe("y", normal(mu, sigma), y)))));
    targets.put(
        "a bend",
        let(
            sample("a", normal(0, 1)),
            a ->
                let(
                    sample("b", normal(a.square().times(0.5), 0.5)),
                    b -> observe("y", normal(a.plus(b), 1), 1))));
    targets.put("one number", let(sample("p", beta(2, 3)), p -> observe("y", binomial(5, p), 2)));
    return targets;
  }

  private static Outcome steps(
      Model<?> model, Function<Potential, ? extends PointKernel<?, ?>> kernel, Key key) {
    Potential potential = LogDensity.of(model).potential();
    return steps(kernel.apply(potential), kernel.apply(potential.fork()), potential, key);
  }

  @SuppressWarnings("unchecked") // both are made by one function
  private static <S, I> Outcome steps(
      PointKernel<S, I> kernel, PointKernel<?, ?> other, Potential potential, Key key) {
    PointKernel<S, I> again = (PointKernel<S, I>) other;
    Point start = Point.at(potential, new double[potential.dimension()]);
    S state = kernel.begin(key.fold("begin"), start);
    double[] first = kernel.position(state);
    if (first.length != potential.dimension()) {
      return new Outcome.Failed(
          "A state has a position of %d numbers; the target has %d."
              .formatted(first.length, potential.dimension()));
    }
    boolean moved = false;
    for (int i = 0; i < STEPS; i++) {
      byte[] saved = kernel.codec().bytes(state);
      S next = kernel.step(key.fold(i), state).state();
      byte[] bytes = kernel.codec().bytes(next);
      S restored = again.codec().of(saved);
      if (!Arrays.equals(saved, again.codec().bytes(restored))) {
        return new Outcome.Failed("A state that was read from its bytes has other bytes.");
      }
      if (!Arrays.equals(bytes, kernel.codec().bytes(kernel.step(key.fold(i), state).state()))) {
        return new Outcome.Failed(
            "Step %d under one key from one state was taken twice and ended in two states. Does the kernel remember something that is not in its state?"
                .formatted(i));
      }
      if (!Arrays.equals(bytes, again.codec().bytes(again.step(key.fold(i), restored).state()))) {
        return new Outcome.Failed(
            "Step %d goes elsewhere from the saved state, by another instance, than from the state itself."
                .formatted(i));
      }
      moved |= !Arrays.equals(first, kernel.position(next));
      state = next;
    }
    return moved
        ? new Outcome.Passed("%d steps".formatted(STEPS))
        : new Outcome.Failed("%d steps end where they began.".formatted(STEPS));
  }
}
