package dev.merapi.benchmarks.corpus;

import static dev.merapi.benchmarks.corpus.Priors.normal0;
import static dev.merapi.benchmarks.corpus.Priors.normals;
import static dev.merapi.benchmarks.corpus.Priors.positive;
import static dev.merapi.distributions.Distributions.logNormal;
import static dev.merapi.distributions.Distributions.negativeBinomialMean;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.distributions.Distributions.uniform;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** What changes with time. */
final class Times {
  private static final int N = 500;

  private Times() {}

  static List<Study> all() {
    Numbers numbers = new Numbers(61);
    Tensor noise = numbers.normals(N);
    Tensor walk = numbers.normals(N).times(0.1).cumsum(0);
    Tensor counts = numbers.poissons(walk.plus(1).exp());
    Tensor day = Tensor.arange(N).div(N);
    return List.of(
        study("garch_scan", noise, garch(noise)),
        study("arma_scan", noise, arma(noise)),
        study("stochastic_volatility", noise, volatility(noise)),
        study("count_walk", counts, counts(counts)),
        study("trend_and_season", walk, season(day, walk)),
        study("hmm_scan", noise, hidden(noise)),
        study("change_point", counts, change(counts)),
        study("sir", Tensor.of(1, 2, 5, 9, 20, 41, 70, 101, 90, 70, 42, 20, 11, 5), epidemic()),
        study("one_compartment", noise.slice(0, 0, 40), doses(numbers)));
  }

  private static Study study(String name, Tensor y, Model<Tensor> model) {
    return new Study(name, Map.of("y", y), model);
  }

  // @formatter:off
  private static Model<Tensor> garch(Tensor y) {
    return normal0("mu", 1).flatMap(mu ->
           positive("a0").flatMap(a0 ->
           sample("a1", uniform(0, 1)).flatMap(a1 ->
           sample("b1", uniform(0, 1)).flatMap(share -> {
             Tensor b1 = a1.unaryMinus().plus(1).times(share);
             Tensor v = Loop.scan(List.of(Tensor.scalar(1)), List.of(y), (state, now) -> {
               Tensor shock = now.getFirst().minus(mu).square();
               Tensor next = a0.plus(a1.times(shock)).plus(b1.times(state.getFirst()));
               return new Loop.State(List.of(next), List.of(state.getFirst()));
             }).outputs().getFirst();
             return plate("days", N, _ -> observe("y", normal(mu, v.sqrt()), y));
           }))));
  }

  private static Model<Tensor> arma(Tensor y) {
    return normal0("mu", 1).flatMap(mu ->
           normal0("phi", 0.5).flatMap(phi ->
           normal0("theta", 0.5).flatMap(theta ->
           positive("s").flatMap(s -> {
             Tensor zero = Tensor.scalar(0);
             Tensor error = Loop.scan(List.of(zero, zero), List.of(y), (state, now) -> {
               Tensor mean = mu.plus(phi.times(state.get(0))).plus(theta.times(state.get(1)));
               Tensor next = now.getFirst().minus(mean);
               return new Loop.State(List.of(now.getFirst(), next), List.of(next));
             }).outputs().getFirst();
             return factor("y", normal(0, s).logDensity(error).sum());
           }))));
  }

  private static Model<Tensor> volatility(Tensor y) {
    return normal0("mu", 5).flatMap(mu ->
           sample("phi", uniform(-1, 1)).flatMap(phi ->
           positive("s").flatMap(s ->
           sample("h", normal(0, 10).expand(Shape.of(N)).toEvent(1)).flatMap(h -> {
             Tensor before = h.slice(0, 0, N - 1);
             Tensor mean = before.minus(mu).times(phi).plus(mu);
             Tensor steps = normal(mean, s).logDensity(h.slice(0, 1, N)).sum();
             return factor("steps", steps).flatMap(_ ->
                    plate("days", N, _ -> observe("y", normal(0, h.times(0.5).exp()), y)));
           }))));
  }

  private static Model<Tensor> counts(Tensor y) {
    return positive("s").flatMap(s ->
           normals("z", N).flatMap(z ->
           plate("days", N, _ -> observe("y", poisson(z.times(s).cumsum(0).exp()), y))));
  }

  /** A line with 10 bends, and three waves. */
  private static Model<Tensor> season(Tensor t, Tensor y) {
    Tensor bends = t.unsqueeze(1).minus(Tensor.arange(10).div(10)).maximum(Tensor.scalar(0));
    Tensor angle = t.unsqueeze(1).times(Tensor.of(1, 2, 3)).times(2 * Math.PI);
    Tensor waves = Tensor.concat(1, angle.sin(), angle.cos());
    return normal0("k", 5).flatMap(k ->
           normal0("m", 5).flatMap(m ->
           normals("delta", 10).flatMap(delta ->
           normals("beta", 6).flatMap(beta ->
           positive("s").flatMap(s -> {
             Tensor mean = t.times(k).plus(m).plus(bends.matmul(delta)).plus(waves.matmul(beta));
             return plate("days", N, _ -> observe("y", normal(mean, s), y));
           })))));
  }

  /** Three states; the forward recursion by hand. */
  private static Model<Tensor> hidden(Tensor y) {
    return normals("mu", 3).flatMap(mu ->
           normals("q", 3, 3).flatMap(q ->
           positive("s").flatMap(s -> {
             Tensor transition = q.logSoftmax(1);
             Tensor evidence = normal(mu, s).logDensity(y.unsqueeze(1));
             Tensor start = Tensor.full(Shape.of(3), -Math.log(3));
             Tensor last = Loop.fold(start, evidence, (alpha, now) ->
                 alpha.unsqueeze(1).plus(transition).logSumExp(0).plus(now));
             return factor("y", last.logSumExp(0));
           })));
  }

  /** Two rates; the day of the change is summed out. */
  private static Model<Tensor> change(Tensor y) {
    return positive("early").flatMap(early ->
           positive("late").flatMap(late -> {
             Tensor before = poisson(early).logDensity(y).cumsum(0);
             Tensor after = poisson(late).logDensity(y).flip(0).cumsum(0).flip(0);
             Tensor both = before.slice(0, 0, N - 1).plus(after.slice(0, 1, N));
             return factor("y", both.logSumExp(0));
           }));
  }

  private static Model<Tensor> epidemic() {
    Tensor y = Tensor.of(1, 2, 5, 9, 20, 41, 70, 101, 90, 70, 42, 20, 11, 5);
    return sample("beta", logNormal(0, 0.5)).flatMap(beta ->
           sample("gamma", logNormal(-1, 0.5)).flatMap(gamma ->
           sample("phi", logNormal(1, 0.5)).flatMap(phi -> {
             double h = 0.1;
             List<Tensor> start = List.of(Tensor.scalar(999), Tensor.scalar(1));
             Tensor sick = Loop.scan(start, 140, (state, _) -> {
               Tensor fall = beta.times(state.get(0)).times(state.get(1)).times(h / 1000);
               Tensor heal = gamma.times(state.get(1)).times(h);
               Tensor now = state.get(1).plus(fall).minus(heal);
               return new Loop.State(List.of(state.get(0).minus(fall), now), List.of(now));
             }).outputs().getFirst().slice(0, 9, 14, 10);
             return plate("days", 14, _ -> observe("y", negativeBinomialMean(sick, phi), y));
           })));
  }

  private static Model<Tensor> doses(Numbers numbers) {
    Tensor t = Tensor.arange(40).div(4).plus(0.1);
    Tensor y = t.times(-0.3).exp().minus(t.times(-1.5).exp()).times(5).plus(numbers.normals(40).times(0.1));
    return sample("ka", logNormal(0.5, 0.3)).flatMap(ka ->
           sample("ke", logNormal(-1, 0.3)).flatMap(ke ->
           sample("v", logNormal(0, 0.5)).flatMap(v ->
           positive("s").flatMap(s -> {
             Tensor level = t.times(ke.unaryMinus()).exp().minus(t.times(ke.plus(ka).unaryMinus()).exp())
                 .times(ka.plus(ke).times(5).div(v.times(ka)));
             return plate("rows", 40, _ -> observe("y", normal(level, s), y));
           }))));
  }
  // @formatter:on
}
