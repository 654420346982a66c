package dev.merapi.benchmarks.corpus;

import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.improperUniform;
import static dev.merapi.distributions.Distributions.logNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.effects.Model;
import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** States that follow one another, by slices, by sums and by loops. */
final class Series {
  private static final int N = 1000;

  private Series() {}

  static List<Study> all() {
    return List.of(
        study("local_level_centred", walk(), Series::centred),
        study("local_level", walk(), Series::nonCentred),
        study("local_level_scan", walk(), Series::scanned),
        study("ar2_scan", autoregression(), Series::autoregressive),
        new Study("lotka_volterra_rk4", Map.of("y", predators()), lotkaVolterra(predators(), 200)),
        new Study("nested_rk4", Map.of("y", predators()), nested(predators())));
  }

  private static Study study(
      String name, Tensor y, java.util.function.Function<Tensor, Model<Tensor>> model) {
    return new Study(name, Map.of("y", y), model.apply(y));
  }

  private static Tensor walk() {
    Numbers numbers = new Numbers(11);
    double[] y = new double[N];
    double x = 0;
    for (int t = 0; t < N; t++) {
      x += 0.3 * numbers.normal();
      y[t] = x + 0.5 * numbers.normal();
    }
    return Tensor.of(y);
  }

  private static Tensor autoregression() {
    Numbers numbers = new Numbers(12);
    double[] y = new double[N];
    double one = 0;
    double two = 0;
    for (int t = 0; t < N; t++) {
      double next = 0.5 * one + 0.3 * two + 0.3 * numbers.normal();
      two = one;
      one = next;
      y[t] = next + 0.5 * numbers.normal();
    }
    return Tensor.of(y);
  }

  private static Tensor predators() {
    Numbers numbers = new Numbers(13);
    double[] y = new double[40];
    for (int i = 0; i < 20; i++) {
      y[2 * i] = 20 * Math.exp(0.5 * Math.sin(0.5 * i) + 0.2 * numbers.normal());
      y[2 * i + 1] = 10 * Math.exp(0.5 * Math.cos(0.5 * i) + 0.2 * numbers.normal());
    }
    return Tensor.of(y, Shape.of(20, 2));
  }

  // @formatter:off
  private static Model<Tensor> centred(Tensor y) {
    return sample("so", halfNormal(1)).flatMap(so ->
           sample("sx", halfNormal(1)).flatMap(sx ->
           sample("x", improperUniform(Constraints.real(), Shape.of(N))).flatMap(x -> {
             Tensor steps = normal(x.slice(0, 0, N - 1), sx).logDensity(x.slice(0, 1, N)).sum();
             return factor("walk", steps.plus(normal(0, 1).logDensity(x.get(0)))).flatMap(_ ->
                    plate("steps", N, _ -> observe("y", normal(x, so), y)));
           })));
  }

  private static Model<Tensor> nonCentred(Tensor y) {
    return sample("so", halfNormal(1)).flatMap(so ->
           sample("sx", halfNormal(1)).flatMap(sx ->
           sample("z", normal(0, 1).expand(Shape.of(N)).toEvent(1)).flatMap(z ->
           plate("steps", N, _ -> observe("y", normal(z.times(sx).cumsum(0), so), y)))));
  }

  private static Model<Tensor> scanned(Tensor y) {
    return sample("so", halfNormal(1)).flatMap(so ->
           sample("sx", halfNormal(1)).flatMap(sx ->
           sample("z", normal(0, 1).expand(Shape.of(N)).toEvent(1)).flatMap(z -> {
             Tensor x = Loop.scan(List.of(Tensor.scalar(0)), List.of(z), (state, element) -> {
               Tensor next = state.getFirst().plus(sx.times(element.getFirst()));
               return new Loop.State(List.of(next), List.of(next));
             }).outputs().getFirst();
             return plate("steps", N, _ -> observe("y", normal(x, so), y));
           })));
  }

  private static Model<Tensor> autoregressive(Tensor y) {
    Tensor zero = Tensor.scalar(0);
    return sample("a", normal(0, 0.5)).flatMap(a ->
           sample("b", normal(0, 0.5)).flatMap(b ->
           sample("so", halfNormal(1)).flatMap(so ->
           sample("sx", halfNormal(1)).flatMap(sx ->
           sample("z", normal(0, 1).expand(Shape.of(N)).toEvent(1)).flatMap(z -> {
             Tensor x = Loop.scan(List.of(zero, zero), List.of(z), (state, element) -> {
               Tensor next = a.times(state.get(0)).plus(b.times(state.get(1)))
                   .plus(sx.times(element.getFirst()));
               return new Loop.State(List.of(next, state.get(0)), List.of(next));
             }).outputs().getFirst();
             return plate("steps", N, _ -> observe("y", normal(x, so), y));
           })))));
  }

  private static Model<Tensor> lotkaVolterra(Tensor y, int steps) {
    return sample("th", logNormal(Tensor.of(0.5, 0.03, 0.8, 0.03).log(), Tensor.scalar(0.3)).toEvent(1)).flatMap(th ->
           sample("z0", logNormal(Tensor.of(30, 5).log(), Tensor.scalar(0.3)).toEvent(1)).flatMap(z0 ->
           sample("s", halfNormal(0.5)).flatMap(s -> {
             Tensor path = Loop.scan(List.of(z0.get(0), z0.get(1)), steps, (state, _) -> {
               List<Tensor> next = rungeKutta(th, state.get(0), state.get(1), 0.1);
               return new Loop.State(next, List.of(Tensor.stack(0, next.toArray(Tensor[]::new))));
             }).outputs().getFirst();
             Tensor seen = path.slice(0, steps / 20 - 1, 20, steps / 20).log();
             return factor("y", logNormal(seen, s).logDensity(y).sum());
           })));
  }

  private static Model<Tensor> nested(Tensor y) {
    return sample("th", logNormal(Tensor.of(0.5, 0.03, 0.8, 0.03).log(), Tensor.scalar(0.3)).toEvent(1)).flatMap(th ->
           sample("z0", logNormal(Tensor.of(30, 5).log(), Tensor.scalar(0.3)).toEvent(1)).flatMap(z0 ->
           sample("s", halfNormal(0.5)).flatMap(s -> {
             Tensor path = Loop.scan(List.of(z0.get(0), z0.get(1)), 20, (outer, _) -> {
               var inner = Loop.scan(outer, 20, (state, _) ->
                   new Loop.State(rungeKutta(th, state.get(0), state.get(1), 0.05), List.of()));
               return new Loop.State(inner.carry(),
                   List.of(Tensor.stack(0, inner.carry().get(0), inner.carry().get(1))));
             }).outputs().getFirst().log();
             return factor("y", logNormal(path, s).logDensity(y).sum());
           })));
  }

  // @formatter:on

  private static List<Tensor> rungeKutta(Tensor th, Tensor p, Tensor q, double h) {
    Tensor a1 = prey(th, p, q);
    Tensor b1 = predator(th, p, q);
    Tensor p2 = p.plus(a1.times(h / 2));
    Tensor q2 = q.plus(b1.times(h / 2));
    Tensor a2 = prey(th, p2, q2);
    Tensor b2 = predator(th, p2, q2);
    Tensor p3 = p.plus(a2.times(h / 2));
    Tensor q3 = q.plus(b2.times(h / 2));
    Tensor a3 = prey(th, p3, q3);
    Tensor b3 = predator(th, p3, q3);
    Tensor p4 = p.plus(a3.times(h));
    Tensor q4 = q.plus(b3.times(h));
    Tensor a4 = prey(th, p4, q4);
    Tensor b4 = predator(th, p4, q4);
    return List.of(
        p.plus(a1.plus(a2.plus(a3).times(2)).plus(a4).times(h / 6)),
        q.plus(b1.plus(b2.plus(b3).times(2)).plus(b4).times(h / 6)));
  }

  private static Tensor prey(Tensor th, Tensor p, Tensor q) {
    return th.get(0).times(p).minus(th.get(1).times(p).times(q));
  }

  private static Tensor predator(Tensor th, Tensor p, Tensor q) {
    return th.get(3).times(p).times(q).minus(th.get(2).times(q));
  }
}
