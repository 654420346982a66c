package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Conditional;
import dev.merapi.distributions.bijector.Family;
import dev.merapi.distributions.bijector.NetworkWeight;
import dev.merapi.distributions.internal.network.Layer;
import dev.merapi.tensor.Tensor;

/**
 * A network with one hidden layer of n blocks of units, block i for element i: what an element
 * passes through its own block has positive weights, so the element's output increases in it; what
 * block i takes from x₀, …, xᵢ₋₁ and what output i takes from the blocks before has any sign. Given
 * x it is the map of each element with all others held; {@link Autoregressive} makes it the flow.
 * {@code input} is [.., n·d, n], of which the blocks on the diagonal are logarithms and those above
 * are not used; {@code output} [.., n, n·d] likewise, its diagonal over d; {@code hidden} is [..,
 * n·d], {@code bias} and {@code gate} [.., n].
 *
 * <p>Source: De Cao, Titov and Aziz, "Block neural autoregressive flow" (2019), equations 8 and 9
 * and section 3.3.
 */
public record BlockNeural(Tensor input, Tensor hidden, Tensor output, Tensor bias, Tensor gate)
    implements Conditional {

  /** The family of these networks for vectors of n, with d units in a block. */
  public static Family<BlockNeural> family(int n, int d) {
    return Family.of(
        w -> new BlockNeural(w.get(0), w.get(1), w.get(2), w.get(3), w.get(4)),
        NetworkWeight.into("input", n, n * d, n),
        NetworkWeight.of("hidden", 1, n * d),
        NetworkWeight.into("output", n * d, n, n * d),
        NetworkWeight.of("bias", 0, n),
        NetworkWeight.of("gate", 0, n));
  }

  @Override
  public Bijector given(Tensor x) {
    int n = input.size(-1);
    int d = input.size(-2) / n;
    Tensor element = Tensor.arange(n);
    Tensor block = element.repeat(0, d);
    Tensor before = element.lt(block.unsqueeze(-1));
    Tensor own = element.eq(block.unsqueeze(-1));
    Tensor offsets = Layer.of(x, input.times(before), hidden);
    Tensor logInner = input.times(own).sum(-1);
    Tensor units = logInner.exp().times(x.repeat(-1, d)).plus(offsets).tanh();
    Tensor shift = Layer.of(units, output.times(before.not().minus(own).transpose()), bias);
    Tensor logOuter = output.times(own.transpose()).sum(-2).minus(Math.log(d));
    return new TanhSum(
        blocks(logInner, n, d), blocks(offsets, n, d), blocks(logOuter, n, d), shift, gate);
  }

  private static Tensor blocks(Tensor units, int n, int d) {
    return units.reshape(units.shape().dropRight(1).append(n, d));
  }
}
