package dev.merapi.examples.custom;

import static dev.merapi.distributions.Distributions.categorical;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Collapsed Gibbs sampling for latent Dirichlet allocation (Griffiths and Steyvers, "Finding
 * scientific topics", 2004): the topic of each token in turn, given those of all others, the
 * mixtures of documents and topics being summed out. The state has the topic of each token; the
 * report is how many have changed.
 *
 * @param documents the document of each token
 * @param words the word of each token
 * @param vocabulary how many words there are
 * @param topics how many topics there are
 * @param alpha the concentration of the topics of a document
 * @param eta the concentration of the words of a topic
 */
record TopicGibbs(
    List<Integer> documents,
    List<Integer> words,
    int vocabulary,
    int topics,
    double alpha,
    double eta)
    implements Kernel<List<Integer>, Integer> {
  @Override
  public Transition<List<Integer>, Integer> step(Key key, List<Integer> state) {
    List<Integer> z = new ArrayList<>(state);
    int changed = 0;
    for (int token = 0; token < z.size(); token++) {
      int i = token;
      double[] weights =
          IntStream.range(0, topics).mapToDouble(topic -> weight(z, i, topic)).toArray();
      int topic = (int) categorical(Tensor.of(weights)).sample(key.fold(i)).item();
      changed += z.set(i, topic) == topic ? 0 : 1;
    }
    return new Transition<>(List.copyOf(z), changed);
  }

  /** p(topic of token i | topics of the others), up to a constant. */
  private double weight(List<Integer> z, int i, int topic) {
    double inDocument = alpha;
    double ofWord = eta;
    double all = eta * vocabulary;
    for (int j = 0; j < z.size(); j++) {
      if (j != i && z.get(j) == topic) {
        inDocument += documents.get(j).equals(documents.get(i)) ? 1 : 0;
        ofWord += words.get(j).equals(words.get(i)) ? 1 : 0;
        all++;
      }
    }
    return inDocument * ofWord / all;
  }

  @Override
  public Codec<List<Integer>> codec() {
    return Codec.of(
        (z, out) -> out.writeDoubles(position(z)),
        in -> DoubleStream.of(in.readDoubles()).mapToObj(topic -> (int) topic).toList());
  }

  @Override
  public double[] position(List<Integer> z) {
    return z.stream().mapToDouble(topic -> topic).toArray();
  }
}
