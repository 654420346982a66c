package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.plan.Plan;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.FutureTask;

/**
 * Compiles graphs and keeps what it has compiled, by structure: a graph with other constants costs
 * nothing. Whoever runs many data sets keeps one compiler; its code is freed with it. Safe for many
 * threads.
 */
public final class Compiler {
  private final Map<Structure, FutureTask<Program>> known = new ConcurrentHashMap<>();

  /** The generated code of a graph, compiled now if its structure is new. */
  public Compiled compile(Graph graph) {
    FutureTask<Program> task = task(graph);
    task.run();
    return Compiled.of(Swapping.result(task).over(graph), 1);
  }

  /**
   * An executor that is ready at once: the interpreter, until a background thread has compiled the
   * graph. Since all executors give the same bits, nobody can tell when it changes over.
   */
  public Executor start(Graph graph) {
    FutureTask<Program> task = task(graph);
    if (!task.isDone()) {
      Thread.ofPlatform().daemon().name("merapi-compiler").start(task);
    }
    return new Swapping(graph, task);
  }

  private FutureTask<Program> task(Graph graph) {
    return known.computeIfAbsent(
        Structure.of(graph), structure -> new FutureTask<>(() -> Program.of(Plan.of(graph))));
  }
}
