package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Chance;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Weights;
import dev.merapi.distributions.discrete.Binomial;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * The counts of K categories in {@code totalCount} draws: P(x) = n! Πₖ pₖ^xₖ / xₖ!. The total has
 * shape B, weights [.., K]; events are vectors of K counts.
 */
public record Multinomial(Tensor totalCount, Weights weights, Shape batchShape)
    implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Multinomial {
    parameters(totalCount, weights).check(batchShape);
  }

  /** The counts of {@code totalCount} draws of categories. */
  @Factory(value = "multinomial", arrays = "probs")
  public static Multinomial ofProbs(Tensor totalCount, Tensor probs) {
    return of(totalCount, Weights.ofProbs(probs));
  }

  /** The counts of {@code totalCount} draws of categories. */
  @Factory(value = "multinomialLogits", arrays = "logits")
  public static Multinomial ofLogits(Tensor totalCount, Tensor logits) {
    return of(totalCount, Weights.ofLogits(logits));
  }

  private static Multinomial of(Tensor totalCount, Weights weights) {
    Shape batch = parameters(totalCount, weights).shape();
    return new Multinomial(totalCount, weights, batch);
  }

  private static Parameters parameters(Tensor totalCount, Weights weights) {
    return Parameters.of("Multinomial")
        .with("totalCount", totalCount, Constraints.count())
        .with(weights);
  }

  @Override
  public Parameters parameters() {
    return parameters(totalCount, weights);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(weights.count());
  }

  @Override
  public Constraint support() {
    return Constraints.countsOfTotal(totalCount);
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Shape rows = sampleShape.append(batchShape);
    Tensor probs = weights.probs();
    Tensor left = totalCount.expand(rows);
    Tensor rest = Tensor.scalar(1);
    List<Tensor> counts = new ArrayList<>();
    for (int k = 0; k < weights.count() - 1; k++) {
      Tensor p = probs.slice(-1, k, k + 1).squeeze(-1);
      Tensor share = p.div(Tensor.where(rest.gt(p), rest, p)).clamp(0, 1);
      Tensor safe = Tensor.where(p.eq(0), Tensor.scalar(0), share);
      Tensor count = Terms.binomialDraw(key.fold(k), left, safe, rows);
      counts.add(count);
      left = left.minus(count);
      rest = rest.minus(p);
    }
    counts.add(left);
    return Tensor.stack(-1, counts.toArray(Tensor[]::new));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor orders = totalCount.plus(1).lgamma().minus(value.plus(1).lgamma().sum(-1));
    return orders.plus(weights.logProb(value));
  }

  @Override
  public Multinomial expand(Shape batchShape) {
    return Parameters.checked(() -> new Multinomial(totalCount, weights, batchShape));
  }

  @Override
  public Tensor mean() {
    return totalCount.unsqueeze(-1).times(weights.probs()).expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor variance() {
    Tensor p = weights.probs();
    return totalCount
        .unsqueeze(-1)
        .times(p.minus(p.square()))
        .expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor entropy() {
    Distribution counts =
        new Binomial(
            totalCount.unsqueeze(-1),
            new Chance.OfProbs(weights.probs()),
            batchShape.append(eventShape()));
    Tensor k = counts.enumerateSupport(false);
    Tensor logFactorials = counts.logDensity(k).exp().times(k.plus(1).lgamma()).sum(0).sum(-1);
    Tensor p = weights.probs();
    Tensor single = p.xlogy(p).sum(-1).unaryMinus();
    Tensor ordered = totalCount.times(single).minus(totalCount.plus(1).lgamma());
    return ordered.plus(logFactorials).expand(batchShape);
  }
}
