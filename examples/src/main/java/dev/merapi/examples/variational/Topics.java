package dev.merapi.examples.variational;

import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.dirichlet;
import static dev.merapi.effects.Models.let;
import static dev.merapi.effects.Models.module;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static java.util.Objects.requireNonNull;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.effects.Model;
import dev.merapi.effects.Network;
import dev.merapi.effects.enumerate.ConfigEnumerate;
import dev.merapi.examples.discrete.Bars;
import dev.merapi.infer.Fit;
import dev.merapi.infer.Svi;
import dev.merapi.infer.vi.optim.Optimiser;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * What are many documents about? The model of {@link Bars}, for so many documents that each has its
 * share of topics guessed by one network from how often it has each word: amortised latent
 * Dirichlet allocation (Srivastava and Sutton, <em>Autoencoding variational inference for topic
 * models</em>, ICLR 2017, with Dirichlet draws and gradients through them).
 *
 * <p>The topics are parameters; the topic of each word is summed out.
 *
 * @param words the number of each word, [documents, positions]
 * @param batch how many documents a step sees
 */
record Topics(Tensor words, int batch) {
  private static final int HIDDEN = 32;
  private static final Tensor HALF = Tensor.scalar(0.5);

  private static int vocabulary() {
    return Bars.topics().size(1);
  }

  private static int number() {
    return Bars.topics().size(0);
  }

  /** How often each document has each word, [documents, 1, words]. */
  private Tensor counts() {
    return Tensor.eye(vocabulary()).get(words).sum(1).unsqueeze(1);
  }

  /** The model of the words. */
  Model<Tensor> model() {
    Tensor prior = HALF.expand(Shape.of(number()));
    Shape shape = Shape.of(number());
    Tensor even = Tensor.full(Shape.of(vocabulary()), 3);
    // @formatter:off
    return let(param("words", key -> dirichlet(even).sample(key, shape), Constraints.simplex()), topics ->
           plate("documents", words.size(0)).dim(-2).subsampleSize(batch).each(some ->
           let(sample("share", dirichlet(prior)), share ->
           plate("positions", words.size(1)).dim(-1).each(_ ->
           let(sample("topic", categorical(share)), topic ->
           observe("word", categorical(topics.get(topic)), some.subsample(words)))))));
    // @formatter:on
  }

  /** The guess of the shares. */
  Model<Tensor> guide() {
    Network encoder =
        Network.linear(vocabulary(), HIDDEN)
            .then(Network.of(Tensor::tanh))
            .then(Network.linear(HIDDEN, number()));
    // @formatter:off
    return let(module("encoder", encoder), encode ->
           plate("documents", words.size(0)).dim(-2).subsampleSize(batch).each(some ->
           sample("share", dirichlet(encode.apply(some.subsample(counts(), 1).div(10)).exp().plus(0.1)))));
    // @formatter:on
  }

  /** Fits the topics and the network. */
  private Fit fit(long steps, Key key) {
    return Svi.of(new ConfigEnumerate().on(model()), guide())
        .optimiser(Optimiser.adam(0.02))
        .steps(steps)
        .run(key);
  }

  /** The topics of a fit, [topics, words]. */
  Tensor found(long steps, Key key) {
    return requireNonNull(fit(steps, key).parameters().get("words"));
  }

  /** Prints the topics that are found, as squares. */
  public static void main(String[] arguments) {
    Bars.print(new Topics(Bars.simulated(500, 40).words(), 50).found(2000, Key.of(1)));
  }
}
