package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.definition.Validation;
import dev.merapi.distributions.internal.Constants;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A normal field on a graph of n sites, each with a mean that is pulled towards its neighbours: the
 * precision matrix is Q = τ (D − ρ W) with weights W = {@code adjacency} [n, n], symmetric and ≥ 0,
 * their row sums D, the strength −1 &lt; ρ &lt; 1 = {@code correlation} and the precision τ &gt; 0.
 * {@code loc} has shape [.., n], ρ and τ [..]; events are vectors of n numbers. The graph is data:
 * ln det Q = n ln τ + Σ ln dᵢ + Σ ln(1 − ρ λᵢ) with the eigenvalues λ of D^−½ W D^−½, found once.
 *
 * <p>Source: Gelfand and Vounatsou, "Proper multivariate conditional autoregressive models for
 * spatial data analysis" (2003), section 2.
 */
public record ConditionalAutoregressive(
    Tensor loc,
    Tensor correlation,
    Tensor precision,
    Dense adjacency,
    Dense eigenvalues,
    Shape batchShape)
    implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public ConditionalAutoregressive {
    parameters(loc, correlation, precision, adjacency).check(batchShape);
    var _ = graph(adjacency);
    var _ =
        Validation.parameter(
            "ConditionalAutoregressive", "eigenvalues", eigenvalues, Constraints.realVector());
  }

  /** A normal field on a graph with weights {@code adjacency}. */
  @Factory(
      value = "conditionalAutoregressive",
      arrays = {"loc", "adjacency"})
  public static ConditionalAutoregressive of(
      Tensor loc, Tensor correlation, Tensor precision, Tensor adjacency) {
    Shape batch = parameters(loc, correlation, precision, adjacency).shape();
    Dense weights = graph(adjacency);
    Tensor root = weights.sum(-1).sqrt();
    Tensor scaled = weights.div(root).div(root.unsqueeze(-1));
    Dense eigenvalues = scaled.eigenSymmetric().values().dense();
    return new ConditionalAutoregressive(loc, correlation, precision, weights, eigenvalues, batch);
  }

  private static Dense graph(Tensor adjacency) {
    Validation.parameter(
        "ConditionalAutoregressive", "adjacency", adjacency, Constraints.symmetric());
    Validation.parameter(
        "ConditionalAutoregressive",
        "the row sums of adjacency",
        adjacency.sum(-1),
        Constraints.positive());
    return adjacency.dense();
  }

  private static Parameters parameters(
      Tensor loc, Tensor correlation, Tensor precision, Tensor adjacency) {
    return Parameters.of("ConditionalAutoregressive")
        .with("loc", loc, Constraints.realVector())
        .with("correlation", correlation, Constraints.openInterval(-1, 1))
        .positive("precision", precision)
        .sizes("loc", loc.size(-1), "adjacency", adjacency.size(-1));
  }

  @Override
  public Parameters parameters() {
    return parameters(loc, correlation, precision, adjacency);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(loc.size(-1));
  }

  @Override
  public Constraint support() {
    return Constraints.realVector();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  /** D − ρ W, [.., n, n]. */
  private Tensor structure() {
    Tensor degrees = adjacency.sum(-1).unsqueeze(-1).times(Tensor.eye(loc.size(-1)));
    return degrees.minus(adjacency.times(correlation.unsqueeze(-1).unsqueeze(-1)));
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    Tensor z = Noise.normal(key, shape(sampleShape)).div(precision.sqrt().unsqueeze(-1));
    Tensor upper = structure().cholesky().transpose();
    return loc.plus(upper.solveTriangular(z.unsqueeze(-1), false).squeeze(-1));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Tensor x = value.minus(loc);
    Tensor own = x.square().times(adjacency.sum(-1)).sum(-1);
    Tensor shared = x.times(x.unsqueeze(-2).matmul(adjacency).squeeze(-2)).sum(-1);
    Tensor gap = own.minus(correlation.times(shared));
    Tensor square = Tensor.where(own.lt(Double.POSITIVE_INFINITY), gap, own).times(precision);
    Tensor bent = correlation.unsqueeze(-1).times(eigenvalues).unaryMinus().log1p().sum(-1);
    int n = loc.size(-1);
    Tensor logDet = precision.log().times(n).plus(bent).plus(adjacency.sum(-1).log().sum());
    return logDet.minus(square).times(0.5).minus(n * Constants.HALF_LOG_TWO_PI);
  }

  @Override
  public ConditionalAutoregressive expand(Shape batchShape) {
    return Parameters.checked(
        () ->
            new ConditionalAutoregressive(
                loc, correlation, precision, adjacency, eigenvalues, batchShape));
  }

  @Override
  public Tensor mean() {
    return loc.expand(batchShape.append(eventShape()));
  }

  @Override
  public Tensor mode() {
    return mean();
  }
}
