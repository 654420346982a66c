package dev.merapi.distributions.discrete;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Ordered categories 0, …, K − 1: P(X ≤ k) = sigmoid(cutpoints[k] − predictor), with K − 1
 * cutpoints [.., K − 1] in increasing order. predictor and the cutpoints' left axes broadcast to B;
 * events are numbers.
 */
public record OrderedLogistic(Tensor predictor, Tensor cutpoints, Shape batchShape)
    implements OrderedCategories {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public OrderedLogistic {
    parameters(predictor, cutpoints).check(batchShape);
  }

  /** Ordered categories cut by {@code cutpoints} around {@code predictor}. */
  @Factory(value = "orderedLogistic", arrays = "cutpoints")
  public static OrderedLogistic of(Tensor predictor, Tensor cutpoints) {
    return new OrderedLogistic(predictor, cutpoints, parameters(predictor, cutpoints).shape());
  }

  private static Parameters parameters(Tensor predictor, Tensor cutpoints) {
    return Parameters.of("OrderedLogistic")
        .real("predictor", predictor)
        .with("cutpoints", cutpoints, Constraints.ordered());
  }

  @Override
  public Parameters parameters() {
    return parameters(predictor, cutpoints);
  }

  @Override
  public OrderedLogistic expand(Shape batchShape) {
    return Parameters.checked(() -> new OrderedLogistic(predictor, cutpoints, batchShape));
  }

  /**
   * With a = cutpoint k − 1 and b = cutpoint k, both minus the predictor: σ(b) − σ(a) = σ(b) σ(−a)
   * (1 − e^(a − b)), where a − b is a difference of cutpoints.
   */
  @Override
  public Tensor logProbs() {
    Tensor ends = cutpoints.minus(predictor.unsqueeze(-1));
    Tensor below = ends.logSigmoid().pad(-1, 0, 1);
    Tensor above = ends.unaryMinus().logSigmoid().pad(-1, 1, 0);
    return below.plus(above).plus(gaps());
  }

  /** ln(1 − e^(a − b)) for each category, 0 for the first and the last. */
  private Tensor gaps() {
    int n = cutpoints.size(-1);
    Tensor gap = cutpoints.slice(-1, 0, n - 1).minus(cutpoints.slice(-1, 1, n));
    return Terms.log1mExp(gap).pad(-1, 1, 1);
  }

  @Override
  public Tensor between(Tensor value, Tensor low, Tensor high, Tensor first, Tensor last) {
    Tensor none = Tensor.scalar(0);
    Tensor below = Tensor.where(last, none, high.minus(predictor).logSigmoid());
    Tensor above = Tensor.where(first, none, predictor.minus(low).logSigmoid());
    return below.plus(above).plus(gaps().get(value));
  }
}
