package dev.merapi.laws.verify;

import static dev.merapi.distributions.Distributions.*;
import static dev.merapi.effects.Models.*;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Densities that are not the one that was meant. */
final class DensityMistakes {
  private static final int N = 12;
  private static final Tensor Y = Tensor.linspace(-1.3, 2.1, N);
  private static final Tensor COUNTS = Tensor.of(0, 2, 1, 4, 0, 1, 3, 0, 2, 7, 1, 0);
  private static final Tensor WAITS = Tensor.linspace(0.1, 3.1, N);

  private DensityMistakes() {}

  static List<Mistake> all() {
    return List.of(
        varianceForSd(),
        precisionForSd(),
        jacobian(),
        truncation(),
        censoring(),
        gammaForInverse(),
        rateForScale(),
        link(),
        linkTwice(),
        swapped(),
        mixtureWeights(),
        ownDistribution(),
        noncentred());
  }

  static Distribution rows(Distribution distribution) {
    return distribution.expand(Shape.of(N));
  }

  /** mu and sigma, and data given these. */
  private static Model<?> located(BiFunction<Tensor, Tensor, Distribution> likelihood, Tensor y) {
    return let(
        sample("mu", normal(0, 1)),
        mu ->
            let(
                sample("sigma", halfNormal(1)),
                sigma -> plate("row", N, _ -> observe("y", likelihood.apply(mu, sigma), y))));
  }

  private static Simulator located(BiFunction<Tensor, Tensor, Distribution> likelihood) {
    return (x, key) -> Map.of("y", rows(likelihood.apply(x.get("mu"), x.get("sigma"))).sample(key));
  }

  private static Model<?> positive(Function<Tensor, Distribution> likelihood, Tensor y) {
    return let(
        sample("m", gamma(4, 2)), m -> plate("row", N, _ -> observe("y", likelihood.apply(m), y)));
  }

  private static Simulator positive(Function<Tensor, Distribution> likelihood) {
    return (x, key) -> Map.of("y", rows(likelihood.apply(x.get("m"))).sample(key));
  }

  private static Mistake varianceForSd() {
    return Mistake.of(
        "variance for standard deviation",
        Verify.that(located((mu, s) -> normal(mu, s.square()), Y)).units(10, "y", "mu", "sigma"),
        Verify.that(located((mu, s) -> normal(mu, s), Y)).units(10, "y", "mu", "sigma"),
        "units of y, mu, sigma",
        "squared");
  }

  private static Mistake precisionForSd() {
    Simulator meant = located((mu, s) -> normal(mu, s.sqrt().reciprocal()));
    return Mistake.of(
        "the precision of BUGS read as a standard deviation",
        Verify.that(located((mu, s) -> normal(mu, s), Y)).simulator(meant),
        Verify.that(located((mu, s) -> normal(mu, s.sqrt().reciprocal()), Y)).simulator(meant),
        "sites",
        "'y'.*widely");
  }

  private static Mistake jacobian() {
    Function<Boolean, Model<?>> onLog =
        jacobian ->
            let(
                sample("log sigma", improperUniform(Constraints.real())),
                log ->
                    let(
                        deterministic("sigma", log.exp()),
                        sigma ->
                            let(
                                factor(
                                    "prior",
                                    halfNormal(1)
                                        .logProb(sigma)
                                        .plus(jacobian ? log : Tensor.scalar(0))),
                                _ -> plate("row", N, _ -> observe("y", normal(0, sigma), Y)))));
    Model<?> meant =
        let(
            sample("sigma", halfNormal(1)),
            sigma -> plate("row", N, _ -> observe("y", normal(0, sigma), Y)));
    Check same = same(meant, onLog.apply(false));
    Check mended = same(meant, onLog.apply(true));
    return Mistake.of(
        "no Jacobian for a prior on the logarithm",
        Verify.that(meant).check(same),
        Verify.that(meant).check(mended),
        "same",
        "log sigma");
  }

  /** Two programs under the name of a check, so that they can stand in the list. */
  private static Check same(Model<?> first, Model<?> second) {
    return new Check(
        "same",
        "",
        "",
        0,
        Profile.INSTANT,
        (_, _) -> Verify.same(first, second).lines().getLast().outcome());
  }

  private static Mistake truncation() {
    Function<Tensor, Distribution> meant = m -> truncated(normal(m, 1), 1, 100);
    return Mistake.of(
        "the normaliser of truncated data forgotten",
        Verify.that(positive(m -> normal(m, 1), WAITS)).simulator(positive(meant)),
        Verify.that(positive(meant, WAITS.plus(1))).simulator(positive(meant)),
        "score",
        "'m'");
  }

  private static Mistake censoring() {
    Map<String, Tensor> data = Map.of("y", WAITS.minimum(Tensor.scalar(1)), "late", WAITS.gt(1));
    Function<Boolean, Function<Map<String, Tensor>, Model<?>>> model =
        right ->
            d ->
                positive(
                    m -> right ? rightCensored(exponential(m), d.get("late")) : exponential(m),
                    d.get("y"));
    Simulator meant =
        (x, key) -> {
          Tensor waits = rows(exponential(x.get("m"))).sample(key);
          return Map.of("y", waits.minimum(Tensor.scalar(1)), "late", waits.gt(1));
        };
    return Mistake.of(
        "censored waiting times read as events",
        Verify.that(model.apply(false), data).simulator(meant),
        Verify.that(model.apply(true), data).simulator(meant),
        "score",
        "'m'");
  }

  private static Mistake gammaForInverse() {
    Function<Distribution, Model<?>> model =
        prior ->
            let(
                sample("v", prior),
                v -> plate("row", N, _ -> observe("y", normal(0, v.sqrt()), Y)));
    Simulator meant =
        (_, key) -> {
          Tensor v = inverseGamma(3, 2).sample(key.fold("v"));
          return Map.of("v", v, "y", rows(normal(0, v.sqrt())).sample(key.fold("y")));
        };
    return Mistake.of(
        "Gamma written for inverse Gamma",
        Verify.that(model.apply(gamma(3, 2))).simulator(meant),
        Verify.that(model.apply(inverseGamma(3, 2))).simulator(meant),
        "sites",
        "'v'");
  }

  private static Mistake rateForScale() {
    return Mistake.of(
        "a mean given as a rate",
        Verify.that(positive(m -> exponential(m), WAITS)).units(60, "y", "m"),
        Verify.that(positive(m -> exponential(m.reciprocal()), WAITS)).units(60, "y", "m"),
        "units of y, m",
        "other units");
  }

  private static Model<?> counts(Function<Tensor, Distribution> likelihood) {
    return let(
        sample("a", normal(0.5, 0.7)),
        a -> plate("row", N, _ -> observe("y", likelihood.apply(a), COUNTS)));
  }

  private static Mistake link() {
    Simulator meant = (x, key) -> Map.of("y", rows(poisson(x.get("a").exp())).sample(key));
    return Mistake.of(
        "softplus where the link is the logarithm",
        Verify.that(counts(a -> poisson(a.softplus()))).simulator(meant),
        Verify.that(counts(a -> poisson(a.exp()))).simulator(meant),
        "sites",
        "'y'");
  }

  private static Mistake linkTwice() {
    Function<Function<Tensor, Distribution>, Model<?>> model =
        likelihood ->
            let(
                sample("a", normal(0, 1.5)),
                a -> plate("row", N, _ -> observe("y", likelihood.apply(a), COUNTS.gt(1))));
    Simulator meant = (x, key) -> Map.of("y", rows(bernoulliLogits(x.get("a"))).sample(key));
    return Mistake.of(
        "logits made of probabilities: the link applied twice",
        Verify.that(model.apply(a -> bernoulliLogits(a.sigmoid()))).simulator(meant),
        Verify.that(model.apply(a -> bernoulliLogits(a))).simulator(meant),
        "score",
        "'a'");
  }

  private static Mistake swapped() {
    Function<Boolean, Model<?>> model =
        right ->
            let(
                sample("p", right ? beta(2, 6) : beta(6, 2)),
                p -> plate("row", N, _ -> observe("y", bernoulli(p), COUNTS.gt(1))));
    Simulator meant =
        (_, key) -> {
          Tensor p = beta(2, 6).sample(key.fold("p"));
          return Map.of("p", p, "y", rows(bernoulli(p)).sample(key.fold("y")));
        };
    return Mistake.of(
        "swapped parameters of a Beta",
        Verify.that(model.apply(false)).simulator(meant),
        Verify.that(model.apply(true)).simulator(meant),
        "sites",
        "'p'");
  }

  private static Mistake mixtureWeights() {
    BiFunction<Tensor, Tensor, Model<?>> ofData =
        (logWeights, y) ->
            let(
                sample("m", normal(2, 1)),
                m ->
                    plate(
                        "row",
                        N,
                        _ ->
                            factor(
                                "mixture",
                                normal(0, 1)
                                    .logProb(y)
                                    .plus(logWeights.get(0))
                                    .logAddExp(normal(m, 1).logProb(y).plus(logWeights.get(1))))));
    Simulator meant =
        (x, key) -> {
          Tensor second = rows(bernoulli(0.1)).sample(key.fold("z"));
          Tensor noise = rows(normal(0, 1)).sample(key.fold("e"));
          return Map.of("y", noise.plus(second.times(x.get("m"))));
        };
    Tensor right = Tensor.of(0.9, 0.1).log();
    Tensor forgotten = Tensor.of(0.0, 0.0);
    return Mistake.of(
        "log-weights of a mixture forgotten",
        Verify.that(d -> ofData.apply(forgotten, d.get("y")), Map.of("y", Y)).simulator(meant),
        Verify.that(d -> ofData.apply(right, d.get("y")), Map.of("y", Y)).simulator(meant),
        "score",
        "'m'");
  }

  private static Mistake ownDistribution() {
    Function<Boolean, Model<?>> model =
        whole ->
            let(
                sample("sigma", halfNormal(1)),
                sigma -> plate("row", N, _ -> observe("y", new Bell(sigma, whole), Y)));
    return Mistake.of(
        "a distribution of one's own without its normaliser",
        Verify.that(model.apply(false)),
        Verify.that(model.apply(true)),
        "score",
        "'sigma'");
  }

  private static Mistake noncentred() {
    Tensor y = Tensor.of(1, -0.5, 2);
    Function<Function<Tensor, Tensor>, Model<?>> apart =
        width ->
            let(
                sample("tau", halfNormal(1)),
                tau ->
                    plate(
                        "group",
                        3,
                        _ ->
                            let(
                                sample("z", normal(0, 1)),
                                z ->
                                    let(
                                        deterministic("theta", width.apply(tau).times(z)),
                                        theta -> observe("y", normal(theta, 1), y)))));
    Model<?> meant =
        let(
            sample("tau", halfNormal(1)),
            tau ->
                plate(
                    "group",
                    3,
                    _ ->
                        let(
                            sample("theta", normal(0, tau)),
                            theta -> observe("y", normal(theta, 1), y))));
    return Mistake.of(
        "a non-centred form with the variance",
        Verify.that(meant).check(same(meant, apart.apply(Tensor::square))),
        Verify.that(meant).check(same(meant, apart.apply(tau -> tau))),
        "same",
        "tau");
  }
}
