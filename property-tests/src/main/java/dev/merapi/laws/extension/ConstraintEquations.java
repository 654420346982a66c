package dev.merapi.laws.extension;

import static dev.merapi.distributions.Distributions.normal;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.laws.verify.Check;
import dev.merapi.laws.verify.Outcome;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/** The laws of a set of values. */
final class ConstraintEquations {
  private static final int POINTS = 12;
  private static final double[] EDGES = {
    0, -0.0, 0.5, 1, -1, 2, -2.5, 1e-300, 1e300, 0x1p53, Double.POSITIVE_INFINITY, Double.NaN
  };

  private ConstraintEquations() {}

  static List<Check> all(Constraint set, Shape value) {
    return List.of(
        Check.exact(
            "interior",
            "an interior that is not inside, of another shape, an empty description",
            "other values",
            (_, _) -> interior(set, value)),
        Check.exact(
            "arrays",
            "an array that is judged otherwise than its values, NaN that is let in",
            "edges that are not tried",
            (_, key) -> arrays(set, value, key)),
        Check.exact(
            "reached",
            "free numbers that end outside, or do not come back",
            "sets that are not reached from free numbers",
            (_, key) -> reached(set, value, key)));
  }

  private static Outcome interior(Constraint set, Shape value) {
    for (Shape batch : List.of(Shape.SCALAR, Shape.of(3), Shape.of(2, 1))) {
      Shape whole = batch.append(value);
      Tensor inside = set.interior(whole).expand(whole);
      Tensor flags = set.check(inside);
      if (flags.min().item() != 1) {
        return new Outcome.Failed(
            "Its interior for shape %s is %s, which is not %s."
                .formatted(whole, inside, set.describe()));
      }
    }
    return set.describe().isBlank()
        ? new Outcome.Failed("It has no description to stand after 'must be'.")
        : new Outcome.Passed(set.describe());
  }

  private static Outcome arrays(Constraint set, Shape value, Key key) {
    int n = value.count();
    Tensor inside = set.interior(value).expand(value);
    Tensor[] values = new Tensor[POINTS + EDGES.length];
    for (int i = 0; i < values.length; i++) {
      double[] numbers = i < POINTS ? inside.toArray() : new double[n];
      int at = i % n;
      if (i < POINTS) {
        numbers[at] += i % 3 == 0 ? 0 : normal(0, 1).sample(key.fold(i)).item();
      } else {
        Arrays.fill(numbers, EDGES[i - POINTS]);
      }
      values[i] = Tensor.of(numbers, value);
    }
    Tensor together = Tensor.stack(0, values);
    Tensor flags = set.check(together);
    boolean all = true;
    for (int i = 0; i < values.length; i++) {
      double alone = set.check(values[i]).min().item();
      double among = flags.get(i).min().item();
      all &= alone == 1;
      if (alone != among || (alone == 1) != set.holds(values[i].dense())) {
        return new Outcome.Failed(
            "Of %s alone check says %s and holds %s, and check says %s of it among others."
                .formatted(values[i], alone, set.holds(values[i].dense()), among));
      }
      if (alone == 1 && values[i].isNan().max().item() == 1) {
        return new Outcome.Failed("It lets %s in.".formatted(values[i]));
      }
    }
    return all == set.holds(together.dense())
        ? new Outcome.Passed("%d values".formatted(values.length))
        : new Outcome.Failed("holds says %s of an array of which it is not true.".formatted(!all));
  }

  private static Outcome reached(Constraint set, Shape value, Key key) {
    Bijector onto;
    try {
      onto = BijectTo.of(set);
    } catch (ArgumentException none) {
      return new Outcome.Idle("it is not reached from free numbers: " + none.getMessage());
    }
    Shape free = onto.inverseShape(value);
    for (int i = 0; i < POINTS; i++) {
      Tensor u = normal(0, 1).expand(free).sample(key.fold(i)).times(0.5 + i % 4);
      Tensor x = onto.forward(u);
      if (set.check(x).min().item() != 1) {
        return new Outcome.Failed(
            "The free numbers %s become %s, which is not %s.".formatted(u, x, set.describe()));
      }
      double gap = onto.forward(onto.inverse(x)).minus(x).abs().max().item();
      if (!(gap <= 1e-7 * (1 + x.abs().max().item()))) {
        return new Outcome.Failed(
            "%s goes back to free numbers that become another value, off by %.3g."
                .formatted(x, gap));
      }
    }
    return new Outcome.Passed("%d points".formatted(POINTS));
  }
}
