package dev.merapi.distributions.internal.bijector;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * From vectors of n numbers onto the simplex of n + 1: piece k takes the share zₖ = sigmoid(xₖ −
 * ln(n − k)) of what is left of a stick of length 1, so x = 0 gives equal pieces. The determinant
 * is that of the first n pieces: ln |det| = Σ ln zₖ + ln(1 − zₖ) + ln(stick left before piece k).
 *
 * <p>Source: Stan Reference Manual, "Unit simplex".
 */
public record StickBreaking() implements Bijector {
  @Override
  public Constraint domain() {
    return Constraints.realVector();
  }

  @Override
  public Constraint codomain() {
    return Constraints.simplex();
  }

  @Override
  public Tensor forward(Tensor x) {
    return logPieces(x).exp();
  }

  private static Tensor logPieces(Tensor x) {
    Tensor centred = x.minus(offset(x.size(-1)));
    Tensor left = centred.unaryMinus().logSigmoid().cumsum(-1);
    Tensor pieces = centred.logSigmoid().plus(before(left));
    return Tensor.concat(-1, pieces, left.slice(-1, x.size(-1) - 1, x.size(-1)));
  }

  /** With the logarithms of the pieces. */
  @Override
  public Interior forwardInside(Tensor x) {
    Tensor logs = logPieces(x);
    return Interior.of(logs.exp()).above(Tensor.scalar(0), logs);
  }

  @Override
  public Tensor inverse(Tensor y) {
    int n = y.size(-1) - 1;
    Tensor after = y.flip(-1).cumsum(-1).flip(-1).slice(-1, 1, n + 1);
    return y.slice(-1, 0, n).log().minus(after.log()).plus(offset(n));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    Tensor centred = x.minus(offset(x.size(-1)));
    Tensor rest = centred.unaryMinus().logSigmoid();
    return centred.logSigmoid().plus(rest).plus(before(rest.cumsum(-1))).sum(-1);
  }

  /** Shifted by one place, with 0 for the first. */
  private static Tensor before(Tensor sums) {
    return sums.slice(-1, 0, sums.size(-1) - 1).pad(-1, 1, 0);
  }

  private static Tensor offset(int n) {
    return Tensor.scalar(n).minus(Tensor.arange(n)).log();
  }

  @Override
  public Shape forwardShape(Shape x) {
    return x.with(-1, x.size(-1) + 1);
  }

  @Override
  public Shape inverseShape(Shape y) {
    return y.with(-1, y.size(-1) - 1);
  }
}
