package dev.merapi.dist.bijector;

import dev.merapi.dist.constraint.Assignments;
import dev.merapi.dist.constraint.Circular;
import dev.merapi.dist.constraint.Constraint;
import dev.merapi.dist.constraint.Constraints;
import dev.merapi.dist.constraint.CorrelationMatrix;
import dev.merapi.dist.constraint.CountsOfTotal;
import dev.merapi.dist.constraint.Either;
import dev.merapi.dist.constraint.GreaterThan;
import dev.merapi.dist.constraint.Independent;
import dev.merapi.dist.constraint.Interval;
import dev.merapi.dist.constraint.LessThan;
import dev.merapi.dist.constraint.LowerTriangular;
import dev.merapi.dist.constraint.OneHot;
import dev.merapi.dist.constraint.OneOf;
import dev.merapi.dist.constraint.PositiveDefinite;
import dev.merapi.dist.constraint.PositiveSemidefinite;
import dev.merapi.dist.constraint.Real;
import dev.merapi.dist.constraint.Simplex;
import dev.merapi.dist.constraint.Sphere;
import dev.merapi.dist.constraint.Square;
import dev.merapi.dist.constraint.Symmetric;
import dev.merapi.dist.constraint.Trees;
import dev.merapi.dist.constraint.WholeNumber;
import dev.merapi.dist.constraint.WholeNumberBetween;
import dev.merapi.dist.constraint.WholeNumberFrom;

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
      case Circular circle -> new Identity(circle);
      case Square square -> new Identity(square);
      case GreaterThan(var low, _) -> new Above(low);
      case LessThan(var high, _) -> new Below(high);
      case Interval(var low, _, var high, _) -> new Between(low, high);
      case Simplex _ -> new StickBreaking();
      case dev.merapi.dist.constraint.Ordered _ -> new Ordered();
      case dev.merapi.dist.constraint.PositiveOrdered _ -> new PositiveOrdered();
      case dev.merapi.dist.constraint.L1Ball _ -> new L1Ball();
      case dev.merapi.dist.constraint.ZeroSum(int axes) -> new ZeroSum(axes);
      case LowerTriangular _ -> new FillTriangle();
      case dev.merapi.dist.constraint.LowerCholesky _ -> new LowerCholesky();
      case dev.merapi.dist.constraint.SoftplusLowerCholesky _ -> new SoftplusLowerCholesky();
      case dev.merapi.dist.constraint.ScaledUnitLowerCholesky _ -> new ScaledUnitLowerCholesky();
      case dev.merapi.dist.constraint.UnitLowerCholesky _ -> new UnitLowerCholesky();
      case dev.merapi.dist.constraint.CorrelationCholesky _ -> new CorrelationCholesky();
      case CorrelationMatrix _ -> Chain.of(new CorrelationCholesky(), new CorrelationProduct());
      case PositiveDefinite _ -> Chain.of(new LowerCholesky(), new CholeskyProduct());
      case PositiveSemidefinite _ -> Chain.of(new LowerCholesky(), new CholeskyProduct());
      case Symmetric _ -> new FillSymmetric();
      case Independent(Constraint base, int axes) -> independent(of(base), axes);
      case dev.merapi.dist.constraint.Joined(var parts, var lengths) ->
          new Joined(parts.stream().map(BijectTo::of).toList(), lengths);
      case dev.merapi.dist.constraint.Stacked(var parts) ->
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
      case Either union ->
          refuse(union, "a union of sets is not smooth; give each set a site of its own");
    };
  }

  private static Bijector independent(Bijector base, int axes) {
    return base instanceof Identity(Constraint domain)
        ? new Identity(Constraints.independent(domain, axes))
        : new IndependentAxes(base, axes);
  }

  private static Bijector refuseDiscrete(Constraint constraint) {
    return refuse(constraint, "its values are isolated points; enumerate the site instead");
  }

  private static Bijector refuse(Constraint constraint, String reason) {
    throw new IllegalArgumentException(
        "No bijector leads to a constraint whose value is %s: %s"
            .formatted(constraint.describe(), reason));
  }
}
