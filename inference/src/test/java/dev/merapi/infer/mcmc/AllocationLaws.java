package dev.merapi.infer.mcmc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import dev.merapi.tensor.Key;
import java.lang.management.ManagementFactory;
import net.jqwik.api.Example;

/** The inner loop works in arrays that exist before it begins. */
final class AllocationLaws {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int STEPS = 2000;

  @Example
  void aLeapfrogAllocatesNothing() {
    Targets.EightSchools target = new Targets.EightSchools();
    Metric metric = Metric.unit(target.dimension());
    Phase z = new Phase(target.dimension());
    z.start(Point.at(target, new double[target.dimension()]), metric, Key.of(1));
    leapfrogs(10, target, metric, z);
    long before = THREADS.getCurrentThreadAllocatedBytes();
    leapfrogs(10_000, target, metric, z);
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertTrue(bytes < 1000, bytes + " bytes in 10000 leapfrogs");
  }

  private static void leapfrogs(int n, Targets.EightSchools target, Metric metric, Phase z) {
    for (int i = 0; i < n; i++) {
      Leapfrog.step(target, metric, 0.1, z);
    }
  }

  /** Trees of fifteen leapfrogs and of one take the same sixteen uniform numbers, and no more. */
  @Example
  void aTreeAllocatesNothingPerLeapfrog() {
    measure(4);
    measure(1);
    long shallow = measure(1);
    long deep = measure(4);
    double perLeapfrog = (double) (deep - shallow) / STEPS / (15 - 1);
    assertTrue(perLeapfrog < 1, perLeapfrog + " bytes a leapfrog");
  }

  /** Bytes of some transitions that all saturate at {@code depth}. */
  private static long measure(int depth) {
    Targets.EightSchools target = new Targets.EightSchools();
    Tuning tuning = new Tuning(1e-5, Metric.unit(target.dimension()));
    Nuts nuts = new Nuts(target, tuning, new NutsLimits(depth, 1000));
    Key key = Key.of(depth);
    Point point = nuts.step(key, nuts.init(new double[target.dimension()])).state();
    int leapfrogs = 0;
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < STEPS; i++) {
      leapfrogs += nuts.step(key.fold(i), point).info().leapfrogs();
    }
    long bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    assertEquals(STEPS * ((1 << depth) - 1), leapfrogs);
    return bytes;
  }
}
