package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.internal.network.Layer;
import dev.merapi.tensor.Tensor;

/**
 * y = x + Q R tanh(S Qᵀ x + bias) on vectors, with Q a product of reflections and R and S upper
 * triangular: the triangles of {@code outer} and {@code inner} [.., n, n], with tanh of their
 * diagonals, so that rᵢᵢ sᵢᵢ &gt; −1 and the map has an inverse; the bias is [.., n]. ln |det| = Σ
 * ln(1 + (1 − tanh²) rᵢᵢ sᵢᵢ).
 *
 * <p>In the basis Q the inverse is found element by element from the last, each as the root of an
 * increasing function. Source: Van den Berg, Hasenclever, Tomczak and Welling, "Sylvester
 * normalizing flows for variational inference" (2018), theorem 2 and section 4.2.
 */
public record Sylvester(Householder basis, Tensor outer, Tensor inner, Tensor bias)
    implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.realVector();
  }

  @Override
  public Constraint codomain() {
    return Constraints.realVector();
  }

  @Override
  public Tensor forward(Tensor x) {
    Tensor w = basis.inverse(x);
    Tensor moved = Layer.product(levels(w).tanh(), triangle(outer));
    return basis.forward(w.plus(moved));
  }

  @Override
  public Tensor inverse(Tensor y) {
    Tensor target = basis.inverse(y);
    Tensor w = target;
    int n = y.size(-1);
    for (int i = n - 1; i >= 0; i--) {
      Tensor next = alone(w, target);
      w = Tensor.where(Tensor.arange(n).gt(i), w, next);
    }
    return basis.forward(w);
  }

  /** Each element of w out of its target and the elements after it. */
  private Tensor alone(Tensor w, Tensor target) {
    Tensor r = outer.diagonal().tanh();
    Tensor s = inner.diagonal().tanh();
    Tensor offset = Layer.of(w, inner.triu(1), bias);
    Tensor rest = target.minus(Layer.product(levels(w).tanh(), outer.triu(1)));
    return Root.of(
        v -> v.plus(r.times(s.times(v).plus(offset).tanh())),
        v -> logSlope(r.times(s), s.times(v).plus(offset)),
        rest,
        rest.minus(r.abs()),
        rest.plus(r.abs()));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Tensor product = outer.diagonal().tanh().times(inner.diagonal().tanh());
    return logSlope(product, levels(basis.inverse(x))).sum(-1);
  }

  private Tensor levels(Tensor w) {
    return Layer.of(w, triangle(inner), bias);
  }

  private static Tensor logSlope(Tensor product, Tensor level) {
    return level.tanh().square().unaryMinus().plus(1).times(product).log1p();
  }

  private static Tensor triangle(Tensor square) {
    return square.triu(1).plus(square.diagonal().tanh().diagonalMatrix());
  }
}
