package dev.merapi.infer.internal.worlds;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.loop.Scan;
import dev.merapi.tensor.internal.op.Assembly;
import dev.merapi.tensor.internal.op.Contraction;
import dev.merapi.tensor.internal.op.Elementwise;
import dev.merapi.tensor.internal.op.HigherOrder;
import dev.merapi.tensor.internal.op.Indexed;
import dev.merapi.tensor.internal.op.MatrixFunction;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Random;
import dev.merapi.tensor.internal.op.Reduction;
import dev.merapi.tensor.internal.op.Running;
import dev.merapi.tensor.internal.op.View;
import java.util.List;
import java.util.OptionalInt;

/**
 * A primitive in all worlds at once.
 *
 * <p>Law: in each world the result is that of the primitive on the operands there, as {@link
 * WorldByWorld} computes it.
 */
interface Rule {

  /**
   * The axis of the result, counted from the right, whose position i depends on nothing of the
   * operand but position i of this axis; none where there is no such axis. Elements of a plate can
   * stay apart along these axes.
   */
  OptionalInt kept(int operand, int axis);

  /**
   * The result: its hidden axes in the given order, then its visible ones, of which some may have
   * size 1 where the result is the same all along them. The hidden axes of the operands are among
   * {@code order}, and name the axes of the result.
   */
  Tensor apply(List<Mapped> operands, List<Hidden> order);

  /** The rule of a primitive on operands of these shapes. */
  static Rule of(Primitive primitive, List<Shape> shapes) {
    return switch (primitive) {
      case Elementwise function -> new ElementwiseRule(function, shapes);
      case Reduction reduction -> new ReductionRule(reduction);
      case Running running -> new RunningRule(running);
      case View view -> ViewRules.of(view, shapes);
      case Assembly assembly -> AssemblyRules.of(assembly, shapes);
      case Indexed indexed -> IndexedRules.of(indexed, shapes);
      case Contraction contraction -> MatrixRules.of(contraction, shapes);
      case MatrixFunction function -> MatrixRules.of(function, shapes);
      case Scan loop -> new ScanRule(loop);
      case HigherOrder other -> new WorldByWorld(other);
      case Random random -> RandomRule.of(random, shapes);
    };
  }
}
