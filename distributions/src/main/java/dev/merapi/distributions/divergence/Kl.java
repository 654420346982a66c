package dev.merapi.distributions.divergence;

import dev.merapi.distributions.combinator.Delta;
import dev.merapi.distributions.combinator.Transformed;
import dev.merapi.distributions.definition.Detached;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.IndependentAxes;
import dev.merapi.distributions.definition.Masked;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Optional;

/**
 * The Kullback–Leibler divergence KL(p ‖ q) = E_p[ln p − ln q] in closed form, [B..], where one is
 * known: wrappers are taken off first, then one switch over pairs. Where q gives no probability to
 * values of p it is ∞.
 */
public final class Kl {
  private Kl() {}

  /** A pair of distributions, for matching. */
  record Pair(Distribution p, Distribution q) {}

  /** The divergence; empty where no closed form is known. */
  public static Optional<Tensor> of(Distribution p, Distribution q) {
    Optional<Tensor> found =
        switch (new Pair(p, q)) {
          case Pair(Detached(Distribution a), Distribution b) -> of(a, b);
          case Pair(Distribution a, Detached(Distribution b)) -> of(a, b);
          case Pair(Delta point, Distribution other) -> delta(point, other);
          case Pair(
                  IndependentAxes(Distribution a, int n),
                  IndependentAxes(Distribution b, int m)) ->
              independent(a, n, b, m);
          case Pair(Masked(Distribution a, Tensor m), Masked(Distribution b, Tensor k)) ->
              of(a, b).map(kl -> Tensor.where(m.and(k), kl, Tensor.scalar(0)));
          case Pair(Transformed a, Transformed b) when a.bijector().equals(b.bijector()) ->
              of(a.base(), b.base());
          case Pair(Distribution a, Distribution b) ->
              KlMixed.of(a, b)
                  .or(() -> KlNumbers.of(a, b))
                  .or(() -> KlCounts.of(a, b))
                  .or(() -> KlVectors.of(a, b));
        };
    Shape batch = Shape.broadcast(p.batchShape(), q.batchShape());
    return found.map(kl -> kl.expand(batch));
  }

  /** The divergence; a sentence where no closed form is known. */
  public static Tensor divergence(Distribution p, Distribution q) {
    return of(p, q)
        .orElseThrow(
            () ->
                new ArgumentException(
                    "No closed form of KL(%s, %s) is known; estimate it from draws of the first"
                        .formatted(p.getClass().getSimpleName(), q.getClass().getSimpleName())));
  }

  private static Optional<Tensor> delta(Delta point, Distribution other) {
    return Optional.of(point.logWeight().minus(other.logProb(point.value())));
  }

  /** The axes that both have moved are summed. */
  private static Optional<Tensor> independent(Distribution a, int n, Distribution b, int m) {
    int shared = Math.min(n, m);
    Distribution left = a.toEvent(n - shared);
    Distribution right = b.toEvent(m - shared);
    int[] axes = new int[shared];
    for (int i = 0; i < shared; i++) {
      axes[i] = -1 - i;
    }
    Shape full = Shape.broadcast(left.batchShape(), right.batchShape());
    return of(left, right).map(kl -> kl.expand(full).sum(axes));
  }
}
