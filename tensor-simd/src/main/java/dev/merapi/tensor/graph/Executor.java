package dev.merapi.tensor.graph;

/**
 * A way to run a graph. All executors of one graph give the same results, bit for bit. An instance
 * owns its working memory: one thread uses it at a time, and {@link #fork} makes another for
 * another thread.
 */
public interface Executor {

  /** Computes the results, row-major, from the arguments, row-major; allocates nothing. */
  void run(double[][] arguments, double[][] results);

  /** An executor of the same graph with memory of its own. */
  Executor fork();
}
