package dev.merapi.distributions.transform;

import dev.merapi.distributions.bijector.BijectiveConstraint;
import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Composition;
import dev.merapi.distributions.bijector.EventAxes;
import dev.merapi.distributions.bijector.Identity;
import dev.merapi.distributions.constraint.Assignments;
import dev.merapi.distributions.constraint.Circular;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.CorrelationMatrix;
import dev.merapi.distributions.constraint.CountsOfTotal;
import dev.merapi.distributions.constraint.CustomConstraint;
import dev.merapi.distributions.constraint.Either;
import dev.merapi.distributions.constraint.GreaterThan;
import dev.merapi.distributions.constraint.Independent;
import dev.merapi.distributions.constraint.Interval;
import dev.merapi.distributions.constraint.LessThan;
import dev.merapi.distributions.constraint.LowerTriangular;
import dev.merapi.distributions.constraint.OneHot;
import dev.merapi.distributions.constraint.OneOf;
import dev.merapi.distributions.constraint.PositiveDefinite;
import dev.merapi.distributions.constraint.PositiveSemidefinite;
import dev.merapi.distributions.constraint.Real;
import dev.merapi.distributions.constraint.Simplex;
import dev.merapi.distributions.constraint.Sphere;
import dev.merapi.distributions.constraint.Square;
import dev.merapi.distributions.constraint.Symmetric;
import dev.merapi.distributions.constraint.Trees;
import dev.merapi.distributions.constraint.WholeNumber;
import dev.merapi.distributions.constraint.WholeNumberBetween;
import dev.merapi.distributions.constraint.WholeNumberFrom;
import dev.merapi.distributions.internal.bijector.Above;
import dev.merapi.distributions.internal.bijector.Below;
import dev.merapi.distributions.internal.bijector.Between;
import dev.merapi.distributions.internal.bijector.CholeskyProduct;
import dev.merapi.distributions.internal.bijector.CorrelationCholesky;
import dev.merapi.distributions.internal.bijector.CorrelationProduct;
import dev.merapi.distributions.internal.bijector.FillSymmetric;
import dev.merapi.distributions.internal.bijector.FillTriangle;
import dev.merapi.distributions.internal.bijector.Joined;
import dev.merapi.distributions.internal.bijector.L1Ball;
import dev.merapi.distributions.internal.bijector.LowerCholesky;
import dev.merapi.distributions.internal.bijector.Ordered;
import dev.merapi.distributions.internal.bijector.PositiveOrdered;
import dev.merapi.distributions.internal.bijector.ScaledUnitLowerCholesky;
import dev.merapi.distributions.internal.bijector.SoftplusLowerCholesky;
import dev.merapi.distributions.internal.bijector.Stacked;
import dev.merapi.distributions.internal.bijector.StickBreaking;
import dev.merapi.distributions.internal.bijector.UnitLowerCholesky;
import dev.merapi.distributions.internal.bijector.Wrap;
import dev.merapi.distributions.internal.bijector.ZeroSum;
import dev.merapi.tensor.ArgumentException;

/**
 * The bijector from unconstrained numbers or vectors onto each constraint: one exhaustive switch,
 * so a constraint without an answer does not compile. Boundary points of closed sets are reached in
 * the limit only.
 */
public final class BijectTo {
  private BijectTo() {}

  /** The bijector onto a set; a sentence where no one-to-one smooth map exists. */
  public static Bijector of(Constraint constraint) {
    return switch (constraint) {
      case Real real -> new Identity(real);
      case Circular _ -> new Wrap();
      case Square square -> new Identity(square);
      case GreaterThan(var low, _) -> new Above(low);
      case LessThan(var high, _) -> new Below(high);
      case Interval(var low, _, var high, _) -> new Between(low, high);
      case Simplex _ -> new StickBreaking();
      case dev.merapi.distributions.constraint.Ordered _ -> new Ordered();
      case dev.merapi.distributions.constraint.PositiveOrdered _ -> new PositiveOrdered();
      case dev.merapi.distributions.constraint.L1Ball _ -> new L1Ball();
      case dev.merapi.distributions.constraint.ZeroSum(int axes) -> new ZeroSum(axes);
      case LowerTriangular _ -> new FillTriangle();
      case dev.merapi.distributions.constraint.LowerCholesky _ -> new LowerCholesky();
      case dev.merapi.distributions.constraint.SoftplusLowerCholesky _ ->
          new SoftplusLowerCholesky();
      case dev.merapi.distributions.constraint.ScaledUnitLowerCholesky _ ->
          new ScaledUnitLowerCholesky();
      case dev.merapi.distributions.constraint.UnitLowerCholesky _ -> new UnitLowerCholesky();
      case dev.merapi.distributions.constraint.CorrelationCholesky _ -> new CorrelationCholesky();
      case CorrelationMatrix _ ->
          Composition.of(new CorrelationCholesky(), new CorrelationProduct());
      case PositiveDefinite _ -> Composition.of(new LowerCholesky(), new CholeskyProduct());
      case PositiveSemidefinite _ -> Composition.of(new LowerCholesky(), new CholeskyProduct());
      case Symmetric _ -> new FillSymmetric();
      case Independent(Constraint base, int axes) -> independent(of(base), axes);
      case dev.merapi.distributions.constraint.Joined(var parts, var lengths) ->
          new Joined(parts.stream().map(BijectTo::of).toList(), lengths);
      case dev.merapi.distributions.constraint.Stacked(var parts) ->
          new Stacked(parts.stream().map(BijectTo::of).toList());
      case Sphere sphere ->
          refuse(
              sphere,
              "no smooth one-to-one map from a flat space onto a sphere exists; use TransformTo, or draw a vector and normalise it");
      case WholeNumber discrete -> refuseDiscrete(discrete);
      case WholeNumberFrom discrete -> refuseDiscrete(discrete);
      case WholeNumberBetween discrete -> refuseDiscrete(discrete);
      case OneHot discrete -> refuseDiscrete(discrete);
      case CountsOfTotal discrete -> refuseDiscrete(discrete);
      case OneOf discrete -> refuseDiscrete(discrete);
      case Assignments discrete -> refuseDiscrete(discrete);
      case Trees discrete -> refuseDiscrete(discrete);
      case BijectiveConstraint own -> own.bijector();
      case CustomConstraint other ->
          refuse(other, "it names none; let it implement BijectiveConstraint");
      case Either union ->
          refuse(union, "a union of sets is not smooth; give each set a site of its own");
    };
  }

  private static Bijector independent(Bijector base, int axes) {
    return base instanceof Identity(Constraint domain)
        ? new Identity(Constraints.independent(domain, axes))
        : new EventAxes(base, axes);
  }

  private static Bijector refuseDiscrete(Constraint constraint) {
    return refuse(constraint, "its values are isolated points; enumerate the site instead");
  }

  private static Bijector refuse(Constraint constraint, String reason) {
    throw new ArgumentException(
        "No bijector leads to a constraint whose value is %s: %s"
            .formatted(constraint.describe(), reason));
  }
}
