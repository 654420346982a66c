package dev.merapi.infer.vi;

import dev.merapi.distributions.internal.special.StraightThrough;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.ArgMax;
import dev.merapi.tensor.internal.op.ArgMin;
import dev.merapi.tensor.internal.op.Argsort;
import dev.merapi.tensor.internal.op.Ceil;
import dev.merapi.tensor.internal.op.Equal;
import dev.merapi.tensor.internal.op.Floor;
import dev.merapi.tensor.internal.op.HigherOrder;
import dev.merapi.tensor.internal.op.Less;
import dev.merapi.tensor.internal.op.LessOrEqual;
import dev.merapi.tensor.internal.op.NotEqual;
import dev.merapi.tensor.internal.op.Primitive;
import dev.merapi.tensor.internal.op.Round;
import dev.merapi.tensor.internal.op.Sign;
import java.util.BitSet;
import java.util.List;

/**
 * Lines of a bound's graph that decide by a number which depends on parameters, input 1 and after,
 * and on which the bound depends: primitives that are constant but for jumps. What stands behind a
 * stopped gradient does not count.
 */
record Deciding(Graph graph) {

  /** Whether there is one. */
  boolean isFound() {
    List<Equation> lines = graph.equations();
    BitSet moving = new BitSet();
    for (int i = 0; i < lines.size(); i++) {
      boolean moves =
          switch (lines.get(i)) {
            case Equation.Argument argument -> argument.index() > 0;
            case Equation.Constant _ -> false;
            case Equation.Apply apply -> inputs(apply).stream().anyMatch(moving::get);
          };
      moving.set(i, moves);
    }
    BitSet needed = new BitSet();
    graph.outputs().forEach(needed::set);
    for (int i = lines.size() - 1; i >= 0; i--) {
      if (needed.get(i) && moving.get(i) && lines.get(i) instanceof Equation.Apply apply) {
        if (decides(apply.primitive())) {
          return true;
        }
        inputs(apply).forEach(needed::set);
      }
    }
    return false;
  }

  /** What gradients see: of a value with the gradient of another, that other. */
  private static List<Integer> inputs(Equation.Apply apply) {
    List<Integer> inputs = apply.inputs();
    return apply.primitive() instanceof StraightThrough ? inputs.subList(1, 2) : inputs;
  }

  private static boolean decides(Primitive primitive) {
    return primitive instanceof Less
        || primitive instanceof LessOrEqual
        || primitive instanceof Equal
        || primitive instanceof NotEqual
        || primitive instanceof Floor
        || primitive instanceof Ceil
        || primitive instanceof Round
        || primitive instanceof Sign
        || primitive instanceof ArgMax
        || primitive instanceof ArgMin
        || primitive instanceof Argsort
        || primitive instanceof HigherOrder;
  }
}
