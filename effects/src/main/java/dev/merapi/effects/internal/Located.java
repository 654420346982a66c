package dev.merapi.effects.internal;

import dev.merapi.distributions.continuous.Cauchy;
import dev.merapi.distributions.continuous.Gumbel;
import dev.merapi.distributions.continuous.Laplace;
import dev.merapi.distributions.continuous.Logistic;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.continuous.StudentT;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.IndependentAxes;
import dev.merapi.tensor.Tensor;
import java.util.Optional;

/**
 * A member of a family of location and scale on the real line.
 *
 * @param loc its location
 * @param scale its scale
 * @param rebuild the other members of the family
 */
public record Located(Tensor loc, Tensor scale, Rebuild rebuild) {

  /** A member of a family by its location and scale. */
  @FunctionalInterface
  public interface Rebuild {
    /** The member with this location and scale. */
    Distribution of(Tensor loc, Tensor scale);
  }

  /** A law as such a member, if it is one. */
  public static Optional<Located> of(Distribution law) {
    return switch (law) {
      case Normal(var loc, var scale, _) -> Optional.of(new Located(loc, scale, Normal::of));
      case Cauchy(var loc, var scale, _) -> Optional.of(new Located(loc, scale, Cauchy::of));
      case Laplace(var loc, var scale, _) -> Optional.of(new Located(loc, scale, Laplace::of));
      case Logistic(var loc, var scale, _) -> Optional.of(new Located(loc, scale, Logistic::of));
      case Gumbel(var loc, var scale, _) -> Optional.of(new Located(loc, scale, Gumbel::of));
      case StudentT(var df, var loc, var scale, _) ->
          Optional.of(new Located(loc, scale, (l, s) -> StudentT.of(df, l, s)));
      case IndependentAxes(var base, int axes) ->
          of(base)
              .map(
                  inner ->
                      new Located(
                          inner.loc,
                          inner.scale,
                          (l, s) ->
                              inner.rebuild.of(l, s).expand(base.batchShape()).toEvent(axes)));
      case Distribution _ -> Optional.empty();
    };
  }
}
