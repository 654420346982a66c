package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.plan.Ref;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The constant positions that generated code mentions, by number. */
final class PositionNames {
  private final Graph graph;
  private final List<Positions> all = new ArrayList<>();

  PositionNames(Graph graph) {
    this.graph = graph;
  }

  /** The number of the positions in a table of so many numbers, if they are a run of a constant. */
  OptionalInt number(Ref positions, int size) {
    if (!(positions instanceof Ref.Run(int line, _))
        || !(graph.equations().get(line) instanceof Equation.Constant)) {
      return OptionalInt.empty();
    }
    Positions wanted = new Positions(line, size);
    if (!all.contains(wanted)) {
      all.add(wanted);
    }
    return OptionalInt.of(all.indexOf(wanted));
  }

  /** All that were mentioned, by number. */
  List<Positions> all() {
    return List.copyOf(all);
  }
}
