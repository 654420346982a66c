package dev.merapi.effects.handler;

import dev.merapi.effects.ModelException;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;

/**
 * Multiplies the log-probability of every visible site, latent or observed, by {@code factor} &gt;
 * 0, a number or a tensor that broadcasts with the batch shapes.
 *
 * <p>Laws: {@code scale(a) ∘ scale(b) = scale(ab)}; {@code scale(1) = identity}; commutes with
 * mask, condition and replay, but not with block: a hidden site is not scaled.
 *
 * {@snippet class="dev.merapi.effects.DocumentedExamples" region="scale"}
 */
public record Scale(Tensor factor) implements Rewrite {
  /** Checks the factor where it is known. */
  public Scale {
    if (factor instanceof Dense dense) {
      for (double x : dense.toArray()) {
        if (!(x > 0)) {
          throw new ModelException(
              "scale wants factors > 0, but got %s; to leave sites out, use mask"
                  .formatted(factor));
        }
      }
    }
  }

  /** The same factor for all elements. */
  public Scale(double factor) {
    this(Tensor.scalar(factor));
  }

  /** The same factor for all elements. */
  public Scale(int factor) {
    this(Tensor.scalar(factor));
  }

  @Override
  public Site site(Site site) {
    return site.scaled(factor);
  }
}
