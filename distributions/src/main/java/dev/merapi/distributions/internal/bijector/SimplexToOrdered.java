package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * From probabilities of n + 1 ordered categories to the n points that cut a logistic distribution
 * about {@code anchor} into them: yₖ = anchor + logit(x₀ + … + xₖ), with an anchor of shape [..].
 * The determinant is that of the first n probabilities: ln |det| = −Σ ln sₖ + ln(1 − sₖ) for the
 * sums s.
 *
 * <p>Source: Betancourt, "Ordinal regression" (2019), section 2.2 (induced Dirichlet model).
 */
public record SimplexToOrdered(Tensor anchor) implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.simplex();
  }

  @Override
  public Constraint codomain() {
    return Constraints.ordered();
  }

  @Override
  public Tensor forward(Tensor x) {
    return anchor.unsqueeze(-1).plus(below(x).log().minus(above(x).log()));
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor sums = y.minus(anchor.unsqueeze(-1)).sigmoid();
    Tensor left = y.minus(anchor.unsqueeze(-1)).unaryMinus().sigmoid();
    int n = y.size(-1);
    Tensor steps = sums.slice(-1, 1, n).minus(sums.slice(-1, 0, n - 1));
    return Tensor.concat(-1, sums.slice(-1, 0, 1), steps, left.slice(-1, n - 1, n));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return below(x).log().plus(above(x).log()).sum(-1).unaryMinus();
  }

  private static Tensor below(Tensor x) {
    return x.cumsum(-1).slice(-1, 0, x.size(-1) - 1);
  }

  private static Tensor above(Tensor x) {
    return x.flip(-1).cumsum(-1).flip(-1).slice(-1, 1, x.size(-1));
  }

  @Override
  public Shape forwardShape(Shape x) {
    return Shape.broadcast(x.dropRight(1), anchor.shape()).append(x.size(-1) - 1);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return Shape.broadcast(y.dropRight(1), anchor.shape()).append(y.size(-1) + 1);
  }
}
