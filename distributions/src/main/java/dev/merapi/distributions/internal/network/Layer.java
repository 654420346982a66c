package dev.merapi.distributions.internal.network;

import dev.merapi.tensor.Tensor;

/** Linear layers whose weights may have batch axes of their own. */
public final class Layer {
  private Layer() {}

  /** W x + b: x [.., n], W [.., m, n] and b [.., m] give [.., m]. */
  public static Tensor of(Tensor x, Tensor weight, Tensor bias) {
    return product(x, weight).plus(bias);
  }

  /** W x; for one matrix and many vectors a single product of matrices. */
  public static Tensor product(Tensor x, Tensor weight) {
    return weight.rank() == 2
        ? x.matmul(weight.transpose())
        : weight.matmul(x.unsqueeze(-1)).squeeze(-1);
  }
}
