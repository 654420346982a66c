package dev.merapi.infer.particle;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.emit.Compiler;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.graph.Mapped;
import dev.merapi.tensor.internal.kernel.Domain;
import dev.merapi.tensor.internal.kernel.Threefry;
import dev.merapi.tensor.internal.simplify.Simplify;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Runs the graph of one stretch for all particles, as many side by side as fit into the cache. What
 * it has compiled it keeps by structure: the steps of a filter share their code. The first steps
 * are interpreted, since a program may be over before its code is ready.
 */
final class Engine {
  /** Elements of the largest line of a run. */
  private static final int ELEMENTS = 1 << 12;

  /** Stretches that are run before any is compiled. */
  private static final int PATIENCE = 4;

  /** Lines beyond which the past is carried along as an expression that only grows. */
  private static final int LINES = 5000;

  private final Compiler compiler = new Compiler();
  private final AtomicInteger runs = new AtomicInteger();

  /**
   * The results of a graph for each particle, row after row.
   *
   * @param step the key of the step
   * @param arguments one row for each particle, without the key
   */
  double[][] run(Graph graph, int n, Key step, List<double[]> arguments, Crew crew) {
    Graph one = Simplify.keepingBits(graph);
    if (one.equations().size() > LINES) {
      throw new UntracedException("The expressions of the program grow from step to step.");
    }
    int side = Math.clamp(ELEMENTS / largest(one), 1, n);
    Graph many =
        Mapped.of(one, side)
            .getOrElseThrow(() -> new UntracedException("A primitive has no rule for an axis."));
    Executor executor =
        runs.incrementAndGet() > PATIENCE ? compiler.start(many) : Interpreter.of(many);
    int[] counts =
        one.outputs().stream()
            .mapToInt(line -> one.equations().get(line).shape().count())
            .toArray();
    double[][] results = new double[counts.length][];
    for (int k = 0; k < counts.length; k++) {
      results[k] = new double[Math.multiplyExact(n, counts[k])];
    }
    double[] words = words(step, n);
    int tiles = (n + side - 1) / side;
    int workers = Math.min(tiles, crew.threads());
    crew.each(
        workers,
        worker -> {
          Executor own = (workers == 1 ? executor : executor.fork()).current();
          for (int tile = worker; tile < tiles; tile += workers) {
            int from = tile * side;
            int rows = Math.min(side, n - from);
            System.arraycopy(words, 4 * from, own.argument(0), 0, 4 * rows);
            for (int k = 0; k < arguments.size(); k++) {
              double[] argument = own.argument(k + 1);
              int count = argument.length / side;
              System.arraycopy(arguments.get(k), count * from, argument, 0, count * rows);
            }
            own.run();
            for (int k = 0; k < counts.length; k++) {
              System.arraycopy(own.result(k), 0, results[k], counts[k] * from, counts[k] * rows);
            }
          }
        });
    return results;
  }

  /** The words of the keys {@code step.fold(i)} of all particles. */
  private static double[] words(Key step, int n) {
    long[] halves = new long[2 * n];
    for (int i = 0; i < n; i++) {
      Threefry.block(step.k0(), step.k1(), i, Domain.NUMBER, halves, 2 * i, 2 * i + 1);
    }
    double[] words = new double[4 * n];
    for (int i = 0; i < halves.length; i++) {
      words[2 * i] = halves[i] >>> 32;
      words[2 * i + 1] = halves[i] & 0xffffffffL;
    }
    return words;
  }

  private static int largest(Graph graph) {
    return graph.equations().stream()
        .mapToInt(equation -> equation.shape().count())
        .reduce(1, Math::max);
  }
}
