package dev.merapi.infer.internal.rows;

import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.emit.Compiler;
import dev.merapi.tensor.internal.graph.Executor;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * Some rows, and code for them. Many threads may use it at a time: each takes an executor, or makes
 * one that shares the rows.
 */
public final class RowBlock {
  private final int number;
  private final Compiled first;
  private final int sites;
  private final ConcurrentLinkedQueue<Executor> idle = new ConcurrentLinkedQueue<>();

  /** A block of so many rows with these columns, which it takes over. */
  public RowBlock(int number, int rows, double[][] columns, BlockGraphs graphs, Compiler compiler) {
    this.number = number;
    this.sites = graphs.sites();
    this.first = graphs.density(rows, columns, compiler);
    idle.add(first);
  }

  /** Which block it is, from 0. */
  public int number() {
    return number;
  }

  /** The log density at the position of the block, and its gradient behind it. */
  public double[] at(double[] position) {
    Executor taken = idle.poll();
    Executor executor = taken == null ? first.fork() : taken;
    double[] vector = at(executor, sites, position);
    idle.add(executor);
    return vector;
  }

  /**
   * What an executor of value and gradients of some sites gives at a position that begins with
   * them, one behind the other.
   */
  static double[] at(Executor executor, int sites, double[] position) {
    Executor now = executor.current();
    int offset = 0;
    for (int i = 0; i < sites; i++) {
      double[] argument = now.argument(i);
      System.arraycopy(position, offset, argument, 0, argument.length);
      offset += argument.length;
    }
    now.run();
    double[] vector = new double[offset + 1];
    vector[0] = now.result(0)[0];
    int at = 1;
    for (int i = 1; i <= sites; i++) {
      double[] slope = now.result(i);
      System.arraycopy(slope, 0, vector, at, slope.length);
      at += slope.length;
    }
    return vector;
  }
}
