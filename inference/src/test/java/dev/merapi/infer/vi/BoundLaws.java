package dev.merapi.infer.vi;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.beta;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A compiled bound is the bound of the programs, for keys under which it was not traced. */
class BoundLaws {
  private static final Key KEY = Key.of(21);
  private static final Tensor DATA = normal(1, 2).sample(Key.of(4), Shape.of(60));

  private static Model<Tensor> positive(String name, double start) {
    return param(name, Tensor.scalar(start), Constraints.positive());
  }

  /** For every key: the graph as written has the bits, what is evaluated agrees to rounding. */
  private static void check(Bound.Objective objective, Model<?> model, Model<?> guide) {
    Bound bound = Bound.of(objective, model, guide, KEY);
    assertEquals("", bound.whyDynamic());
    Graph written = bound.written().get();
    for (int i = 0; i < 25; i++) {
      Key key = KEY.fold(i);
      Map<String, Tensor> at = new LinkedHashMap<>();
      Map<String, Symbolic.Input> inputs = new LinkedHashMap<>();
      List<Tensor> arguments = new ArrayList<>(List.of(key.words()));
      for (String name : bound.parameters()) {
        Tensor moved = bound.start().get(name).times(1 + 0.01 * i);
        at.put(name, moved);
        arguments.add(moved);
        inputs.put(name, Symbolic.Input.recorded(name, moved.dense()));
      }
      Substitute given = new Substitute(inputs);
      Tensor expected = objective.elbo(given.on(model), given.on(guide), key);
      List<Tensor> slopes = Gradient.ofRecorded(expected, List.copyOf(inputs.values()));
      assertEquals(expected.dense(), written.apply(arguments).getFirst());
      Bound.Value value = bound.at(at, key);
      assertEquals(expected.item(), value.bound(), 1e-11 * (1 + Math.abs(expected.item())));
      for (int p = 0; p < slopes.size(); p++) {
        double[] wanted = slopes.get(p).toArray();
        double[] found = value.gradient().get(bound.parameters().get(p)).toArray();
        for (int j = 0; j < wanted.length; j++) {
          assertEquals(wanted[j], found[j], 1e-9 * (1 + Math.abs(wanted[j])));
        }
      }
    }
  }

  @Test
  void throughADrawAndAMinibatch() {
    Model<Tensor> model =
        sample("mu", normal(0, 5))
            .flatMap(
                mu ->
                    plate("data", 60)
                        .subsampleSize(9)
                        .each(part -> observe("y", normal(mu, 2), part.subsample(DATA))));
    Model<Tensor> guide =
        param("loc", Tensor.scalar(0.3))
            .flatMap(loc -> positive("scale", 0.5).flatMap(s -> sample("mu", normal(loc, s))));
    check(TraceEnum.EXACT, model, guide);
    check(TraceEnum.EXACT.particles(8), model, guide);
  }

  @Test
  void throughScoresAndImplicitGradients() {
    Model<Tensor> model =
        sample("r", gamma(2, 1))
            .flatMap(
                r ->
                    sample("p", beta(2, 2))
                        .flatMap(
                            p ->
                                plate("data", 6)
                                    .each(
                                        _ ->
                                            sample("z", bernoulli(p))
                                                .flatMap(
                                                    z ->
                                                        observe(
                                                            "y",
                                                            poisson(r.plus(z)),
                                                            Tensor.of(0, 2, 1, 3, 0, 4))))));
    Model<Tensor> guide =
        positive("a", 2)
            .flatMap(
                a ->
                    positive("b", 1.5)
                        .flatMap(
                            b ->
                                sample("r", gamma(a, b))
                                    .flatMap(
                                        _ ->
                                            sample("p", beta(a, b))
                                                .flatMap(
                                                    _ ->
                                                        plate("data", 6)
                                                            .each(
                                                                _ ->
                                                                    param("q", Tensor.scalar(0.4))
                                                                        .flatMap(
                                                                            q ->
                                                                                sample(
                                                                                    "z",
                                                                                    bernoulli(
                                                                                        q))))))));
    check(TraceEnum.EXACT, model, guide);
    check(TraceEnum.EXACT.particles(4), model, guide);
  }

  @Test
  void throughSums() {
    Model<Tensor> model =
        param("weights", Tensor.of(0.3, 0.7), Constraints.simplex())
            .flatMap(
                w ->
                    param("locs", Tensor.of(-1, 2))
                        .flatMap(
                            locs ->
                                plate("data", 60)
                                    .each(
                                        _ ->
                                            sample("z", categorical(w))
                                                .flatMap(
                                                    z ->
                                                        observe(
                                                            "y", normal(locs.get(z), 1), DATA)))));
    check(TraceEnum.EXACT, new ConfigEnumerate().on(model), pure(0));
  }

  /** The graph of a step holds data, and no noise. */
  @Test
  void aGraphHoldsNoLargeConstantButData() {
    Model<Tensor> model =
        plate("data", 60)
            .each(_ -> sample("x", normal(0, 1)).flatMap(x -> observe("y", normal(x, 1), DATA)));
    Model<Tensor> guide =
        plate("data", 60)
            .each(
                _ ->
                    param("m", Tensor.zeros(Shape.of(60))).flatMap(m -> sample("x", normal(m, 1))));
    Bound bound = Bound.of(TraceEnum.EXACT, model, guide, KEY);
    for (Equation line : bound.written().get().equations()) {
      if (line instanceof Equation.Constant(Dense value) && value.shape().count() > 4) {
        boolean repeated = value.max().item() == value.min().item();
        assertTrue(repeated || value.equals(DATA), () -> "constant " + value);
      }
    }
    check(TraceEnum.EXACT, model, guide);
  }

  /** The same numbers laid out in arrays; once the JVM has compiled the loops, without a byte. */
  @Test
  void aStepAllocatesNothing() {
    Model<Tensor> model =
        sample("mu", normal(0, 5))
            .flatMap(
                mu ->
                    plate("data", 60)
                        .subsampleSize(9)
                        .each(part -> observe("y", normal(mu, 2), part.subsample(DATA))));
    Model<Tensor> guide =
        param("loc", Tensor.scalar(0.3))
            .flatMap(loc -> positive("scale", 0.5).flatMap(s -> sample("mu", normal(loc, s))));
    Bound bound = Bound.of(TraceEnum.EXACT, model, guide, KEY);
    double[] position = {0.3, 0.5};
    double[] gradient = new double[bound.dimension()];
    Key.Known[] keys = new Key.Known[200];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = (Key.Known) KEY.fold(i);
      double value = bound.at(keys[i], position, gradient);
      Bound.Value named = bound.at(Map.of(), keys[i]);
      assertEquals(named.bound(), value);
      assertEquals(named.gradient().get("scale").item(), gradient[1]);
    }
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long least = Long.MAX_VALUE;
    for (int batch = 0; batch < 2000 && least > 0; batch++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (Key.Known key : keys) {
        position[0] += 1e-12 * bound.at(key, position, gradient);
      }
      least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
    }
    long bytes = least;
    assertTrue(bytes < keys.length, () -> bytes + " bytes in " + keys.length + " steps");
  }

  @Test
  void aGuideThatLooksAtItsDrawsRunsAgain() {
    Model<Tensor> model = sample("z", bernoulli(0.3)).flatMap(z -> observe("y", normal(z, 1), 0.8));
    Model<Tensor> guide =
        param("q", Tensor.scalar(0.4))
            .flatMap(
                q ->
                    sample("z", bernoulli(q))
                        .map(z -> z.item() > 0 ? Tensor.scalar(1) : Tensor.scalar(0)));
    Bound bound = Bound.of(TraceEnum.EXACT, model, guide, KEY);
    assertTrue(bound.whyDynamic().contains("the key"), bound.whyDynamic());
    Bound.Value value = bound.at(Map.of(), Key.of(5));
    assertEquals(TraceEnum.EXACT.elbo(model, guide, Key.of(5)).item(), value.bound());
    assertTrue(value.gradient().get("q").item() != 0);
  }

  @Test
  void anUnknownParameterIsNamed() {
    Bound bound =
        Bound.of(
            TraceEnum.EXACT,
            sample("x", normal(0, 1)),
            param("m", Tensor.scalar(0)).flatMap(m -> sample("x", normal(m, 1))),
            KEY);
    var error =
        assertThrows(ModelException.class, () -> bound.at(Map.of("n", Tensor.scalar(1)), KEY));
    assertTrue(error.getMessage().contains("'n'"), error.getMessage());
  }
}
