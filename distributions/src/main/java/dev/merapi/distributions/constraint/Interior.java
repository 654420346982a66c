package dev.merapi.distributions.constraint;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Tensor;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A value of a set with what rounding takes from it near the ends: a bijector onto the set, which
 * knows the distances from both ends, hands them on to the density. Of vectors and matrices the
 * distances are those of each element.
 *
 * @param value [.., E..]
 * @param above its distance from the lower end
 * @param below its distance from the upper end
 * @param origin the value that the last map of a chain made this one of
 */
public record Interior(
    Tensor value, Optional<Distance> above, Optional<Distance> below, Optional<Origin> origin) {
  /** Ends that differ by less than that part of themselves are one. */
  private static final double ROUNDING = 1e-12;

  /** The logarithm of the distance from an end. */
  public record Distance(Tensor end, Tensor log) {
    private Distance map(Tensor like, UnaryOperator<Tensor> function) {
      return new Distance(function.apply(end.expand(like.shape())), function.apply(log));
    }

    /**
     * ln |value − other|: the logarithm that is known where the ends are one, else by subtraction.
     */
    private Tensor from(Tensor other, Tensor gap) {
      if (end instanceof Dense a && other instanceof Dense b && a.equals(b)) {
        return log;
      }
      Tensor size = end.abs().maximum(other.abs()).times(ROUNDING);
      Tensor same = end.minus(other).abs().le(size);
      return Tensor.where(same, log, Tensor.where(same, Tensor.scalar(1), gap).log());
    }
  }

  /** A map, and the value before it. */
  public record Origin(Object map, Interior before) {}

  /** A value of which nothing more is known. */
  public static Interior of(Tensor value) {
    return new Interior(value, Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** Whether nothing more than the value is known. */
  public boolean isPlain() {
    return above.isEmpty() && below.isEmpty() && origin.isEmpty();
  }

  /** With the logarithm of the distance from the lower end. */
  public Interior above(Tensor low, Tensor log) {
    return new Interior(value, Optional.of(new Distance(low, log)), below, origin);
  }

  /** With the logarithm of the distance from the upper end. */
  public Interior below(Tensor high, Tensor log) {
    return new Interior(value, above, Optional.of(new Distance(high, log)), origin);
  }

  /** As the image of another value under a map. */
  public Interior from(Object map, Interior before) {
    return new Interior(value, above, below, Optional.of(new Origin(map, before)));
  }

  /** The value before a map, where it was the last one. */
  public Optional<Interior> before(Object map) {
    return origin.filter(known -> known.map().equals(map)).map(Origin::before);
  }

  /** ln(value − low). */
  public Tensor logAbove(Tensor low) {
    Tensor gap = value.minus(low);
    return above.map(known -> known.from(low, gap)).orElseGet(gap::log);
  }

  /** ln(high − value). */
  public Tensor logBelow(Tensor high) {
    Tensor gap = high.minus(value);
    return below.map(known -> known.from(high, gap)).orElseGet(gap::log);
  }

  /** In another arrangement of its elements. */
  public Interior map(UnaryOperator<Tensor> function) {
    return new Interior(
        function.apply(value),
        above.map(known -> known.map(value, function)),
        below.map(known -> known.map(value, function)),
        Optional.empty());
  }
}
