package dev.merapi.examples.discrete;

import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.dirichlet;
import static dev.merapi.effects.Models.let;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.handler.Uncondition;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Map;

/**
 * What is a set of documents about? Each document mixes topics, and each topic is a distribution
 * over words: latent Dirichlet allocation (Blei, Ng and Jordan, Journal of Machine Learning
 * Research 3, 2003).
 *
 * <p>For each topic words ~ Dirichlet(1/2); for each document share ~ Dirichlet(1/2); for each word
 * in it topic ~ Categorical(share) and word ~ Categorical(words[topic]).
 *
 * <p>Known answer: the corpus is drawn from the model, with {@link #KEY} and known topics. They are
 * bars, as in Griffiths and Steyvers, <em>Finding scientific topics</em>, PNAS 101, 2004: the words
 * stand on a square, and a topic has the words of one row or one column, all equally often. Topics
 * have no order, so they are found up to a permutation.
 *
 * @param words the number of each word, [documents, positions]
 */
public record Bars(Tensor words) {
  /** The number of rows, and of columns. */
  static final int SIDE = 3;

  /** The number of topics: rows, then columns. */
  static final int TOPICS = 2 * SIDE;

  /** The key that the corpus is drawn with. */
  static final Key KEY = Key.of(2004);

  private static final Tensor HALF = Tensor.scalar(0.5);

  /** The true topics, [topics, words]. */
  public static Tensor topics() {
    double[][] topics = new double[TOPICS][SIDE * SIDE];
    for (int bar = 0; bar < SIDE; bar++) {
      for (int i = 0; i < SIDE; i++) {
        topics[bar][bar * SIDE + i] = 1.0 / SIDE;
        topics[SIDE + bar][i * SIDE + bar] = 1.0 / SIDE;
      }
    }
    return Tensor.of(topics);
  }

  /** Draws a corpus about the bars. */
  public static Bars simulated(int documents, int length) {
    Model<?> model = new Bars(Tensor.zeros(Shape.of(documents, length))).model();
    Map<String, Tensor> truth = Map.of("words", topics());
    Trace trace = Trace.run(KEY, new Substitute(truth).on(new Uncondition().on(model))).trace();
    return new Bars(trace.value("word"));
  }

  /** The model of the words. */
  Model<Tensor> model() {
    Tensor byWord = HALF.expand(Shape.of(SIDE * SIDE));
    Tensor byTopic = HALF.expand(Shape.of(TOPICS));
    // @formatter:off
    return let(plate("topics", TOPICS, _ -> sample("words", dirichlet(byWord))), topics ->
           plate("documents", words.size(0)).dim(-2).each(_ ->
           let(sample("share", dirichlet(byTopic)), share ->
           plate("positions", words.size(1)).dim(-1).each(_ ->
           let(sample("topic", categorical(share)), topic ->
           observe("word", categorical(topics.get(topic)), words))))));
    // @formatter:on
  }

  /** The posterior mean of the topics of one chain; several would have them in several orders. */
  Tensor found(Sampler sampler, Key key) {
    return Posterior.sample(sampler.chains(1), model(), key).get("words").mean(0);
  }

  /** For each true topic the one of {@code found} that is nearest to it in total variation. */
  public static int[] nearest(Tensor found) {
    int[] nearest = new int[TOPICS];
    for (int topic = 0; topic < TOPICS; topic++) {
      Tensor distance = found.minus(topics().get(topic)).abs().sum(1);
      nearest[topic] = (int) distance.argmin(0).item();
    }
    return nearest;
  }

  /** Prints the topics that are found, as squares. */
  public static void main(String[] arguments) {
    Bars bars = simulated(60, 40);
    Tensor found = bars.found(Sampler.nuts().warmUp(300).draws(200), Key.of(1));
    System.out.println("60 documents of 40 words");
    print(found);
  }

  /** Prints topics in the order of the bars that they are nearest to, as squares. */
  public static void print(Tensor found) {
    int[] nearest = nearest(found);
    System.out.printf("the topics found for %d bars, in %%%n", TOPICS);
    for (int row = 0; row < SIDE; row++) {
      for (int topic : nearest) {
        for (int column = 0; column < SIDE; column++) {
          System.out.printf("%4.0f", 100 * found.get(topic).get(row * SIDE + column).item());
        }
        System.out.print("   ");
      }
      System.out.println();
    }
  }
}
