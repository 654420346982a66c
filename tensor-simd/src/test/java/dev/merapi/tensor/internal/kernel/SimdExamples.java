package dev.merapi.tensor.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a user sees who starts the JVM without the incubator module. */
class SimdExamples {
  private static final List<String> MODULE = List.of("--add-modules", "jdk.incubator.vector");

  @Test
  void withoutTheModuleScalarResultsComeOutAndOneLineSaysWhatToAdd()
      throws IOException, InterruptedException {
    Jvm.Result result = Jvm.run(List.of(), Fingerprint.class, "1");
    Jvm.Result silenced = Jvm.run(List.of("-Dmerapi.simd=off"), Fingerprint.class, "1");
    assertEquals(silenced.out(), result.out());
    List<String> hints =
        result.err().stream()
            .filter(line -> line.contains("--add-modules jdk.incubator.vector"))
            .toList();
    assertEquals(1, hints.size(), () -> String.join("\n", result.err()));
    assertTrue(silenced.err().isEmpty(), () -> String.join("\n", silenced.err()));
  }

  /** A few numbers, since each takes a hundred times as long. */
  @Test
  void withoutFusionTheBitsAreTheSameAndOneLineSaysWhatItCosts()
      throws IOException, InterruptedException {
    Jvm.Result usual = Jvm.run(MODULE, FewNumbers.class);
    assertEquals(List.of(), fusion(usual));
    for (String flag : List.of("-XX:-UseFMA", "-XX:UseAVX=0")) {
      List<String> flags = new ArrayList<>(MODULE);
      flags.add(flag);
      Jvm.Result slow = Jvm.run(flags, FewNumbers.class);
      assertEquals(usual.out(), slow.out());
      assertEquals(1, fusion(slow).size(), () -> String.join("\n", slow.err()));
    }
  }

  private static List<String> fusion(Jvm.Result result) {
    return result.err().stream().filter(line -> line.contains("fma instruction")).toList();
  }

  @Test
  void anUnknownWidthIsRefusedInASentence() {
    AssertionError error =
        assertThrows(
            AssertionError.class,
            () -> Jvm.run(List.of("-Dmerapi.simd=64"), Fingerprint.class, "1"));
    assertTrue(
        error.getMessage().contains("Use preferred, off, 128, 256 or 512."), error.getMessage());
  }

  @Test
  void thisJvmRunsVectors() {
    assertTrue(Simd.on());
    assertTrue(Simd.lanes() >= 2);
  }

  /** Kernels ask in every call, also long before the compiler removes an object made for it. */
  @Test
  void theNumberOfLanesIsKnownWithoutAVector() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    int lanes = Simd.lanes();
    long before = threads.getCurrentThreadAllocatedBytes();
    boolean same = Simd.lanes() == lanes;
    assertEquals(0, threads.getCurrentThreadAllocatedBytes() - before);
    assertTrue(same);
  }
}
