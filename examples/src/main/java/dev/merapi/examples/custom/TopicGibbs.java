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
 * mixtures of documents and topics being summed out. The state has the topic of each token.
 */
record TopicGibbs(List<Token> tokens, int vocabulary, int topics, double alpha, double eta)
    implements Kernel<List<Integer>, Boolean> {
  record Token(int document, int word) {}

  @Override
  public Transition<List<Integer>, Boolean> step(Key key, List<Integer> state) {
    List<Integer> z = new ArrayList<>(state);
    for (int i = 0; i < z.size(); i++) {
      int token = i;
      double[] chances = IntStream.range(0, topics).mapToDouble(k -> chance(z, token, k)).toArray();
      z.set(i, (int) categorical(Tensor.of(chances)).sample(key.fold(i)).item());
    }
    return new Transition<>(List.copyOf(z), !z.equals(state));
  }

  private double chance(List<Integer> z, int i, int topic) {
    double inDocument = alpha;
    double ofWord = eta;
    double all = eta * vocabulary;
    for (int j = 0; j < z.size(); j++) {
      if (j != i && z.get(j) == topic) {
        inDocument += tokens.get(j).document() == tokens.get(i).document() ? 1 : 0;
        ofWord += tokens.get(j).word() == tokens.get(i).word() ? 1 : 0;
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
