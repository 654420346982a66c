package dev.merapi.laws.verify;

import static dev.merapi.distributions.Distributions.*;
import static dev.merapi.effects.Models.*;

import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Scale;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Data that do not meet the density as it was meant: shapes, plates, rows, indices. */
final class DataMistakes {
  private static final int N = 12;
  private static final Tensor Y = Tensor.linspace(-1.3, 2.1, N);
  private static final Tensor X = Tensor.of(0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0);
  private static final Tensor GROUP = Tensor.of(0, 1, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2);
  private static final Map<String, Tensor> DATA = Map.of("y", Y);

  private DataMistakes() {}

  static List<Mistake> all() {
    return List.of(
        everyRowBesideEvery(),
        noPlate(),
        outsideItsPlate(),
        scaledTwice(),
        offByOneInTime(),
        armsSwitched(),
        groupsOffByOne(),
        lastRowLeftOut(),
        state(),
        standardised(),
        outsideTheSupport(),
        priorForEachRow());
  }

  private static Verify rows(Function<Tensor, Model<?>> model) {
    return Verify.that(data -> model.apply(data.get("y")), DATA).rows("y");
  }

  private static Model<?> mean(Function<Tensor, Model<?>> likelihood) {
    return let(sample("mu", normal(0, 1)), mu -> likelihood.apply(mu));
  }

  private static Mistake everyRowBesideEvery() {
    return Mistake.of(
        "a shape [n, 1] beside [n]",
        rows(
            y ->
                mean(
                    mu -> {
                      Tensor column = mu.expand(Shape.of(y.size(0), 1));
                      return factor("y", normal(column, 1).logProb(y).sum());
                    })),
        rows(y -> mean(mu -> factor("y", normal(mu.expand(y.shape()), 1).logProb(y).sum()))),
        "rows",
        "\\[n, 1\\] beside \\[n\\]");
  }

  private static Mistake noPlate() {
    return Mistake.of(
        "data without a plate",
        Verify.that(mean(mu -> observe("y", normal(mu, 1).expand(Shape.of(N)), Y))),
        Verify.that(mean(mu -> plate("row", N, _ -> observe("y", normal(mu, 1), Y)))),
        "runs",
        "'y'.*plate");
  }

  private static Mistake outsideItsPlate() {
    return Mistake.of(
        "a minibatch without its scale",
        Verify.that(
            mean(
                mu ->
                    plate("row", N)
                        .subsampleSize(4)
                        .choose()
                        .flatMap(
                            rows -> factor("y", normal(mu, 1).logProb(rows.subsample(Y)).sum())))),
        Verify.that(
            mean(
                mu ->
                    plate("row", N)
                        .subsampleSize(4)
                        .each(rows -> observe("y", normal(mu, 1), rows.subsample(Y))))),
        "subsamples",
        "'row'");
  }

  private static Mistake scaledTwice() {
    Function<Double, Model<?>> model =
        scale ->
            mean(
                mu ->
                    plate("row", N)
                        .subsampleSize(4)
                        .each(
                            rows ->
                                new Scale(scale)
                                    .on(observe("y", normal(mu, 1), rows.subsample(Y)))));
    return Mistake.of(
        "a minibatch scaled by hand and by its plate",
        Verify.that(
            mean(
                mu ->
                    plate("row", N)
                        .subsampleSize(4)
                        .each(
                            rows ->
                                new Scale((double) N / rows.size())
                                    .on(observe("y", normal(mu, 1), rows.subsample(Y)))))),
        Verify.that(model.apply(1.0)),
        "subsamples",
        "scaled by hand");
  }

  private static Mistake offByOneInTime() {
    BiFunction<Integer, Tensor, Model<?>> model =
        (lag, y) ->
            let(
                sample("phi", uniform(-1, 1)),
                phi -> {
                  Tensor past = y.slice(0, 2 - lag, y.size(0) - lag);
                  Tensor now = y.slice(0, 2, y.size(0));
                  return plate(
                      "time", now.size(0), _ -> observe("now", normal(phi.times(past), 1), now));
                });
    Simulator meant =
        (x, key) -> {
          double phi = x.get("phi").item();
          double[] noise = normal(0, 1).expand(Shape.of(N)).sample(key).toArray();
          double[] y = new double[N];
          for (int t = 0; t < N; t++) {
            y[t] = (t > 0 ? phi * y[t - 1] : 0) + noise[t];
          }
          return Map.of("y", Tensor.of(y));
        };
    return Mistake.of(
        "a lag of two for a lag of one",
        Verify.that(d -> model.apply(2, d.get("y")), DATA).simulator(meant),
        Verify.that(d -> model.apply(1, d.get("y")), DATA).simulator(meant),
        "sites",
        "'now'.*widely");
  }

  private static Simulator treated() {
    return (x, key) -> Map.of("y", normal(X.times(x.get("effect")), 1).sample(key));
  }

  private static Mistake armsSwitched() {
    Function<Tensor, Model<?>> model =
        arm ->
            let(
                sample("effect", normal(1, 1)),
                effect -> plate("row", N, _ -> observe("y", normal(arm.times(effect), 1), Y)));
    return Mistake.of(
        "treatment and control switched",
        Verify.that(model.apply(X.unaryMinus().plus(1))).simulator(treated()),
        Verify.that(model.apply(X)).simulator(treated()),
        "score",
        "'effect'");
  }

  private static Mistake groupsOffByOne() {
    Function<Tensor, Model<?>> model =
        group ->
            let(
                plate("group", 3, _ -> sample("a", normal(0, 2))),
                a -> plate("row", N, _ -> observe("y", normal(a.get(group), 1), Y)));
    Simulator meant = (x, key) -> Map.of("y", normal(x.get("a").get(GROUP), 1).sample(key));
    return Mistake.of(
        "group numbers off by one",
        Verify.that(model.apply(GROUP.plus(1).mod(3.0))).simulator(meant),
        Verify.that(model.apply(GROUP)).simulator(meant),
        "sites",
        "'y'");
  }

  private static Mistake lastRowLeftOut() {
    BiFunction<Integer, Tensor, Model<?>> model =
        (short_, y) ->
            mean(
                mu ->
                    plate(
                        "row",
                        y.size(0) - short_,
                        _ -> observe("y", normal(mu, 1), y.slice(0, 0, y.size(0) - short_))));
    return Mistake.of(
        "a loop that ends one row early",
        rows(y -> model.apply(1, y)),
        rows(y -> model.apply(0, y)),
        "rows",
        "row");
  }

  private static Mistake state() {
    AtomicInteger turn = new AtomicInteger();
    return Mistake.of(
        "state that changes from run to run",
        Verify.that(
            mean(
                mu ->
                    plate(
                        "row",
                        N,
                        _ -> observe("y", normal(mu, 1), Y.plus(turn.getAndIncrement()))))),
        Verify.that(mean(mu -> plate("row", N, _ -> observe("y", normal(mu, 1), Y)))),
        "runs",
        "state");
  }

  private static Mistake standardised() {
    UnaryOperator<Tensor> standard = y -> y.minus(y.mean()).div(y.variance().sqrt());
    Function<UnaryOperator<Tensor>, Function<Tensor, Model<?>>> model =
        change ->
            y ->
                mean(
                    mu ->
                        plate("row", y.size(0), _ -> observe("y", normal(mu, 1), change.apply(y))));
    return Mistake.of(
        "data standardised by themselves inside the model",
        rows(model.apply(standard)),
        rows(model.apply(y -> y.minus(0.4).div(1.1))),
        "rows",
        "weight 2|do not add up");
  }

  private static Mistake outsideTheSupport() {
    Function<Tensor, Model<?>> model =
        y -> let(sample("a", gamma(2, 1)), a -> plate("row", N, _ -> observe("y", beta(a, 2), y)));
    return Mistake.of(
        "proportions above one",
        Verify.that(model.apply(Tensor.linspace(0.2, 1.2, N))),
        Verify.that(model.apply(Tensor.linspace(0.1, 0.9, N))),
        "runs",
        "'y'.* outside the support of Beta");
  }

  private static Mistake priorForEachRow() {
    Function<Boolean, Model<?>> model =
        again ->
            let(
                sample("mu", normal(0, 1)),
                mu ->
                    plate(
                        "row",
                        N,
                        _ ->
                            again
                                ? factor("prior", normal(0, 1).logProb(mu))
                                    .andThen(observe("y", normal(mu, 1), Y))
                                : observe("y", normal(mu, 1), Y)));
    Simulator meant =
        (x, key) -> Map.of("y", normal(x.get("mu"), 1).expand(Shape.of(N)).sample(key));
    return Mistake.of(
        "a prior counted once for each row",
        Verify.that(model.apply(true)).simulator(meant),
        Verify.that(model.apply(false)).simulator(meant),
        "score",
        "narrow in 'mu'");
  }
}
