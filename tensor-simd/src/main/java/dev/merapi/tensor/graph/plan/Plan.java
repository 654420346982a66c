package dev.merapi.tensor.graph.plan;

import dev.merapi.tensor.graph.Graph;
import java.util.List;

/**
 * A graph cut into stages.
 *
 * @param graph what is computed
 * @param stages in the order in which they run
 * @param arrays for each line, the line whose array holds its elements in row-major order, or −1
 *     where it needs none
 */
public record Plan(Graph graph, List<Stage> stages, List<Integer> arrays) {
  public Plan {
    stages = List.copyOf(stages);
    arrays = List.copyOf(arrays);
  }

  /** The plan of a graph. */
  public static Plan of(Graph graph) {
    return new Planner(graph).plan();
  }
}
