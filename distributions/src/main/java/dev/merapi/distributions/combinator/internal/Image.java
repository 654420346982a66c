package dev.merapi.distributions.combinator.internal;

import dev.merapi.distributions.bijector.Affine;
import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Composition;
import dev.merapi.distributions.bijector.Elu;
import dev.merapi.distributions.bijector.EventAxes;
import dev.merapi.distributions.bijector.Exp;
import dev.merapi.distributions.bijector.Identity;
import dev.merapi.distributions.bijector.Inverse;
import dev.merapi.distributions.bijector.LeakyRelu;
import dev.merapi.distributions.bijector.Permute;
import dev.merapi.distributions.bijector.Power;
import dev.merapi.distributions.bijector.Reshape;
import dev.merapi.distributions.bijector.Sigmoid;
import dev.merapi.distributions.bijector.SignedPower;
import dev.merapi.distributions.bijector.Softplus;
import dev.merapi.distributions.bijector.Tanh;
import dev.merapi.distributions.constraint.Circular;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.constraint.GreaterThan;
import dev.merapi.distributions.constraint.Independent;
import dev.merapi.distributions.constraint.Interval;
import dev.merapi.distributions.constraint.LessThan;
import dev.merapi.distributions.constraint.Real;
import dev.merapi.distributions.constraint.Simplex;
import dev.merapi.tensor.Bounds;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.bounds.BoundsOf;
import java.util.Optional;

/**
 * The image of a set under a bijector: its codomain for the whole of its domain, an interval for an
 * interval under an increasing or decreasing function of numbers, whose ends are the images of the
 * ends; empty where it is not known.
 */
public final class Image {
  private Image() {}

  /** The image of a set of events of the domain, or of arrays of them. */
  public static Optional<Constraint> of(Bijector bijector, Constraint set) {
    if (isAll(set, bijector.domain())) {
      return Optional.of(bijector.codomain());
    }
    if (set instanceof Independent(Constraint base, int axes)
        && bijector.domain().eventDim() <= base.eventDim()) {
      return of(bijector, base).map(image -> Constraints.independent(image, axes));
    }
    return switch (bijector) {
      case Identity _ -> Optional.of(set);
      case Composition(var parts) -> {
        Optional<Constraint> image = Optional.of(set);
        for (Bijector part : parts) {
          image = image.flatMap(known -> of(part, known));
        }
        yield image;
      }
      case EventAxes(Bijector base, int _) -> of(base, set);
      case Permute _ when isOfNumbers(set) || set instanceof Simplex -> Optional.of(set);
      case Reshape reshape when isOfNumbers(set) ->
          Optional.of(Constraints.independent(((Independent) set).base(), reshape.to().rank()));
      case Bijector other ->
          direction(other).flatMap(increasing -> image(other, set, increasing > 0));
    };
  }

  private static boolean isOfNumbers(Constraint set) {
    return set instanceof Independent(Constraint base, int _) && base.eventDim() == 0;
  }

  /** Whether a set is a domain, but perhaps for points at its ends. */
  private static boolean isAll(Constraint set, Constraint domain) {
    return set.equals(domain)
        || switch (set) {
          case Circular _ -> domain instanceof Real;
          case GreaterThan(Tensor low, boolean _) ->
              domain instanceof GreaterThan(Tensor from, boolean _) && low.equals(from);
          case LessThan(Tensor high, boolean _) ->
              domain instanceof LessThan(Tensor to, boolean _) && high.equals(to);
          case Interval(Tensor low, boolean _, Tensor high, boolean _) ->
              domain instanceof Interval(Tensor from, boolean _, Tensor to, boolean _)
                  && low.equals(from)
                  && high.equals(to);
          case Independent(Constraint base, int axes) ->
              domain instanceof Independent(Constraint each, int others)
                  && axes == others
                  && isAll(base, each);
          case Constraint _ -> false;
        };
  }

  /** 1 for an increasing function of numbers, −1 for a decreasing one; empty for others. */
  private static Optional<Integer> direction(Bijector bijector) {
    return switch (bijector) {
      case Exp _, Sigmoid _, Softplus _, Tanh _, Elu _, SignedPower _ -> Optional.of(1);
      case LeakyRelu(double slope) -> slope > 0 ? Optional.of(1) : Optional.empty();
      case Affine(Tensor _, Tensor scale) -> sign(scale);
      case Power(Tensor exponent) -> sign(exponent);
      case Inverse(Bijector inner) -> direction(inner);
      case dev.merapi.distributions.internal.bijector.Above _ -> Optional.of(1);
      case dev.merapi.distributions.internal.bijector.Between _ -> Optional.of(1);
      case dev.merapi.distributions.internal.bijector.Below _ -> Optional.of(-1);
      case Bijector _ -> Optional.empty();
    };
  }

  private static Optional<Integer> sign(Tensor factor) {
    Bounds bounds = BoundsOf.tensor(factor);
    return bounds.isAbove(0)
        ? Optional.of(1)
        : bounds.isBelow(0) ? Optional.of(-1) : Optional.empty();
  }

  private record End(Tensor at, boolean closed) {}

  private static Optional<Constraint> image(Bijector f, Constraint set, boolean increasing) {
    Optional<End> low =
        switch (set) {
          case GreaterThan(Tensor at, boolean closed) -> Optional.of(new End(at, closed));
          case Interval(Tensor at, boolean closed, Tensor _, boolean _) ->
              Optional.of(new End(at, closed));
          case Constraint _ -> Optional.empty();
        };
    Optional<End> high =
        switch (set) {
          case LessThan(Tensor at, boolean closed) -> Optional.of(new End(at, closed));
          case Interval(Tensor _, boolean _, Tensor at, boolean closed) ->
              Optional.of(new End(at, closed));
          case Constraint _ -> Optional.empty();
        };
    if (low.isEmpty() && high.isEmpty()) {
      return Optional.empty();
    }
    Optional<End> first = (increasing ? low : high).map(end -> moved(f, end));
    Optional<End> last = (increasing ? high : low).map(end -> moved(f, end));
    return Optional.of(between(f.codomain(), first, last));
  }

  private static End moved(Bijector f, End end) {
    return new End(f.forward(end.at), end.closed);
  }

  /** The part of a codomain, an interval, between two ends; one that is missing is its own. */
  private static Constraint between(Constraint whole, Optional<End> first, Optional<End> last) {
    Optional<End> low =
        first.or(
            () ->
                switch (whole) {
                  case GreaterThan(Tensor at, boolean _) -> Optional.of(new End(at, false));
                  case Interval(Tensor at, boolean _, Tensor _, boolean _) ->
                      Optional.of(new End(at, false));
                  case Constraint _ -> Optional.empty();
                });
    Optional<End> high =
        last.or(
            () ->
                switch (whole) {
                  case LessThan(Tensor at, boolean _) -> Optional.of(new End(at, false));
                  case Interval(Tensor _, boolean _, Tensor at, boolean _) ->
                      Optional.of(new End(at, false));
                  case Constraint _ -> Optional.empty();
                });
    if (low.isPresent() && high.isPresent()) {
      return new Interval(low.get().at, low.get().closed, high.get().at, high.get().closed);
    }
    return low.isPresent()
        ? new GreaterThan(low.get().at, low.get().closed)
        : new LessThan(high.orElseThrow().at, high.orElseThrow().closed);
  }
}
