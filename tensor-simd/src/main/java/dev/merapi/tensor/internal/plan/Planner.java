package dev.merapi.tensor.internal.plan;

import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.Reshape;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts every line on the earliest level where all it needs is there. Lines of one kind on one level
 * form one stage: a line joins the level of what it reads in step with its own loop, and goes to a
 * later one for anything that must be complete.
 */
final class Planner {
  /** Lines of one kind that are computed together. */
  private record Group(int level, Kind kind, int line) {}

  private final Graph graph;
  private final Kinds kinds;
  private final int[] levels;

  Planner(Graph graph, Unrolling unrolling) {
    this.graph = graph;
    this.kinds = new Kinds(graph, unrolling);
    this.levels = new int[graph.equations().size()];
  }

  Plan plan() {
    List<Reads> reads = new ArrayList<>();
    for (int line = 0; line < levels.length; line++) {
      reads.add(Reads.of(graph, kinds, line));
      levels[line] = level(line, reads.getLast());
    }
    boolean[] stored = stored(reads);
    Lowering lowering = new Lowering(graph, kinds, stored);
    List<Stage> stages = new ArrayList<>();
    groups().forEach((group, lines) -> stages.add(stage(lowering, group, lines)));
    return new Plan(graph, stages, arrays(stored));
  }

  private int level(int line, Reads reads) {
    int level = 0;
    for (int source : reads.complete()) {
      level = Math.max(level, levels[source] + 1);
    }
    for (int source : reads.inStep()) {
      boolean together = kinds.of(source).equals(kinds.of(line)) && !kinds.isAccumulated(source);
      level = Math.max(level, together ? levels[source] : levels[source] + 1);
    }
    return level;
  }

  /**
   * Lines that another stage or the caller reads, and that must therefore outlive their own stage.
   */
  private boolean[] stored(List<Reads> reads) {
    boolean[] stored = new boolean[levels.length];
    for (int line = levels.length - 1; line >= 0; line--) {
      stored[line] |= kinds.isInArray(line);
      for (int source : reads.get(line).complete()) {
        stored[source] = true;
      }
      for (int source : reads.get(line).inStep()) {
        stored[source] |=
            levels[source] != levels[line] || !kinds.of(source).equals(kinds.of(line));
      }
    }
    return stored;
  }

  private Map<Group, List<Integer>> groups() {
    List<Integer> order = new ArrayList<>();
    for (int line = 0; line < levels.length; line++) {
      if (!(kinds.of(line) instanceof Kind.Given || kinds.of(line) instanceof Kind.Alias)) {
        order.add(line);
      }
    }
    order.sort(Comparator.comparingInt(line -> levels[line]));
    Map<Group, List<Integer>> groups = new LinkedHashMap<>();
    for (int line : order) {
      int own = kinds.of(line) instanceof Kind.Whole ? line : -1;
      groups
          .computeIfAbsent(new Group(levels[line], kinds.of(line), own), group -> new ArrayList<>())
          .add(line);
    }
    return groups;
  }

  private static Stage stage(Lowering lowering, Group group, List<Integer> lines) {
    return switch (group.kind()) {
      case Kind.Scalar scalar -> new Stage.Scalars(lowering.operations(lines, 1));
      case Kind.Tile(int length) -> new Stage.Tiles(length, lowering.operations(lines, length));
      case Kind.Whole whole -> new Stage.Call(group.line());
      case Kind.Given given -> throw new IllegalStateException("Given lines need no stage");
      case Kind.Alias alias -> throw new IllegalStateException("Aliases need no stage");
    };
  }

  private List<Integer> arrays(boolean[] stored) {
    List<Integer> arrays = new ArrayList<>();
    for (int line = 0; line < stored.length; line++) {
      boolean shared =
          kinds.of(line) instanceof Kind.Alias
              && graph.equations().get(line) instanceof Equation.Apply apply
              && apply.primitive() instanceof Reshape;
      if (!stored[line]) {
        arrays.add(-1);
      } else if (shared && graph.equations().get(line) instanceof Equation.Apply apply) {
        arrays.add(arrays.get(apply.inputs().getFirst()));
      } else {
        arrays.add(line);
      }
    }
    return arrays;
  }
}
