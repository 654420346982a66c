package dev.merapi.infer.vi.guide;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The normal distribution around the mode on the free scale whose precision is the curvature there:
 * a point while it is fitted, with the Jacobian, and the distribution once it is.
 */
record Laplace(Model<?> model, Prototype prototype) implements GuideProgram {
  private Rewritten point() {
    return Rewritten.of(model, prototype, new Together(Normals.point()));
  }

  @Override
  public Model<?> draws() {
    return point().draws();
  }

  @Override
  public List<String> sites() {
    return point().sites();
  }

  @Override
  public Optional<Model<?>> quantile(double p) {
    return point().quantile(p);
  }

  @Override
  public Model<?> at(Map<String, ? extends Tensor> values) {
    return point().at(values);
  }

  @Override
  public GuideProgram fitted(Function<String, Tensor> curvature) {
    Tensor precision = curvature.apply("latent.loc");
    int n = precision.size(-1);
    Tensor root = precision.choleskyOrNaN();
    if (root.isNan().any().item() != 0) {
      throw new ModelException(
          "The log-density is not curved downwards in every direction where the fit of Guide.laplace() has ended, so there is no normal distribution around this point. Fit longer, from another start, or take Guide.multivariate().");
    }
    // precision = R Rᵀ; the covariance is R⁻ᵀ R⁻¹, whose Cholesky factor is taken
    Tensor inverse = root.solveTriangular(Tensor.eye(n), true);
    Tensor tril = inverse.transpose().matmul(inverse).cholesky();
    return Rewritten.of(model, prototype, new Together(Normals.known(tril.dense())));
  }
}
