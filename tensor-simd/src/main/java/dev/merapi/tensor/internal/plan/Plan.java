package dev.merapi.tensor.internal.plan;

import dev.merapi.tensor.internal.graph.Graph;
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
    return of(graph, Unrolling.STANDARD);
  }

  /** The plan of a graph with another balance of straight-line code and loops. */
  public static Plan of(Graph graph, Unrolling unrolling) {
    return new Planner(graph, unrolling).plan();
  }

  /** One line of text a stage: what it is and which primitives it runs. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Stage stage : stages) {
      switch (stage) {
        case Stage.Scalars(List<Operation> operations) ->
            text.append("straight-line, %d operations%n".formatted(operations.size()));
        case Stage.Tiles(int length, List<Operation> operations) ->
            text.append("loop over %d, %d operations%n".formatted(length, operations.size()));
        case Stage.Call(int line) ->
            text.append("kernel of %%%d = %s%n".formatted(line, graph.equations().get(line)));
      }
    }
    return text.toString();
  }
}
