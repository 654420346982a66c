package dev.merapi.examples.variational;

import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.categoricalLogits;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.let;
import static dev.merapi.effects.Models.module;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static java.util.Objects.requireNonNull;

import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Model;
import dev.merapi.effects.Network;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Scale;
import dev.merapi.infer.Fit;
import dev.merapi.infer.Svi;
import dev.merapi.infer.vi.optim.Optimiser;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Which digit is it, if somebody has named only a few? A picture is made of its digit and of a code
 * for everything else, so pictures without a name teach what digits look like as well (Kingma,
 * Rezende, Mohamed and Welling, <em>Semi-supervised learning with deep generative models</em>,
 * NeurIPS 2014).
 *
 * <p>For each picture digit ~ Categorical(1/10), code ~ Normal(0, 1)⁵ and each dot ~
 * Bernoulli(decoder(digit, code)). Where the digit is not known, the guide has a probability for
 * each, and the bound is summed over all ten exactly; where it is known, the guide's classifier is
 * told so by an observation in the model.
 *
 * @param named pictures with names, [m, 64] and [m]
 * @param unnamed pictures whose names are not looked at
 * @param batch how many of the unnamed a step sees
 */
record HalfLabelled(Digits named, Digits unnamed, int batch) {
  private static final int CODE = 5;
  private static final int HIDDEN = 64;
  private static final int NAMES = 10;
  private static final Tensor EVEN = Tensor.full(Shape.of(NAMES), 1.0 / NAMES);

  /** How much the classifier's loss on names counts beside the bound. */
  private static final double WEIGHT = 100;

  private static Network relu() {
    return Network.of(x -> x.maximum(Tensor.scalar(0)));
  }

  private static Network classifier() {
    return Network.linear(Digits.DOTS, HIDDEN).then(relu()).then(Network.linear(HIDDEN, NAMES));
  }

  /** A picture, or a code, and a digit as one vector. */
  private static Tensor with(Tensor vector, Tensor digit) {
    return Tensor.concat(-1, vector, Tensor.eye(NAMES).get(digit));
  }

  private static Tensor black(Digits digits) {
    return digits.dots().gt(0.5);
  }

  private static Model<Tensor> picture(
      String prefix, UnaryOperator<Tensor> decode, Tensor digit, Tensor black) {
    // @formatter:off
    return let(sample(prefix + "code", normal(0, 1).expand(Shape.of(CODE)).toEvent(1)), code ->
           observe(prefix + "dots", Bernoulli.ofLogits(decode.apply(with(code, digit))).toEvent(1), black));
    // @formatter:on
  }

  /** The model of the pictures. */
  Model<Tensor> model() {
    Network decoder =
        Network.linear(CODE + NAMES, HIDDEN).then(relu()).then(Network.linear(HIDDEN, Digits.DOTS));
    // @formatter:off
    return let(module("decoder", decoder), module("classifier", classifier()), (decode, classify) ->
           let(plate("named", named.size(), _ ->
               let(observe("digit", categorical(EVEN), named.labels()), digit ->
               let(picture("", decode, digit, black(named)), _ ->
               new Scale(WEIGHT).on(observe("name", categoricalLogits(classify.apply(black(named))), named.labels()))))), _ ->
           plate("unnamed", unnamed.size()).subsampleSize(batch).each(some ->
               let(sample("which", categorical(EVEN)), digit ->
               picture("other ", decode, digit, some.subsample(black(unnamed), 1))))));
    // @formatter:on
  }

  /** The guess of digits and codes. */
  Model<Tensor> guide() {
    // @formatter:off
    return let(module("classifier", classifier()),
               module("encoder", Network.linear(Digits.DOTS + NAMES, HIDDEN).then(relu())),
               module("mean", Network.linear(HIDDEN, CODE)),
               module("width", Network.linear(HIDDEN, CODE)), (classify, encode, mean, width) ->
           let(plate("named", named.size(), _ ->
               code("code", encode.apply(with(black(named), named.labels())), mean, width)), _ ->
           plate("unnamed", unnamed.size()).subsampleSize(batch).each(some -> {
             Tensor seen = some.subsample(black(unnamed), 1);
             return let(sample(Site.latent("which", categoricalLogits(classify.apply(seen)))
                            .inferred(infer -> infer.enumerate(new Enumeration.Parallel()))), digit ->
                    code("other code", encode.apply(with(seen, digit)), mean, width));
           })));
    // @formatter:on
  }

  private static Model<Tensor> code(
      String name, Tensor seen, UnaryOperator<Tensor> mean, UnaryOperator<Tensor> width) {
    return sample(name, normal(mean.apply(seen), width.apply(seen).exp()).toEvent(1));
  }

  /** Fits all networks. */
  Fit fit(long steps, Key key) {
    return Svi.of(model(), guide()).optimiser(Optimiser.adam(3e-3)).steps(steps).run(key);
  }

  /** The share of pictures whose name a fit guesses. */
  static double accuracy(Map<String, Tensor> parameters, Digits digits) {
    Network network = classifier();
    List<Tensor> weights =
        network.parameters().stream()
            .map(each -> requireNonNull(parameters.get("classifier/" + each.name())))
            .toList();
    Tensor logits = network.function().apply(weights, black(digits));
    return logits.argmax(-1).eq(digits.labels()).mean().item();
  }

  /** Prints how many names are guessed. */
  public static void main(String[] arguments) {
    Digits digits = Digits.all();
    Digits test = digits.part(1500, digits.size());
    Fit fit = new HalfLabelled(digits.part(0, 100), digits.part(100, 1500), 50).fit(600, Key.of(1));
    System.out.printf(
        "100 digits have names, 1400 have none; of 297 others %.1f %% are guessed%n",
        100 * accuracy(fit.parameters(), test));
  }
}
