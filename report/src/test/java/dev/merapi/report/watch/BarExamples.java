package dev.merapi.report.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.ChainProgress;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BarExamples {
  private static final Sampler SAMPLER = Sampler.nuts().warmUp(3).draws(2).chains(2);

  @Test
  void aTerminalSeesAllChainsAndDivergences() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Bar bar =
        Bar.of(
            "schools", SAMPLER, Optional.of(new PrintStream(out, true, StandardCharsets.UTF_8)))) {
      run(bar);
      assertEquals(3, bar.divergences());
    }
    String last = out.toString(StandardCharsets.UTF_8);
    assertTrue(last.contains("schools") && last.contains("10/10"), last);
  }

  @Test
  void withoutATerminalItIsQuietAndCounts() {
    try (Bar bar = Bar.of("schools", SAMPLER, Optional.empty())) {
      run(bar);
      assertEquals(3, bar.divergences());
    }
  }

  private static void run(Bar bar) {
    for (int i = 1; i <= 5; i++) {
      bar.update(new ChainProgress(0, i <= 3, i, 5, 0.5, i == 5 ? 1 : 0));
      bar.update(new ChainProgress(1, i <= 3, i, 5, 0.5, i == 5 ? 2 : 0));
    }
  }
}
