package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * y = shift + e^logSlope x + Σₖ ∫₀ˣ (Σᵢ aₖᵢ uⁱ)² du, a polynomial of degree 2r + 1 that increases
 * everywhere, on the real line; {@code coefficients} a are [.., K, r + 1]. The second term, the
 * square of a constant, keeps the slope positive where all the polynomials vanish. The integral of
 * a square is x vᵀ H v with vᵢ = aᵢ xⁱ and Hilbert's matrix Hᵢⱼ = 1/(i + j + 1).
 *
 * <p>The inverse lies between 0 and (y − shift) e^(−logSlope) and is found to the last digits.
 * Source: Jaini, Selby and Yu, "Sum-of-squares polynomial flow" (2019), equations 8 and 9.
 */
public record SumOfSquares(Tensor shift, Tensor logSlope, Tensor coefficients) implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.real();
  }

  @Override
  public Constraint codomain() {
    return Constraints.real();
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor terms = terms(x);
    Tensor i = Tensor.arange(coefficients.size(-1));
    Tensor hilbert = i.unsqueeze(-1).plus(i).plus(1).reciprocal();
    Tensor squares = terms.matmul(hilbert).times(terms).sum(-1, -2);
    return shift.plus(x.times(logSlope.exp().plus(squares)));
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor end = y.minus(shift).times(logSlope.unaryMinus().exp());
    Tensor zero = Tensor.scalar(0);
    return Root.of(this::forward, this::logRise, y, end.minimum(zero), end.maximum(zero));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return logRise(x);
  }

  @Override
  public Shape forwardShape(Shape x) {
    return Shape.broadcast(x, shift.shape(), logSlope.shape(), coefficients.shape().dropRight(2));
  }

  @Override
  public Shape inverseShape(Shape y) {
    return forwardShape(y);
  }

  private Tensor logRise(Tensor x) {
    return logSlope.exp().plus(terms(x).sum(-1).square().sum(-1)).log();
  }

  /** aₖᵢ xⁱ: [.., K, r + 1]. */
  private Tensor terms(Tensor x) {
    Tensor[] powers = new Tensor[coefficients.size(-1)];
    powers[0] = Tensor.ones(x.shape());
    for (int i = 1; i < powers.length; i++) {
      powers[i] = powers[i - 1].times(x);
    }
    return coefficients.times(Tensor.stack(-1, powers).unsqueeze(-2));
  }
}
