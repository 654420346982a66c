package dev.merapi.distributions.bijector;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.tensor.Tensor;

/**
 * y = loc + L x on vectors, with L = scaleTril lower-triangular with a positive diagonal; ln |det|
 * = Σ ln lᵢᵢ.
 */
public record LowerCholeskyAffine(Tensor loc, Tensor scaleTril) implements Bijector {
  /** Refuses a known place that is not finite, and a known matrix that is no factor. */
  public LowerCholeskyAffine {
    loc = Validation.real("LowerCholeskyAffine", "loc", loc);
    scaleTril =
        Validation.parameter(
            "LowerCholeskyAffine", "scaleTril", scaleTril, Constraints.lowerCholesky());
  }

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
    return loc.plus(scaleTril.matmul(x.unsqueeze(-1)).squeeze(-1));
  }

  @Override
  public Tensor inverse(Tensor y) {
    return scaleTril.solveTriangular(y.minus(loc).unsqueeze(-1), true).squeeze(-1);
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor x, Tensor y) {
    return scaleTril.diagonal().log().sum(-1);
  }
}
