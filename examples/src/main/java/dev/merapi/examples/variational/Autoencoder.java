package dev.merapi.examples.variational;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.let;
import static dev.merapi.effects.Models.module;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.effects.Model;
import dev.merapi.effects.Network;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.handler.Uncondition;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.Fit;
import dev.merapi.infer.Svi;
import dev.merapi.infer.vi.TraceEnum;
import dev.merapi.infer.vi.optim.Optimiser;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What do digits look like? Each has a code of eight numbers, and a network makes a picture of it;
 * another network guesses the code of a picture: a variational autoencoder (Kingma and Welling,
 * <em>Auto-encoding variational Bayes</em>, ICLR 2014).
 *
 * <p>For each digit code ~ Normal(0, 1)⁸ and each dot ~ Bernoulli(decoder(code)): a dot is black or
 * not, and counts as black if it is darker than the middle.
 *
 * @param black 0 or 1 for each dot, [n, 64]
 * @param batch how many digits a step sees
 */
record Autoencoder(Tensor black, int batch) {
  /** Numbers of a code. */
  static final int CODE = 8;

  private static final int HIDDEN = 64;

  /** Of digits whose dots are black where they are darker than the middle. */
  static Autoencoder of(Digits digits, int batch) {
    return new Autoencoder(digits.dots().gt(0.5), batch);
  }

  private static Network relu() {
    return Network.of(x -> x.maximum(Tensor.scalar(0)));
  }

  /** The model of the dots. */
  Model<Tensor> model() {
    Network decoder =
        Network.linear(CODE, HIDDEN).then(relu()).then(Network.linear(HIDDEN, Digits.DOTS));
    // @formatter:off
    return let(module("decoder", decoder), decode ->
           plate("digits", black.size(0)).subsampleSize(batch).each(some ->
           let(sample("code", normal(0, 1).expand(Shape.of(CODE)).toEvent(1)), code ->
           observe("dots", Bernoulli.ofLogits(decode.apply(code)).toEvent(1), some.subsample(black, 1)))));
    // @formatter:on
  }

  /** The guess of the codes. */
  Model<Tensor> guide() {
    // @formatter:off
    return let(module("encoder", Network.linear(Digits.DOTS, HIDDEN).then(relu())),
               module("mean", Network.linear(HIDDEN, CODE)),
               module("width", Network.linear(HIDDEN, CODE)), (encode, mean, width) ->
           plate("digits", black.size(0)).subsampleSize(batch).each(some -> {
             Tensor seen = encode.apply(some.subsample(black, 1));
             return sample("code", normal(mean.apply(seen), width.apply(seen).exp()).toEvent(1));
           }));
    // @formatter:on
  }

  /** Fits both networks. */
  Fit fit(long steps, Key key) {
    return Svi.of(model(), guide()).optimiser(Optimiser.adam(3e-3)).steps(steps).run(key);
  }

  /** The mean bound of a digit under fitted networks, also of digits that no step saw. */
  double bound(Fit fit, Key key) {
    Autoencoder whole = new Autoencoder(black, black.size(0));
    Model<?> model = new Substitute(part(fit, true)).on(whole.model());
    Model<?> guide = new Substitute(part(fit, false)).on(whole.guide());
    return TraceEnum.EXACT.elbo(model, guide, key).item() / black.size(0);
  }

  /** The parameters of the decoder, or the others. */
  private static Map<String, Tensor> part(Fit fit, boolean decoder) {
    return fit.parameters().entrySet().stream()
        .filter(entry -> entry.getKey().startsWith("decoder/") == decoder)
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  /** Digits that the model makes up: the probability of black for each dot, [n, 64]. */
  static Tensor imagined(Fit fit, int n, Key key) {
    Autoencoder empty = new Autoencoder(Tensor.zeros(Shape.of(n, Digits.DOTS)), n);
    Model<?> model = new Substitute(part(fit, true)).on(new Uncondition().on(empty.model()));
    Trace trace = Trace.run(key, model).trace();
    return trace.sampled("dots").orElseThrow().site().distribution().mean();
  }

  /** Prints the bound of digits that no step saw, and some that are made up. */
  public static void main(String[] arguments) {
    Digits digits = Digits.all();
    Fit fit = of(digits.part(0, 1500), 100).fit(6000, Key.of(1));
    Autoencoder unseen = of(digits.part(1500, digits.size()), 100);
    System.out.printf("bound of a digit that no step saw: %.2f%n", unseen.bound(fit, Key.of(2)));
    System.out.println(Digits.picture(imagined(fit, 12, Key.of(3)), 6));
  }
}
