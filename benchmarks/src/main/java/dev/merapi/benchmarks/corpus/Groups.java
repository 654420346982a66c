package dev.merapi.benchmarks.corpus;

import static dev.merapi.benchmarks.corpus.Priors.normal0;
import static dev.merapi.benchmarks.corpus.Priors.normals;
import static dev.merapi.benchmarks.corpus.Priors.positive;
import static dev.merapi.benchmarks.corpus.Priors.positives;
import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.beta;
import static dev.merapi.distributions.Distributions.binomial;
import static dev.merapi.distributions.Distributions.lkjCholesky;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.weibull;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.distributions.continuous.Weibull;
import dev.merapi.effects.Model;
import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;

/** Rows in groups: people, items, animals. */
final class Groups {
  private Groups() {}

  static List<Study> all() {
    Numbers numbers = new Numbers(41);
    return List.of(
        slopes(numbers),
        nested(numbers),
        rasch(numbers),
        twoParameters(numbers),
        rivals(numbers),
        censored(numbers),
        piecewise(numbers),
        recapture(numbers),
        occupancy(numbers));
  }

  // @formatter:off
  /** Intercepts and slopes of 60 groups with a correlation. */
  private static Study slopes(Numbers numbers) {
    int n = 1200;
    Tensor g = numbers.belows(60, n);
    Tensor x = numbers.normals(n);
    Tensor y = numbers.normals(60).get(g).plus(numbers.normals(60).times(0.5).get(g).times(x)).plus(numbers.normals(n));
    Model<Tensor> model =
        normals("mu", 2).flatMap(mu ->
        positives("tau", 2).flatMap(tau ->
        sample("l", lkjCholesky(2, Tensor.scalar(2))).flatMap(l ->
        normals("z", 60, 2).flatMap(z ->
        positive("s").flatMap(s ->
        plate("rows", n, _ -> {
          Tensor effects = z.matmul(l.times(tau.unsqueeze(1)).transpose()).plus(mu);
          Tensor a = effects.slice(1, 0, 1).squeeze(1).get(g);
          Tensor b = effects.slice(1, 1, 2).squeeze(1).get(g);
          return observe("y", normal(b.times(x).plus(a), s), y);
        }))))));
    return new Study("varying_slopes", Map.of("g", g, "x", x, "y", y), model);
  }

  /** Pupils in 200 classes in 20 schools. */
  private static Study nested(Numbers numbers) {
    int n = 4000;
    Tensor school = numbers.belows(20, 200);
    Tensor room = numbers.belows(200, n);
    Tensor levels = numbers.normals(20).get(school).plus(numbers.normals(200).times(0.5));
    Tensor y = levels.get(room).plus(numbers.normals(n));
    Model<Tensor> model =
        normal0("mu", 5).flatMap(mu ->
        positive("s1").flatMap(s1 ->
        positive("s2").flatMap(s2 ->
        positive("s").flatMap(s ->
        normals("u", 20).flatMap(u ->
        normals("v", 200).flatMap(v -> {
          Tensor level = u.times(s1).get(school).plus(v.times(s2)).plus(mu);
          return plate("rows", n, _ -> observe("y", normal(level.get(room), s), y));
        }))))));
    return new Study("three_levels", Map.of("school", school, "room", room, "y", y), model);
  }

  private static Study rasch(Numbers numbers) {
    Tensor y = numbers.flags(numbers.normals(300, 1).minus(numbers.normals(1, 20)).sigmoid());
    Model<Tensor> model =
        positive("s").flatMap(s ->
        normals("ability", 300).flatMap(ability ->
        normals("difficulty", 20).flatMap(difficulty -> {
          Tensor logits = ability.times(s).unsqueeze(1).minus(difficulty);
          return observe("y", bernoulliLogits(logits).toEvent(2), y);
        })));
    return new Study("rasch", Map.of("y", y), model);
  }

  private static Study twoParameters(Numbers numbers) {
    Tensor person = numbers.belows(400, 6000);
    Tensor item = numbers.belows(30, 6000);
    Tensor gap = numbers.normals(400).get(person).minus(numbers.normals(30).get(item));
    Tensor y = numbers.flags(gap.sigmoid());
    Model<Tensor> model =
        normals("ability", 400).flatMap(ability ->
        normals("difficulty", 30).flatMap(difficulty ->
        normals("discrimination", 30).flatMap(discrimination ->
        plate("rows", 6000, _ -> {
          Tensor z = ability.get(person).minus(difficulty.get(item))
              .times(discrimination.times(0.3).exp().get(item));
          return observe("y", bernoulliLogits(z), y);
        }))));
    return new Study("irt_2pl", Map.of("person", person, "item", item, "y", y), model);
  }

  /** Bradley and Terry's chances of 50 players in 3000 games. */
  private static Study rivals(Numbers numbers) {
    Tensor one = numbers.belows(50, 3000);
    Tensor other = one.plus(1).plus(numbers.belows(49, 3000));
    Tensor two = other.minus(other.div(50).floor().times(50));
    Tensor skill = numbers.normals(50);
    Tensor y = numbers.flags(skill.get(one).minus(skill.get(two)).sigmoid());
    Model<Tensor> model =
        positive("s").flatMap(s ->
        normals("skill", 50).flatMap(z ->
        plate("games", 3000, _ -> {
          Tensor scaled = z.times(s);
          return observe("y", bernoulliLogits(scaled.get(one).minus(scaled.get(two))), y);
        })));
    return new Study("bradley_terry", Map.of("one", one, "two", two, "y", y), model);
  }

  /** Waiting times, some of which had not ended. */
  private static Study censored(Numbers numbers) {
    int n = 1000;
    Tensor x = numbers.normals(n, 3);
    Tensor time = numbers.uniforms(n).log().unaryMinus().times(x.matmul(Tensor.of(0.5, -0.3, 0)).exp());
    Tensor ended = time.lt(2);
    Tensor seen = time.minimum(Tensor.scalar(2)).plus(1e-3);
    Model<Tensor> model =
        normal0("a", 2).flatMap(a ->
        normals("b", 3).flatMap(b ->
        positive("shape").flatMap(shape -> {
          Weibull waiting = weibull(x.matmul(b).plus(a).exp(), shape);
          Tensor density = ended.times(waiting.logDensity(seen));
          Tensor survival = ended.unaryMinus().plus(1).times(waiting.logSurvival(seen));
          return factor("y", density.plus(survival).sum());
        })));
    return new Study("weibull_censored", Map.of("x", x, "t", seen, "ended", ended), model);
  }

  /** A hazard that is constant in each of 10 intervals. */
  private static Study piecewise(Numbers numbers) {
    int n = 800;
    Tensor x = numbers.normals(n, 2);
    Tensor time = numbers.uniforms(n).log().unaryMinus().times(3);
    Tensor starts = Tensor.arange(10);
    Tensor exposure = time.unsqueeze(1).minus(starts).maximum(Tensor.scalar(0)).minimum(Tensor.scalar(1));
    Tensor cell = time.floor().minimum(Tensor.scalar(9));
    Model<Tensor> model =
        normals("b", 2).flatMap(b ->
        normals("h", 10).flatMap(h -> {
          Tensor z = x.matmul(b);
          Tensor cumulative = exposure.matmul(h.exp()).times(z.exp());
          return factor("y", h.get(cell).plus(z).minus(cumulative).sum());
        }));
    return new Study("piecewise_hazard", Map.of("x", x, "exposure", exposure, "cell", cell), model);
  }

  /** Cormack, Jolly and Seber: 300 animals, 10 occasions; what comes after the last sight is summed out. */
  private static Study recapture(Numbers numbers) {
    int occasions = 10;
    Tensor seen = numbers.flags(Tensor.full(Shape.of(300, occasions - 1), 0.5));
    Tensor last = seen.times(Tensor.arange(occasions - 1).plus(1)).max(1);
    Tensor alive = Tensor.arange(occasions - 1).lt(last.unsqueeze(1));
    Model<Tensor> model =
        sample("phi", beta(1, 1).expand(Shape.of(occasions - 1)).toEvent(1)).flatMap(phi ->
        sample("p", beta(1, 1).expand(Shape.of(occasions - 1)).toEvent(1)).flatMap(p -> {
          Tensor never = Loop.scan(List.of(Tensor.scalar(1)), List.of(phi.flip(0), p.flip(0)), (state, now) -> {
            Tensor unseen = now.get(1).unaryMinus().plus(1).times(state.getFirst());
            Tensor next = now.get(0).unaryMinus().plus(1).plus(now.get(0).times(unseen));
            return new Loop.State(List.of(next), List.of(next));
          }).outputs().getFirst().flip(0);
          Tensor chi = Tensor.concat(0, never, Tensor.of(1)).log();
          Tensor sight = seen.times(p.log()).plus(seen.unaryMinus().plus(1).times(p.unaryMinus().log1p()));
          Tensor history = alive.times(sight.plus(phi.log())).sum();
          return factor("y", history.plus(chi.get(last).sum()));
        }));
    return new Study("capture_recapture", Map.of("seen", seen, "last", last, "alive", alive), model);
  }

  /** 400 places, 5 visits each; whether a place is lived in is summed out. */
  private static Study occupancy(Numbers numbers) {
    Tensor x = numbers.normals(400);
    Tensor y = numbers.flags(Tensor.full(Shape.of(400), 0.6)).times(numbers.belows(5, 400));
    Tensor none = y.eq(0);
    Model<Tensor> model =
        normals("b", 2).flatMap(b ->
        sample("p", beta(1, 1)).flatMap(p -> {
          Tensor z = x.times(b.get(1)).plus(b.get(0));
          Tensor lived = z.logSigmoid().plus(binomial(Tensor.scalar(5), p).logDensity(y));
          Tensor empty = Tensor.where(none, z.unaryMinus().logSigmoid(), Tensor.scalar(-1e3));
          return factor("y", lived.logAddExp(empty).sum());
        }));
    return new Study("occupancy", Map.of("x", x, "y", y), model);
  }
  // @formatter:on
}
