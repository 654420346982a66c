package dev.merapi.distributions.internal.network;

import dev.merapi.distributions.bijector.Family;
import dev.merapi.distributions.bijector.NetworkWeight;
import dev.merapi.tensor.Tensor;

/**
 * A network with one hidden layer of tanh units: output tanh(input x + hidden) + bias, with {@code
 * input} [.., h, n], {@code hidden} [.., h], {@code output} [.., m, h] and {@code bias} [.., m];
 * batch axes broadcast with those of x.
 */
public record Perceptron(Tensor input, Tensor hidden, Tensor output, Tensor bias) {

  /** The family of these networks from n numbers to m. */
  public static Family<Perceptron> family(int n, int units, int m) {
    return Family.of(
        w -> new Perceptron(w.get(0), w.get(1), w.get(2), w.get(3)),
        NetworkWeight.into("input", n, units, n),
        NetworkWeight.of("hidden", 1, units),
        NetworkWeight.into("output", units, m, units),
        NetworkWeight.of("bias", 0, m));
  }

  /** [.., n] → [.., m]. */
  public Tensor apply(Tensor x) {
    return Layer.of(Layer.of(x, input, hidden).tanh(), output, bias);
  }
}
