package dev.merapi.tensor.internal.random;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.op.KeyedNoise;
import dev.merapi.tensor.internal.op.Subset;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Draws in a graph work in arrays that exist before it runs. */
final class NoiseAllocationLaws {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int RUNS = 200;
  private static final int BATCHES = 400;

  /** Once the JVM has compiled the loops: a batch of runs without a byte, among many. */
  @Test
  void drawsUnderATracedKeyAllocateNothing() {
    Symbolic.Input words = Symbolic.Input.of("key", Shape.of(4));
    Key key = Key.ofWords(words);
    List<Tensor> draws = new ArrayList<>();
    for (NoiseDraw.Kind kind : NoiseDraw.Kind.values()) {
      draws.add(KeyedNoise.of(kind, key.fold("many").fold(kind.name()), Shape.of(1000)));
      draws.add(KeyedNoise.of(kind, key.fold("one").fold(kind.name()), Shape.SCALAR));
    }
    draws.add(Subset.of(key.fold("few of many"), 10_000, 256));
    draws.add(Subset.of(key.fold("most"), 500, 400));
    Executor executor = Compiled.of(Graph.of(List.of(words), draws));
    double[] given = Key.of(1).words().toArray();
    System.arraycopy(given, 0, executor.argument(0), 0, given.length);
    long least = Long.MAX_VALUE;
    for (int batch = 0; batch < BATCHES && least > 0; batch++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < RUNS; i++) {
        executor.run();
      }
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    // The bean itself may show some bytes of its own.
    long bytes = least;
    assertTrue(bytes < RUNS, () -> bytes + " bytes in " + RUNS + " runs");
  }
}
