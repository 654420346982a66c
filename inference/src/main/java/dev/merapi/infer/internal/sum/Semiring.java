package dev.merapi.infer.internal.sum;

import dev.merapi.tensor.Tensor;

/** How weights are added up over the values of a site. Products are sums of log-weights in both. */
public enum Semiring {
  /** ln Σ exp: total weights. Drawing backwards through its sums gives exact joint draws. */
  SUM {
    @Override
    public Tensor sum(Tensor logWeights, int... axes) {
      return logWeights.logSumExp(axes);
    }
  },
  /** max: the greatest weight. Following its maxima backwards gives a joint mode. */
  MAX {
    @Override
    public Tensor sum(Tensor logWeights, int... axes) {
      return logWeights.max(axes);
    }
  };

  /** The sum of the semiring, of weights given by their logarithms, over these axes. */
  public abstract Tensor sum(Tensor logWeights, int... axes);
}
