package dev.merapi.infer.vi;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.markov;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Indices;
import dev.merapi.effects.Model;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.effects.handler.Mask;
import dev.merapi.effects.handler.Scale;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Index;
import dev.merapi.tensor.Tensor;
import io.vavr.Tuple2;
import io.vavr.collection.Vector;
import java.util.Map;

/**
 * The models of the golden numbers.
 *
 * @param p the parameters, as numbers or as inputs of a graph
 * @param data the data
 */
record GoldenModels(Map<String, Tensor> p, Map<String, Tensor> data) {
  /** What a guide proposes, and what the model says. */
  record Pair(Model<?> model, Model<?> guide) {}

  Pair named(String name) {
    return switch (name) {
      case "gmm" -> model(mixture());
      case "gmm_subsampled" -> model(subsampled());
      case "gmm_masked" -> model(new Mask(data.get("mask")).on(mixture()));
      case "gmm_scaled" -> model(new Scale(2.5).on(mixture()));
      case "hmm" -> model(chain(data.get("y")));
      case "hmm_order2" -> model(secondOrder());
      case "hmm_batched" -> model(batched());
      case "factorial_hmm" -> model(factorial());
      case "nested_plates" -> model(nested());
      case "crossed_plates_guide_enumerated" -> crossed();
      case "guide_enumerated" -> mixtureWithGuide();
      case "guide_and_model_enumerated" -> both();
      default -> throw new ArgumentException("No golden model is named '%s'".formatted(name));
    };
  }

  private static Pair model(Model<?> model) {
    return new Pair(new ConfigEnumerate().on(model), pure(0));
  }

  private static Pair pair(Model<?> model, Model<?> guide) {
    return new Pair(new ConfigEnumerate().on(model), new ConfigEnumerate().on(guide));
  }

  private Tensor p(String name) {
    return p.get(name);
  }

  private Model<Tensor> mixture() {
    return plate("data", data.get("x").size(0), this::component);
  }

  private Model<Tensor> subsampled() {
    return plate("data", data.get("x").size(0)).indices(data.get("ind")).each(this::component);
  }

  private Model<Tensor> component(Indices part) {
    return sample("z", categorical(p("weights")))
        .flatMap(
            z -> observe("x", normal(p("locs").get(z), p("scale")), part.subsample(data.get("x"))));
  }

  private Model<Tensor> chain(Tensor y) {
    return markov(
        "chain",
        1,
        Vector.range(0, y.size(-1)),
        Tensor.scalar(0),
        (before, t) ->
            sample("z_" + t, categorical(t == 0 ? p("init") : p("transition").get(before)))
                .flatMap(
                    z ->
                        observe(
                                "y_" + t,
                                normal(p("locs").get(z), p("scale")),
                                y.at(Index.ELLIPSIS, Index.at(t)))
                            .map(_ -> z)));
  }

  private Model<Tensor> batched() {
    return plate("sequences", data.get("y").size(0), _ -> chain(data.get("y")));
  }

  private Model<Tuple2<Tensor, Tensor>> secondOrder() {
    Tensor y = data.get("y");
    Tensor zero = Tensor.scalar(0);
    return markov(
        "chain",
        2,
        Vector.range(0, y.size(0)),
        new Tuple2<>(zero, zero),
        (before, t) ->
            sample(
                    "z_" + t,
                    categorical(
                        switch (t) {
                          case 0 -> p("init");
                          case 1 -> p("second").get(before._2);
                          default -> p("transition").at(before._1, before._2);
                        }))
                .flatMap(
                    z ->
                        observe("y_" + t, normal(p("locs").get(z), p("scale")), y.get(t))
                            .map(_ -> new Tuple2<>(before._2, z))));
  }

  private Model<Tuple2<Tensor, Tensor>> factorial() {
    Tensor y = data.get("y");
    Tensor zero = Tensor.scalar(0);
    return markov(
        "chain",
        1,
        Vector.range(0, y.size(0)),
        new Tuple2<>(zero, zero),
        (before, t) ->
            sample("w_" + t, categorical(p("tw").get(before._1)))
                .flatMap(
                    w ->
                        sample("x_" + t, categorical(p("tx").get(before._2)))
                            .flatMap(
                                x ->
                                    observe(
                                            "y_" + t,
                                            normal(p("locs").at(w, x), p("scale")),
                                            y.get(t))
                                        .map(_ -> new Tuple2<>(w, x)))));
  }

  private Model<Tensor> nested() {
    Tensor y = data.get("y");
    return sample("a", categorical(p("pa")))
        .flatMap(
            a ->
                plate("outer", y.size(1))
                    .dim(-1)
                    .each(
                        _ ->
                            sample("b", bernoulli(p("pb").get(a)))
                                .flatMap(
                                    b -> plate("inner", y.size(0)).dim(-2).each(_ -> leaf(b, y)))));
  }

  private Model<Tensor> leaf(Tensor b, Tensor y) {
    return sample("c", categorical(p("pc").get(b)))
        .flatMap(c -> observe("y", normal(p("locs").get(c).plus(b), 1), y));
  }

  private Pair crossed() {
    Tensor image = data.get("image");
    return pair(
        active("p_x", "p_y", image)
            .flatMap(
                active ->
                    plate("x_axis", image.size(0))
                        .dim(-2)
                        .each(
                            _ ->
                                plate("y_axis", image.size(1))
                                    .dim(-1)
                                    .each(
                                        _ ->
                                            observe(
                                                "pixels",
                                                bernoulli(
                                                    active
                                                        ._1
                                                        .times(active._2)
                                                        .times(0.5)
                                                        .plus(0.1)),
                                                image)))),
        active("q_x", "q_y", image));
  }

  private Model<Tuple2<Tensor, Tensor>> active(String px, String py, Tensor image) {
    return plate("x_axis", image.size(0))
        .dim(-2)
        .each(_ -> sample("x_active", bernoulli(p(px))))
        .flatMap(
            x ->
                plate("y_axis", image.size(1))
                    .dim(-1)
                    .each(_ -> sample("y_active", bernoulli(p(py))))
                    .map(y -> new Tuple2<>(x, y)));
  }

  private Pair mixtureWithGuide() {
    Tensor x = data.get("x");
    return pair(
        plate(
            "data",
            x.size(0),
            _ ->
                sample("z", categorical(p("p")))
                    .flatMap(z -> observe("x", normal(p("locs").get(z), 1), x))),
        plate("data", x.size(0), _ -> sample("z", categorical(p("q")))));
  }

  private Pair both() {
    Tensor x = data.get("x");
    return pair(
        sample("a", bernoulli(p("pa")))
            .flatMap(
                a ->
                    plate(
                        "data",
                        x.size(0),
                        _ ->
                            sample("b", categorical(p("pb").get(a)))
                                .flatMap(
                                    b -> observe("x", normal(p("locs").get(b).plus(a), 1), x)))),
        sample("a", bernoulli(p("qa"))));
  }
}
