package dev.merapi.effects.internal;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * From the free numbers of the missing elements alone, [k, F..] in the order of the elements, to
 * values [B.., E..]: elements that are not missing have the free numbers 0, and no part in the
 * determinant.
 *
 * @param onto from free numbers [F..] to values [E..]
 * @param missing 1 where an element is missing, [B..]
 * @param places the number of each missing element among them, k for the others, [B..]
 * @param chosen the places of the missing elements among all, [k]
 */
public record Filling(Bijector onto, Dense missing, Dense places, Dense chosen)
    implements Bijector {

  /** For a bijector onto the support of each element. */
  public static Filling of(Bijector onto, Dense missing) {
    double[] flags = missing.toArray();
    double[] places = new double[flags.length];
    int count = 0;
    for (double flag : flags) {
      count += flag != 0 ? 1 : 0;
    }
    double[] chosen = new double[count];
    int next = 0;
    for (int i = 0; i < flags.length; i++) {
      places[i] = flags[i] != 0 ? next : count;
      if (flags[i] != 0) {
        chosen[next++] = i;
      }
    }
    return new Filling(
        onto,
        missing,
        Tensor.of(places, missing.shape()).dense(),
        Tensor.of(chosen, Shape.of(count)).dense());
  }

  @Override
  public Constraint domain() {
    return Constraints.independent(onto.domain(), 1);
  }

  @Override
  public Constraint codomain() {
    return onto.codomain();
  }

  /** What belongs to the missing elements of an array [B.., R..], as [k, R..]. */
  public Tensor compact(Tensor whole) {
    int right = whole.rank() - missing.rank();
    Shape rest = whole.shape().takeRight(right);
    return whole.reshape(Shape.of(missing.shape().count()).append(rest)).get(chosen);
  }

  /** The array [B.., R..] with these rows [k, R..] at missing elements, and others elsewhere. */
  public Tensor spread(Tensor rows, Tensor others) {
    Tensor last = others.expand(rows.shape().dropLeft(1)).unsqueeze(0);
    return Tensor.concat(-rows.rank(), rows, last).get(places);
  }

  private Tensor whole(Tensor free) {
    return spread(free, Tensor.scalar(0));
  }

  @Override
  public Tensor forward(Tensor free) {
    return onto.forward(whole(free));
  }

  @Override
  public Tensor inverse(Tensor value) {
    Shape known = missing.shape().append(value.shape().takeRight(onto.codomain().eventDim()));
    return compact(onto.inverse(value.expand(known)));
  }

  @Override
  public Tensor logAbsDetJacobian(Tensor free, Tensor value) {
    return Tensor.where(missing, onto.logAbsDetJacobian(whole(free), value), Tensor.scalar(0));
  }

  @Override
  public Shape forwardShape(Shape free) {
    return onto.forwardShape(missing.shape().append(free.takeRight(onto.domain().eventDim())));
  }

  @Override
  public Shape inverseShape(Shape value) {
    Shape free = onto.inverseShape(value).takeRight(onto.domain().eventDim());
    return chosen.shape().append(free);
  }
}
