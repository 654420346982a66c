package dev.merapi.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.chain.Saving;
import dev.merapi.infer.mcmc.Targets;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import net.jqwik.api.Example;

/** A run that decides its length is a run of that length. */
final class UntilLaws {
  private static final Targets.EightSchools TARGET = new Targets.EightSchools();
  private static final Sampler SMALL = Sampler.nuts().warmUp(100).draws(50).chains(2);

  private static int length(Sampler sampler) {
    return sampler.run(TARGET, Key.of(1)).length();
  }

  @Example
  void isARunOfItsLength() {
    Chains chains = SMALL.until(300, 1.02).run(TARGET, Key.of(1));
    int length = chains.length();
    assertTrue(length > 50, "draws " + length);
    Chains plain = SMALL.draws(length).run(TARGET, Key.of(1));
    assertTrue(Arrays.deepEquals(plain.draws(), chains.draws()));
    assertTrue(Until.of(300, 1.02).isMet(chains));
    assertTrue(!Until.of(300, 1.02).isMet(SMALL.draws(length * 2 / 3).run(TARGET, Key.of(1))));
  }

  @Example
  void savedItIsTheSame() throws IOException {
    Path folder = Files.createTempDirectory("until");
    Saving saving = Saving.to(folder.resolve("run"));
    Sampler sampler = SMALL.until(300, 1.02);
    Chains saved = sampler.run(TARGET, Key.of(1), sampler.start(), Progress.NONE, saving);
    Chains plain = sampler.run(TARGET, Key.of(1));
    assertEquals(plain.length(), saved.length());
    assertTrue(Arrays.deepEquals(plain.draws(), saved.draws()));
    Files.delete(saving.file());
    Files.delete(folder);
  }

  @Example
  void budgetsEndIt() {
    Until never = Until.of(1e9, 1.000001);
    assertEquals(112, length(SMALL.until(never.draws(112))));
    assertEquals(50, length(SMALL.until(never.gradients(1))));
    assertEquals(50, length(SMALL.until(never.time(Duration.ZERO))));
    assertEquals(20, length(SMALL.until(never.draws(20))));
  }

  @Example
  void whatIsGoodEnoughEndsAtOnce() {
    assertEquals(50, length(SMALL.until(1, 10)));
  }

  @Example
  void refusesWhatCannotBeReached() {
    String message =
        String.valueOf(assertThrows(ArgumentException.class, () -> Until.of(400, 1)).getMessage());
    assertTrue(message.contains("R̂ above 1"), message);
  }
}
