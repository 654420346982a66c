package dev.merapi.report.watch;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.FitProgress;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.Svi;
import dev.merapi.infer.chain.ChainProgress;
import dev.merapi.infer.vi.guide.Guide;
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

  /** A fit shows its steps and its bound. */
  @Test
  void aFitShowsItsBound() {
    Svi fit = Svi.of(sample("x", normal(0, 1)), Guide.normal()).steps(200).block(100);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Bar bar =
        Bar.of("fit", fit, Optional.of(new PrintStream(out, true, StandardCharsets.UTF_8)))) {
      fit.watch(bar::update).run(1);
    }
    String last = out.toString(StandardCharsets.UTF_8);
    assertTrue(last.contains("/200") && last.contains("bound "), last);
    try (Bar quiet = Bar.of("fit", fit, Optional.empty())) {
      quiet.update(new FitProgress(1, 0, 0, 1, 0));
      assertEquals(0, quiet.divergences());
    }
  }

  private static void run(Bar bar) {
    for (int i = 1; i <= 5; i++) {
      bar.update(new ChainProgress(0, i <= 3, i, 5, 0.5, i == 5 ? 1 : 0));
      bar.update(new ChainProgress(1, i <= 3, i, 5, 0.5, i == 5 ? 2 : 0));
    }
  }
}
