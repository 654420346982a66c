package dev.merapi.tensor.internal.graph;

import java.util.Arrays;

/**
 * A way to run a graph. All executors of one graph give the same results, bit for bit. An instance
 * owns its working memory: one thread uses it at a time, and {@link #fork} makes another for
 * another thread.
 *
 * <p>A run that copies nothing writes the arrays of {@link #argument}, calls {@link #run()} and
 * reads the arrays of {@link #result}, all of one {@link #current} executor.
 */
public interface Executor {

  /**
   * The executor to use for the next run: this one, unless it stands for another that may become
   * faster.
   */
  default Executor current() {
    return this;
  }

  /** Where argument {@code i} is to be written, row-major; always the same array. */
  double[] argument(int i);

  /** Where result {@code i} is to be read after a run, row-major; always the same array. */
  double[] result(int i);

  /** Computes the results from the arguments; allocates nothing. */
  void run();

  /** Computes the results, row-major, from the arguments, row-major; allocates nothing. */
  default void run(double[][] arguments, double[][] results) {
    Executor now = current();
    for (int i = 0; i < arguments.length; i++) {
      double[] array = now.argument(i);
      System.arraycopy(arguments[i], 0, array, 0, array.length);
    }
    now.run();
    for (int i = 0; i < results.length; i++) {
      double[] array = now.result(i);
      System.arraycopy(array, 0, results[i], 0, array.length);
    }
  }

  /**
   * Runs of this executor's graph in one pass, each with memory of its own and the bits that it has
   * alone; here one after the other.
   */
  default Abreast abreast(int width) {
    Executor[] lanes = new Executor[width];
    Arrays.setAll(lanes, _ -> fork());
    return new Abreast() {
      @Override
      public Executor lane(int i) {
        return lanes[i];
      }

      @Override
      public void run(int count) {
        for (int i = 0; i < count; i++) {
          lanes[i].run();
        }
      }
    };
  }

  /** Several runs of one graph in one pass. */
  interface Abreast {
    /** Where the arguments of run {@code i} are written, and its results read. */
    Executor lane(int i);

    /** Computes the results of the first {@code count} runs. */
    void run(int count);
  }

  /** An executor of the same graph with memory of its own. */
  Executor fork();

  /**
   * An executor of the same graph with memory of its own, which up to so many threads may help to
   * run, the calling one among them, where that is worth it. The bits are the same.
   */
  default Executor fork(int threads) {
    return fork();
  }
}
