package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Univariate;
import dev.merapi.distributions.internal.ChooseByWeight;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The number of marked items in a draw of {@code draws} n without replacement from {@code total} N
 * items of which {@code marked} m are marked: P(k) = C(m, k) C(N − m, n − k) / C(N, n) for max(0, n
 * − N + m) ≤ k ≤ min(m, n). Parameters broadcast to B; events are numbers. Draws invert the
 * distribution function, whose length is the greatest n.
 */
public record Hypergeometric(Tensor total, Tensor marked, Tensor draws, Shape batchShape)
    implements Univariate {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Hypergeometric {
    parameters(total, marked, draws).check(batchShape);
  }

  /** The number of marked items among {@code draws} without replacement. */
  @Factory("hypergeometric")
  public static Hypergeometric of(Tensor total, Tensor marked, Tensor draws) {
    return new Hypergeometric(total, marked, draws, parameters(total, marked, draws).shape());
  }

  private static Parameters parameters(Tensor total, Tensor marked, Tensor draws) {
    return Parameters.of("Hypergeometric")
        .with("total", total, Constraints.count())
        .with("marked", marked, Constraints.wholeNumberBetween(Tensor.scalar(0), total))
        .with("draws", draws, Constraints.wholeNumberBetween(Tensor.scalar(0), total));
  }

  @Override
  public Parameters parameters() {
    return parameters(total, marked, draws);
  }

  @Override
  public Constraint support() {
    return Constraints.wholeNumberBetween(
        draws.minus(total).plus(marked).maximum(Tensor.scalar(0)), marked.minimum(draws));
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    int longest = (int) draws.dense().max().item() + 1;
    Tensor counts = Tensor.arange(longest);
    Hypergeometric rows =
        new Hypergeometric(
            total.unsqueeze(-1), marked.unsqueeze(-1), draws.unsqueeze(-1), batchShape.append(1));
    Tensor weights = rows.logProb(counts).exp();
    return new ChooseByWeight().on(weights, Noise.uniform(key, shape(sampleShape)));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor hit = Terms.logChoose(marked, value);
    Tensor missed = Terms.logChoose(total.minus(marked), draws.minus(value));
    return hit.plus(missed).minus(Terms.logChoose(total, draws));
  }

  @Override
  public Hypergeometric expand(Shape batchShape) {
    return Parameters.checked(() -> new Hypergeometric(total, marked, draws, batchShape));
  }

  @Override
  public Tensor mean() {
    return draws.times(marked).div(total).expand(batchShape);
  }

  @Override
  public Tensor variance() {
    Tensor p = marked.div(total);
    Tensor finite = total.minus(draws).div(total.minus(1));
    return draws.times(p.minus(p.square())).times(finite).expand(batchShape);
  }
}
