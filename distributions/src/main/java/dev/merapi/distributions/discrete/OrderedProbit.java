package dev.merapi.distributions.discrete;

import dev.merapi.distributions.combinator.internal.Mass;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * Ordered categories 0, …, K − 1: P(X ≤ k) = Φ(cutpoints[k] − predictor), with K − 1 cutpoints [..,
 * K − 1] in increasing order. predictor and the cutpoints' left axes broadcast to B; events are
 * numbers.
 */
public record OrderedProbit(Tensor predictor, Tensor cutpoints, Shape batchShape)
    implements OrderedCategories {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public OrderedProbit {
    parameters(predictor, cutpoints).check(batchShape);
  }

  /** Ordered categories cut by {@code cutpoints} around {@code predictor}, with normal noise. */
  @Factory(value = "orderedProbit", arrays = "cutpoints")
  public static OrderedProbit of(Tensor predictor, Tensor cutpoints) {
    return new OrderedProbit(predictor, cutpoints, parameters(predictor, cutpoints).shape());
  }

  private static Parameters parameters(Tensor predictor, Tensor cutpoints) {
    return Parameters.of("OrderedProbit")
        .real("predictor", predictor)
        .with("cutpoints", cutpoints, Constraints.ordered());
  }

  @Override
  public Parameters parameters() {
    return parameters(predictor, cutpoints);
  }

  @Override
  public OrderedProbit expand(Shape batchShape) {
    return Parameters.checked(() -> new OrderedProbit(predictor, cutpoints, batchShape));
  }

  /** ln(Φ(b) − Φ(a)) between neighbouring cutpoints, and the two tails. */
  @Override
  public Tensor logProbs() {
    Tensor ends = cutpoints.minus(predictor.unsqueeze(-1));
    int n = ends.size(-1);
    Normal normal = new Normal(Tensor.scalar(0), Tensor.scalar(1), Shape.SCALAR);
    Tensor inner = Mass.log(normal, ends.slice(-1, 0, n - 1), ends.slice(-1, 1, n));
    Tensor below = ends.slice(-1, 0, 1).normalLogCdf();
    Tensor above = ends.slice(-1, n - 1, n).unaryMinus().normalLogCdf();
    return Tensor.concat(-1, below, inner, above);
  }

  @Override
  public Tensor between(Tensor value, Tensor low, Tensor high, Tensor first, Tensor last) {
    Tensor without = Tensor.scalar(Double.POSITIVE_INFINITY);
    Tensor a = Tensor.where(first, without.unaryMinus(), low.minus(predictor));
    Tensor b = Tensor.where(last, without, high.minus(predictor));
    return Mass.log(new Normal(Tensor.scalar(0), Tensor.scalar(1), Shape.SCALAR), a, b);
  }
}
