package dev.merapi.tensor.internal.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The self-check names every kernel; without vectors its floors do not apply. */
class SelfCheckExamples {
  @Test
  void namesEveryKernelAndJudgesNoneWithoutVectors() throws IOException, InterruptedException {
    Jvm.Result result = Jvm.run(List.of("-Dmerapi.simd=off"), SelfCheck.class);
    for (Elementwise kernel : Elementwise.all()) {
      assertTrue(
          result.out().stream().anyMatch(line -> line.startsWith(kernel.name() + " ")),
          kernel.name());
    }
    assertTrue(result.out().stream().noneMatch(line -> line.contains("SLOW")));
    assertEquals("Vector code is off: floors do not apply.", result.out().getLast());
  }
}
