package dev.merapi.distributions.internal.network;

import dev.merapi.distributions.bijector.Family;
import dev.merapi.distributions.bijector.NetworkWeight;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * An autoregressive network with one hidden layer of tanh units: from x [.., n] it makes g numbers
 * for each element, those of element i out of x₀, …, xᵢ₋₁ alone, because weights between other
 * units are masked to 0. {@code input} is [.., h, n], {@code hidden} [.., h], {@code output} [..,
 * n·g, h] and {@code bias} [.., n·g], with the g numbers of an element side by side; batch axes
 * broadcast with those of x.
 *
 * <p>Source: Germain, Gregor, Murray and Larochelle, "MADE: masked autoencoder for distribution
 * estimation" (2015), equations 12 and 13; hidden unit k has degree k mod (n − 1).
 */
public record Made(Tensor input, Tensor hidden, Tensor output, Tensor bias) {

  /** The family of these networks for vectors of n, with so many hidden units and outputs each. */
  public static Family<Made> family(int n, int units, int outputs) {
    return Family.of(
        w -> new Made(w.get(0), w.get(1), w.get(2), w.get(3)),
        NetworkWeight.into("input", n, units, n),
        NetworkWeight.of("hidden", 0, units),
        NetworkWeight.into("output", units, n * outputs, units),
        NetworkWeight.of("bias", 0, n * outputs));
  }

  /** [.., n] → [.., n, g]. */
  public Tensor apply(Tensor x) {
    int n = input.size(-1);
    Tensor degrees = degrees(input.size(-2), n);
    Tensor inputMask = Tensor.arange(n).le(degrees.unsqueeze(-1));
    Tensor outputMask = degrees.lt(Tensor.arange(n).unsqueeze(-1)).repeat(0, output.size(-2) / n);
    Tensor layer = Layer.of(x, input.times(inputMask), hidden).tanh();
    Tensor result = Layer.of(layer, output.times(outputMask), bias);
    return result.reshape(result.shape().dropRight(1).append(n, output.size(-2) / n));
  }

  private static Tensor degrees(int h, int n) {
    double[] degrees = new double[h];
    for (int k = 0; k < h; k++) {
      degrees[k] = n > 1 ? k % (n - 1) : 0;
    }
    return Tensor.of(degrees, Shape.of(h));
  }
}
