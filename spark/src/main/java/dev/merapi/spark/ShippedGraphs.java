package dev.merapi.spark;

import dev.merapi.infer.internal.rows.BlockGraphs;
import dev.merapi.infer.internal.rows.RowBlock;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.emit.Compiler;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.random.Draws;
import java.io.Serializable;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Graphs on the way to executors: bytes, and what they give at a place that is fixed, so that an
 * executor which computes other bits is found before it adds any. They travel as a broadcast
 * variable, of which each executor has one: it reads the bytes once and compiles each structure
 * once, and forgets the code with the variable.
 */
final class ShippedGraphs implements Serializable {
  private static final long serialVersionUID = 1;

  private final byte[] bytes;
  private final long probe;
  private transient @Nullable Loaded loaded;

  private record Loaded(BlockGraphs graphs, Compiler compiler) {}

  /** Bytes, and the bits that they must give. */
  ShippedGraphs(byte[] bytes, long probe) {
    this.bytes = bytes;
    this.probe = probe;
  }

  static ShippedGraphs of(BlockGraphs graphs) {
    return new ShippedGraphs(graphs.bytes(), probe(graphs));
  }

  RowBlock block(int number, int rows, double[][] columns) {
    Loaded known = loaded();
    return new RowBlock(number, rows, columns, known.graphs, known.compiler);
  }

  /** All that the graphs give for a block with these columns. */
  Executor outputs(int rows, double[][] columns) {
    Loaded known = loaded();
    return known.graphs.outputs(rows, columns, known.compiler);
  }

  private synchronized Loaded loaded() {
    Loaded known = loaded;
    if (known == null) {
      BlockGraphs graphs = BlockGraphs.of(bytes);
      if (probe(graphs) != probe) {
        throw new ArgumentException(
            "An executor computes other bits than the driver, so the two run different versions of Merapi or of Java. Give both the same jars and the same JDK.");
      }
      known = new Loaded(graphs, new Compiler());
      loaded = known;
    }
    return known;
  }

  /** A hash of the bits that the graph of the smallest block gives, at numbers that are drawn. */
  static long probe(BlockGraphs graphs) {
    Graph graph = graphs.graphs().values().iterator().next();
    double[][] arguments =
        graph.inputs().stream()
            .map(input -> new double[input.shape().count()])
            .toArray(double[][]::new);
    for (int i = 0; i < arguments.length; i++) {
      Draws.uniform(Key.of(i), arguments[i], 0, arguments[i].length);
    }
    double[][] results =
        graph.outputs().stream()
            .map(line -> new double[graph.equations().get(line).shape().count()])
            .toArray(double[][]::new);
    Interpreter.of(graph).run(arguments, results);
    return Arrays.deepHashCode(results);
  }
}
