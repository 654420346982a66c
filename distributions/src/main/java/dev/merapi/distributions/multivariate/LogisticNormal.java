package dev.merapi.distributions.multivariate;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.bijector.StickBreaking;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The distribution on the simplex of n + 1 of the {@link StickBreaking} of a vector of n
 * independent normals. Parameters have shape [.., n]; events are vectors of n + 1 numbers.
 */
public record LogisticNormal(Tensor loc, Tensor scale, Shape batchShape) implements Distribution {

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public LogisticNormal {
    parameters(loc, scale).check(batchShape);
  }

  /** Stick-breaking of a vector of normals. */
  @Factory(
      value = "logisticNormal",
      arrays = {"loc", "scale"})
  public static LogisticNormal of(Tensor loc, Tensor scale) {
    return new LogisticNormal(loc, scale, parameters(loc, scale).shape());
  }

  private static Parameters parameters(Tensor loc, Tensor scale) {
    return Parameters.of("LogisticNormal")
        .with("loc", loc, Constraints.realVector())
        .with("scale", scale, Constraints.independent(Constraints.positive(), 1));
  }

  @Override
  public Parameters parameters() {
    return parameters(loc, scale);
  }

  @Override
  public Shape eventShape() {
    return Shape.of(Shape.broadcast(loc.shape(), scale.shape()).size(-1) + 1);
  }

  @Override
  public Constraint support() {
    return Constraints.simplex();
  }

  @Override
  public boolean reparametrised() {
    return true;
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return new StickBreaking().forward(normals().sample(key, sampleShape));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    StickBreaking sticks = new StickBreaking();
    Tensor inside = value.maximum(Tensor.scalar(Double.MIN_NORMAL));
    Tensor x = sticks.inverse(inside);
    return normals().logDensity(x).minus(sticks.logAbsDetJacobian(x, inside));
  }

  @Override
  public LogisticNormal expand(Shape batchShape) {
    return Parameters.checked(() -> new LogisticNormal(loc, scale, batchShape));
  }

  private Distribution normals() {
    return new Normal(loc, scale, batchShape.append(eventShape().size(0) - 1)).toEvent(1);
  }
}
