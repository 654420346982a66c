package dev.merapi.infer.internal.sum;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Stacked;
import io.vavr.collection.Vector;
import java.util.ArrayList;
import java.util.List;

/**
 * The products of the densities of each step as tables [A.., S..], where A are axes outside of the
 * chain and S the states of the blocks they have.
 *
 * @param outer A
 */
record StepTables(Vector<Axis> outer) {

  /** The number of states of a block: the product of the sizes of its variables. */
  static int states(Vector<Axis.Variable> block) {
    return sizes(block).count();
  }

  private static Shape sizes(Vector<? extends Axis> axes) {
    return Shape.of(axes.toJavaStream().mapToInt(Axis::size).toArray());
  }

  /**
   * The tables of all steps: [A.., n, S..].
   *
   * @param factors for each step its factors, which may be none
   * @param blocks for each step the blocks whose states are the last axes
   */
  Tensor all(List<Vector<Factor>> factors, List<Vector<Vector<Axis.Variable>>> blocks) {
    return inside(stacked(factors, blocks).all(), blocks.getFirst().size());
  }

  /** As {@link #all}, the first P of them, where after P steps the tables come again. */
  Tensor inTurn(List<Vector<Factor>> factors, List<Vector<Vector<Axis.Variable>>> blocks) {
    Stacked tables = stacked(factors, blocks);
    return inside(tables.first(tables.period()), blocks.getFirst().size());
  }

  /** The first axis moved to the left of the last {@code states} axes, and A in full. */
  private Tensor inside(Tensor tables, int states) {
    Tensor moved = tables.moveAxis(0, tables.rank() - 1 - states);
    return moved.expand(sizes(outer).append(moved.shape().takeRight(states + 1)));
  }

  private Stacked stacked(
      List<Vector<Factor>> factors, List<Vector<Vector<Axis.Variable>>> blocks) {
    List<Tensor> tables = new ArrayList<>();
    Shape common = Shape.SCALAR;
    for (int t = 0; t < factors.size(); t++) {
      Tensor table = table(factors.get(t), blocks.get(t));
      common = Shape.broadcast(common, table.shape());
      tables.add(table);
    }
    Shape shape = common;
    return Stacked.of(tables.stream().map(table -> table.expand(shape)).toList());
  }

  /**
   * The product of the factors of a step: [A.., S..], with size 1 where it has not an axis of A.
   */
  private Tensor table(Vector<Factor> factors, Vector<Vector<Axis.Variable>> blocks) {
    Vector<Axis.Variable> variables = blocks.flatMap(block -> block);
    Vector<Axis> axes = outer.appendAll(variables);
    Tensor product =
        factors.isEmpty()
            ? Tensor.zeros(Shape.SCALAR.padLeft(axes.size()))
            : Factor.product(factors).along(axes);
    Shape own = product.shape().takeLeft(outer.size());
    Shape states = Shape.of(blocks.toJavaStream().mapToInt(StepTables::states).toArray());
    return product.expand(own.append(sizes(variables))).reshape(own.append(states));
  }
}
