package dev.merapi.tensor.internal.gradient;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Add;
import dev.merapi.tensor.internal.op.Divide;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.Exp;
import dev.merapi.tensor.internal.op.Gather;
import dev.merapi.tensor.internal.op.GatherAt;
import dev.merapi.tensor.internal.op.HmmLogSum;
import dev.merapi.tensor.internal.op.Lbeta;
import dev.merapi.tensor.internal.op.Lgamma;
import dev.merapi.tensor.internal.op.Log;
import dev.merapi.tensor.internal.op.Log1p;
import dev.merapi.tensor.internal.op.LogAddExp;
import dev.merapi.tensor.internal.op.LogCumSumExp;
import dev.merapi.tensor.internal.op.LogSumExp;
import dev.merapi.tensor.internal.op.Max;
import dev.merapi.tensor.internal.op.Min;
import dev.merapi.tensor.internal.op.Multiply;
import dev.merapi.tensor.internal.op.NormalIcdf;
import dev.merapi.tensor.internal.op.Power;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Reciprocal;
import dev.merapi.tensor.internal.op.Sigmoid;
import dev.merapi.tensor.internal.op.Softplus;
import dev.merapi.tensor.internal.op.Sqrt;
import dev.merapi.tensor.internal.op.View;
import dev.merapi.tensor.internal.op.Where;
import dev.merapi.tensor.internal.op.Xlogy;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.DoublePredicate;
import org.jspecify.annotations.Nullable;

/**
 * What has weight zero carries no gradient: where the sensitivity to a result is exactly 0 because
 * a sum of exponentials or a choice above it gives it no weight, the sensitivity to the operands is
 * 0 too, also where the derivative is infinite there. So a branch of probability zero, ln 0 = −∞
 * inside of a log-sum-exp, multiplies no infinity by zero.
 *
 * <p>Only elementwise functions with a pole need it, and only where an operand cannot be seen to be
 * away from the pole; everything else keeps the rule of the primitive. Where the sensitivity is not
 * 0 the numbers are the same, bit for bit.
 */
final class ZeroWeight {
  private final Set<Tensor> gated = nodes();
  private final Set<Tensor> positive = nodes();
  private final Set<Tensor> infinite = nodes();

  private ZeroWeight() {}

  /** For the nodes behind an output, each after everything that it depends on. */
  static ZeroWeight of(List<Tensor> order) {
    ZeroWeight weight = new ZeroWeight();
    boolean open =
        order.stream()
            .anyMatch(x -> x instanceof Symbolic.Apply node && isGate(Primitive.of(node)));
    if (open) {
      for (Tensor node : order) {
        if (node instanceof Symbolic.Apply apply) {
          weight.look(apply);
        }
      }
    }
    return weight;
  }

  private static Set<Tensor> nodes() {
    return Collections.newSetFromMap(new IdentityHashMap<>());
  }

  private void look(Symbolic.Apply node) {
    if (isPositiveOf(node)) {
      positive.add(node);
    }
    if (isInfiniteOf(node)) {
      infinite.add(node);
    }
  }

  /** To be called for every node before its contribution is asked for, results first. */
  void visit(Symbolic.Apply node) {
    if (gated.contains(node) || isGate(Primitive.of(node))) {
      gated.addAll(node.inputs());
    }
  }

  /** The vector–Jacobian product of a node, 0 where the adjoint is. */
  @Nullable Tensor vjp(
      Symbolic.Apply node, int operand, List<Tensor> inputs, Tensor output, Tensor adjoint) {
    Primitive primitive = Primitive.of(node);
    if (!(primitive instanceof Elementwise) || !gated.contains(node) || !isSteep(node)) {
      return primitive.vjp(operand, inputs, output, adjoint);
    }
    Tensor none = adjoint.eq(0);
    Tensor one = Tensor.scalar(1);
    List<Tensor> tame = inputs.stream().map(x -> Tensor.where(none, one, x)).toList();
    Tensor part = primitive.vjp(operand, tame, Tensor.where(none, one, output), adjoint);
    return part == null ? null : part.sumTo(inputs.get(operand).shape());
  }

  /** Whether sensitivities below this primitive may be 0 at some elements and not at others. */
  private static boolean isGate(Primitive primitive) {
    return switch (primitive) {
      case LogSumExp _, LogAddExp _, LogCumSumExp _, HmmLogSum _, Max _, Min _ -> true;
      case Gather _, GatherAt _ -> true;
      case Where where -> where.poles();
      default -> false;
    };
  }

  /** Whether a derivative of the node may be infinite. */
  private boolean isSteep(Symbolic.Apply node) {
    List<Tensor> x = node.inputs();
    return switch (Primitive.of(node)) {
      case Log _, Sqrt _, Lgamma _, Reciprocal _, Power _ -> !isNotZero(x.getFirst());
      case Divide _, Xlogy _ -> !isNotZero(x.get(1));
      case Lbeta _ -> !isNotZero(x.get(0)) || !isNotZero(x.get(1));
      case Log1p _, NormalIcdf _ -> !isPositive(x.getFirst());
      case Multiply _ -> x.stream().anyMatch(infinite::contains);
      default -> false;
    };
  }

  /** Whether numbers of the node may be infinite where those of the inputs are finite. */
  private boolean isInfiniteOf(Symbolic.Apply node) {
    return switch (Primitive.of(node)) {
      case Exp _, Sigmoid _ -> false;
      case Elementwise _ -> isSteep(node) || node.inputs().stream().anyMatch(infinite::contains);
      case View _ -> infinite.contains(node.inputs().getFirst());
      default -> false;
    };
  }

  /** Whether the node is seen to be above 0: an exponential, or made of such numbers. */
  private boolean isPositiveOf(Symbolic.Apply node) {
    return switch (Primitive.of(node)) {
      case Exp _, Sigmoid _, Softplus _ -> true;
      case Add _, Multiply _, Divide _, Sqrt _, Reciprocal _ ->
          node.inputs().stream().allMatch(this::isPositive);
      case View _ -> isPositive(node.inputs().getFirst());
      default -> false;
    };
  }

  private boolean isPositive(Tensor x) {
    return switch (x) {
      case Dense dense -> all(dense, v -> v > 0);
      case Symbolic node -> positive.contains(node);
    };
  }

  private boolean isNotZero(Tensor x) {
    return x instanceof Dense dense ? all(dense, v -> v != 0) : positive.contains(x);
  }

  private static boolean all(Dense dense, DoublePredicate test) {
    return Arrays.stream(dense.rowMajorArray()).allMatch(test);
  }
}
