package dev.merapi.dist.bijector;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * An autoregressive network with one hidden layer: outputs i of shift and scale see inputs 0, …, i
 * − 1 alone, because weights between other units are masked to 0. {@code input} is [h, n], {@code
 * hidden} [h], {@code output} [2n, h] and {@code bias} [2n].
 *
 * <p>Source: Germain, Gregor, Murray and Larochelle, "MADE: masked autoencoder for distribution
 * estimation" (2015), equations 12 and 13; hidden unit k has degree k mod (n − 1).
 */
public record Made(Tensor input, Tensor hidden, Tensor output, Tensor bias) implements Conditioner {
  @Override
  public ShiftAndScale of(Tensor x) {
    int n = input.size(1);
    int h = input.size(0);
    Tensor degrees = degrees(h, n);
    Tensor inputMask = Tensor.arange(n).le(degrees.unsqueeze(-1));
    Tensor outputMask = degrees.lt(Tensor.arange(n).unsqueeze(-1));
    Tensor both = Tensor.concat(0, outputMask, outputMask);
    Tensor layer = x.matmul(input.times(inputMask).transpose()).plus(hidden).tanh();
    Tensor result = layer.matmul(output.times(both).transpose()).plus(bias);
    return new ShiftAndScale(result.slice(-1, 0, n), result.slice(-1, n, 2 * n));
  }

  private static Tensor degrees(int h, int n) {
    double[] degrees = new double[h];
    for (int k = 0; k < h; k++) {
      degrees[k] = n > 1 ? k % (n - 1) : 0;
    }
    return Tensor.of(degrees, Shape.of(h));
  }
}
