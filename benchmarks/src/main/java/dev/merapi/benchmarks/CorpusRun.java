package dev.merapi.benchmarks;

import dev.merapi.benchmarks.corpus.Corpus;
import dev.merapi.effects.Model;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.internal.program.GraphPotential;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.plan.Plan;
import dev.merapi.tensor.internal.plan.Unrolling;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * One model of the corpus in a JVM of its own: prints one line of JSON. The names of posteriordb
 * are known where the property {@code merapi.posteriordb} names its folder.
 */
public final class CorpusRun {
  private static final double SECONDS = 4;
  private static final int POSITIONS = 2;

  private CorpusRun() {}

  /** Measures the model that the first argument names. */
  public static void main(String[] arguments) {
    String name = arguments[0];
    Model<?> model = model(name);
    long start = System.nanoTime();
    LogDensity density = LogDensity.of(model);
    Graph graph =
        GraphPotential.graph(density.potential())
            .orElseThrow(() -> new IllegalStateException("The model is dynamic: " + name));
    double traced = milliseconds(start);
    long begin = System.nanoTime();
    Compiled compiled = Compiled.of(graph);
    double compiling = milliseconds(begin);
    boolean equal = areEqual(graph);
    Watch watch = Watch.of(compiled, graph, SECONDS, start);
    System.out.printf(
        Locale.ROOT,
        "{\"model\": \"%s\", \"dimension\": %d, \"ns_gradient\": %.1f, \"bytes_gradient\": %.1f, \"ms_trace\": %.1f, \"ms_compile\": %.1f, \"code_bytes\": %d, \"lines\": %d, \"ms_peak\": %.0f, \"equal\": \"%s\"}%n",
        name,
        density.dimension(),
        watch.best(),
        watch.bytes(),
        traced,
        compiling,
        compiled.codeSize(),
        graph.equations().size(),
        watch.peak(),
        equal);
  }

  private static Model<?> model(String name) {
    var reference = ReferenceModels.all().get(name);
    if (reference != null) {
      Path folder = Path.of(System.getProperty("merapi.posteriordb", "")).resolve(name);
      return reference.apply(ReferenceData.in(folder));
    }
    return PeerModels.all().containsKey(name) ? PeerModels.named(name) : Corpus.named(name).model();
  }

  private static double milliseconds(long start) {
    return (System.nanoTime() - start) / 1e6;
  }

  /** Whether the interpreter, the code that runs and loops alone give the same bits. */
  static boolean areEqual(Graph graph) {
    Executor loops = Compiled.of(Plan.of(graph, Unrolling.NEVER));
    Executor[] executors = {Interpreter.of(graph), Compiled.of(graph), loops};
    boolean equal = true;
    for (int seed = 0; seed < POSITIONS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      double[][] arguments =
          graph.inputs().stream()
              .map(input -> random.doubles(input.shape().count(), -0.5, 0.5).toArray())
              .toArray(double[][]::new);
      double[][] expected = results(graph);
      executors[0].run(arguments, expected);
      for (Executor executor : executors) {
        double[][] made = results(graph);
        executor.run(arguments, made);
        equal &= Arrays.deepEquals(expected, made);
      }
    }
    return equal;
  }

  private static double[][] results(Graph graph) {
    return graph.outputs().stream()
        .map(line -> new double[graph.equations().get(line).shape().count()])
        .toArray(double[][]::new);
  }
}
