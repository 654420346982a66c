package dev.merapi.tensor.internal.simplify;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Carries tall lines [n, k], of many rows and few columns, transposed, so that loops run along the
 * long axis: what is computed from columns then fuses, where short rows would each be a call. A
 * line is transposed where most of what it is connected with can be; elsewhere its axes are
 * exchanged once. Sums of short rows become sums of columns, in order instead of in lanes: their
 * last bits change.
 */
final class LongAxisLast {
  private final Graph graph;
  private final TallLines tall;
  private final List<@Nullable Tensor> upright = new ArrayList<>();
  private final List<@Nullable Tensor> turned = new ArrayList<>();

  private LongAxisLast(Graph graph) {
    this.graph = graph;
    this.tall = new TallLines(graph);
  }

  /** The same function. */
  static Graph apply(Graph graph) {
    LongAxisLast pass = new LongAxisLast(graph);
    return pass.tall.isAnyTurned() ? pass.rewritten() : graph;
  }

  private Graph rewritten() {
    List<Symbolic.Input> inputs =
        graph.inputs().stream().map(x -> Symbolic.Input.of(x.name(), x.shape())).toList();
    for (int line = 0; line < graph.equations().size(); line++) {
      upright.add(null);
      turned.add(null);
      switch (graph.equations().get(line)) {
        case Equation.Argument argument -> upright.set(line, inputs.get(argument.index()));
        case Equation.Constant(Dense value) -> upright.set(line, value);
        case Equation.Apply apply -> {
          if (tall.isTurned(line)) {
            turned.set(line, new Turned(this).line(apply));
          } else {
            upright.set(line, plain(apply));
          }
        }
      }
    }
    return Graph.of(inputs, graph.outputs().stream().map(this::upright).toList());
  }

  private Tensor plain(Equation.Apply apply) {
    Tensor fromTurned = new Turned(this).reader(apply);
    return fromTurned != null
        ? fromTurned
        : apply.primitive().on(apply.inputs().stream().map(this::upright).toArray(Tensor[]::new));
  }

  Shape shape(int line) {
    return graph.equations().get(line).shape();
  }

  Equation equation(int line) {
    return graph.equations().get(line);
  }

  /** A line as it was. */
  Tensor upright(int line) {
    Tensor known = upright.get(line);
    if (known == null) {
      known = turned(line).transpose();
      upright.set(line, known);
    }
    return known;
  }

  boolean isTurned(int line) {
    return tall.isTurned(line);
  }

  /** A line [n, k] as [k, n]; constants are laid out so once. */
  Tensor turned(int line) {
    Tensor known = turned.get(line);
    if (known == null) {
      Tensor made = upright(line).transpose();
      known = made instanceof Dense dense ? new Dense(dense.toArray(), dense.shape()) : made;
      turned.set(line, known);
    }
    return known;
  }

  /** Positions in a flat [n, k] as positions in a flat [k, n]. */
  static Tensor cells(Dense positions, int n, int k) {
    double[] cells = positions.toArray();
    Arrays.setAll(cells, i -> cells[i] % k * n + Math.floor(cells[i] / k));
    return new Dense(cells, positions.shape());
  }
}
