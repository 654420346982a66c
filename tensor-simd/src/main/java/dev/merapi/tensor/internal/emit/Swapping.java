package dev.merapi.tensor.internal.emit;

import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/** Runs a graph by the interpreter until its code is there, and by the code from then on. */
final class Swapping implements Executor {
  private final Graph graph;
  private final FutureTask<Program> task;
  private final Constants constants;
  private final int threads;
  private @Nullable Interpreter interpreter;
  private @Nullable Compiled compiled;

  Swapping(Graph graph, FutureTask<Program> task) {
    this(graph, task, new Constants(), 1);
  }

  private Swapping(Graph graph, FutureTask<Program> task, Constants constants, int threads) {
    this.graph = graph;
    this.task = task;
    this.constants = constants;
    this.threads = threads;
  }

  /** The program over the constants of the graph, made by the first of all forks that wants it. */
  private static final class Constants {
    private @Nullable Program program;

    synchronized Program of(Program compiled, Graph graph) {
      if (program == null) {
        program = compiled.over(graph);
      }
      return program;
    }
  }

  @Override
  public double[] argument(int i) {
    return current().argument(i);
  }

  @Override
  public double[] result(int i) {
    return current().result(i);
  }

  @Override
  public void run() {
    current().run();
  }

  @Override
  public Executor current() {
    if (compiled == null && task.state() == Future.State.SUCCESS) {
      compiled = Compiled.of(constants.of(task.resultNow(), graph), threads);
      interpreter = null;
    }
    if (compiled != null) {
      return compiled;
    }
    if (task.state() == Future.State.FAILED) {
      throw new IllegalStateException("The graph could not be compiled", task.exceptionNow());
    }
    if (interpreter == null) {
      interpreter = Interpreter.of(graph);
    }
    return interpreter;
  }

  @Override
  public Swapping fork() {
    return fork(1);
  }

  @Override
  public Swapping fork(int newThreads) {
    return new Swapping(graph, task, constants, newThreads);
  }

  /** What a finished compilation has made, or the reason why it failed. */
  static Program result(FutureTask<Program> task) {
    try {
      return task.get();
    } catch (ExecutionException error) {
      if (error.getCause() instanceof MerapiException refused) {
        throw refused;
      }
      throw new IllegalStateException("The graph could not be compiled", error.getCause());
    } catch (InterruptedException error) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while the graph was being compiled", error);
    }
  }
}
