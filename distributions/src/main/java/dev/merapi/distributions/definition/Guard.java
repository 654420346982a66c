package dev.merapi.distributions.definition;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.LowerCholesky;
import dev.merapi.distributions.internal.Belongs;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Cholesky;
import dev.merapi.tensor.internal.op.Substitution;
import dev.merapi.tensor.internal.op.Where;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The parameters of a distribution that are not numbers yet and cannot be seen to stay in their
 * sets. Where one is outside the density is −∞, and the formula is asked for a point of the set
 * instead, so its gradient is 0 there and never NaN.
 */
final class Guard {
  private final Set<Tensor> leaves = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<Open> open = new ArrayList<>();

  /** A parameter whose flags are combined along {@code axes} axes on their right. */
  private record Open(Tensor value, Constraint set, int axes) {}

  /** What is to be watched of a distribution. */
  static Guard of(Distribution distribution) {
    Guard guard = new Guard();
    distribution.parameters().collect(guard, 0);
    return guard;
  }

  /** What is not part of the formula, whatever it was computed from. */
  void leaf(Tensor given) {
    leaves.add(given);
  }

  void add(Tensor value, Constraint set, int axes) {
    leaves.add(value);
    if (!Belongs.surely(value, set)) {
      open.add(new Open(value, set, axes));
    }
  }

  /** A density as it is written for a value, and −∞ where a parameter is outside its set. */
  Tensor guarded(Tensor written, Tensor value) {
    if (open.isEmpty()) {
      return written;
    }
    IdentityHashMap<Tensor, Tensor> tame = new IdentityHashMap<>();
    Tensor inside = Tensor.scalar(1);
    for (Open each : open) {
      Tensor flags = flags(each.value, each.set);
      Tensor known = tame.getOrDefault(each.value, each.value);
      Tensor point = Substitution.within(each.set.interior(each.value.shape()), tame, leaves);
      tame.put(each.value, feasible(flags, known, point, each.set.eventDim()));
      inside = inside.and(combined(flags, each.axes));
    }
    leaves.add(value);
    Tensor density = Substitution.within(written, tame, leaves);
    return new Where(false).on(inside, density, Tensor.scalar(Double.NEGATIVE_INFINITY));
  }

  /** Where a value is in a set. A Cholesky factor is one, or NaN all over. */
  private static Tensor flags(Tensor value, Constraint set) {
    boolean factor =
        set instanceof LowerCholesky
            && value instanceof Symbolic.Apply node
            && node.operation() instanceof Cholesky;
    return factor ? value.diagonal().gt(0).min(-1) : set.check(value);
  }

  /** The value where its flag is 1, else the point. */
  private static Tensor feasible(Tensor flags, Tensor value, Tensor point, int eventDim) {
    Tensor condition = flags;
    for (int i = 0; i < eventDim; i++) {
      condition = condition.unsqueeze(-1);
    }
    return Tensor.where(condition, value, point);
  }

  private static Tensor combined(Tensor flags, int axes) {
    Tensor all = flags;
    for (int i = 0; i < axes && all.rank() > 0; i++) {
      all = all.min(-1);
    }
    return all;
  }
}
