package dev.merapi.report.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Progress;
import dev.merapi.report.result.Recipe;
import dev.merapi.report.result.Results;
import dev.merapi.tensor.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Draws that are written as they are made; {@code merapi.kills} is how often a run is killed. */
class StreamExamples {
  private static final int KILLS = Integer.getInteger("merapi.kills", 2);

  @TempDir Path folder;

  /** What is streamed is what is returned, with discrete sites, statistics and labels. */
  @Test
  void filesHaveWhatIsReturned() {
    Model<?> model = KilledRun.model();
    CmdStanCsv files = KilledRun.files(folder);
    Posterior posterior = files.sample(KilledRun.sampler(40), model, KilledRun.KEY);
    Posterior back = files.read();
    assertEquals(posterior.names(), back.names());
    assertEquals("theta[Exeter]", back.names().get(4));
    assertArrayEquals(posterior.rows(), back.rows());
    assertEquals(posterior.statistics(), back.statistics());
    for (String name : posterior.statistics()) {
      assertArrayEquals(posterior.statistic(name), back.statistic(name), name);
    }
    assertEquals(
        Optional.of(Recipe.of(model, KilledRun.sampler(40), KilledRun.KEY)), files.recipe());
    assertTrue(
        assertThrows(
                FileException.class,
                () -> files.sample(KilledRun.sampler(40), model, KilledRun.KEY))
            .getMessage()
            .contains("a run that was killed"));
  }

  /** Warm-up is there on request, in front of the same draws. */
  @Test
  void warmUpIsKeptOnRequest() throws IOException {
    for (Sampler sampler :
        List.of(KilledRun.sampler(40), Sampler.stan().warmUp(150).draws(40).chains(2))) {
      CmdStanCsv files = CmdStanCsv.in(folder, "warm" + sampler.hashCode(), 2).withWarmUp();
      Posterior posterior = files.sample(sampler, KilledRun.model(), KilledRun.KEY);
      assertArrayEquals(posterior.rows(), files.read().rows());
      Posterior warmUp = files.readWarmUp();
      assertEquals(posterior.names(), warmUp.names());
      for (int c = 0; c < 2; c++) {
        assertEquals(
            posterior.chains().chains().get(c).warmUp().iterations(), warmUp.rows()[c].length);
      }
      Results results = Results.of(posterior).withWarmUp(warmUp);
      for (String name : List.of("w.json", "w.zarr")) {
        Path file = folder.resolve(sampler.hashCode() + name);
        Store.at(file).write(results);
        assertEquals(
            results.group(Results.WARM_UP).variables().get("theta"),
            Store.at(file).read().group(Results.WARM_UP).variables().get("theta"));
      }
    }
    CmdStanCsv without = CmdStanCsv.in(folder, "without", 2);
    without.sample(KilledRun.sampler(10), KilledRun.model(), KilledRun.KEY);
    assertTrue(
        assertThrows(FileException.class, without::readWarmUp)
            .getMessage()
            .contains("no draws of warm-up"));
  }

  /** Before warm-up ends there are no draws; draws that are withdrawn become warm-up. */
  @Test
  void withdrawnDrawsAreWarmUp() {
    CmdStanCsv files = CmdStanCsv.in(folder, "withdrawn", 1).withWarmUp();
    double[] at = new double[dev.merapi.infer.LogDensity.of(KilledRun.model()).dimension()];
    try (CmdStanStream stream =
        new CmdStanStream(files, KilledRun.model(), 3, java.util.Map.of(), Progress.NONE)) {
      stream.warmedUp(drawn(0, at));
      assertTrue(assertThrows(FileException.class, files::read).getMessage().contains("no draws"));
      assertEquals(1, files.readWarmUp().size());
      stream.drawn(drawn(0, at));
      stream.drawn(drawn(1, at));
      assertEquals(2, files.read().size());
      stream.warmedUp(drawn(3, at));
      stream.drawn(drawn(0, at));
      assertEquals(1, files.read().size());
      assertEquals(4, files.readWarmUp().size());
    }
  }

  private static dev.merapi.infer.chain.Drawn drawn(int draw, double[] at) {
    return new dev.merapi.infer.chain.Drawn(
        0, draw, Key.of(draw), at, List.of("lp"), new double[] {-1});
  }

  /** Killed at any moment, a run leaves each draw that it said it had made, with its bits. */
  @Test
  void aKilledRunLeavesItsDraws() throws IOException, InterruptedException {
    double[][][] whole =
        Posterior.sample(KilledRun.sampler(400), KilledRun.model(), KilledRun.KEY).rows();
    for (int kill = 0; kill < KILLS; kill++) {
      Path place = folder.resolve("kill" + kill);
      int[] said = KilledRun.said(1 + 37 * (1 + kill) % 350, place.toString(), "1000000");
      for (int c = 0; c < 2; c++) {
        double[][] chain = chain(KilledRun.files(place).files().get(c));
        assertTrue(chain.length >= said[c], chain.length + " draws of " + said[c]);
        int compared = Math.min(chain.length, 400);
        assertArrayEquals(
            Arrays.copyOf(whole[c], compared), Arrays.copyOf(chain, compared), "chain " + c);
      }
      System.out.printf("kill %d: said %s%n", kill, Arrays.toString(said));
    }
  }

  /** Killed at any moment, also while it warms up, a run that saves goes on to the same bytes. */
  @Test
  void aKilledRunThatSavesGoesOn() throws IOException, InterruptedException {
    double[][][] whole =
        Posterior.sample(KilledRun.sampler(100), KilledRun.model(), KilledRun.KEY).rows();
    int begun = 0;
    for (int kill = 0; kill < KILLS; kill++) {
      Path file = folder.resolve("run" + kill + ".checkpoint");
      int[] said = KilledRun.said(1 + 97 * (1 + kill) % 460, file.toString(), "100", "saving");
      begun += Files.exists(file) ? 1 : 0;
      Posterior resumed =
          Posterior.sample(
              KilledRun.sampler(100),
              KilledRun.model(),
              KilledRun.KEY,
              Progress.NONE,
              KilledRun.saving(file));
      assertArrayEquals(whole, resumed.rows(), "kill " + kill);
      System.out.printf("kill %d: at %s%n", kill, Arrays.toString(said));
    }
    assertTrue(begun > 0, "no run was killed after it had saved");
  }

  /** Computed again, the same bytes; another key, other data or another program is noticed. */
  @Test
  void aRecipeSaysWhetherDrawsAreThoseComputedAgain() {
    Model<?> model = KilledRun.model();
    Sampler sampler = KilledRun.sampler(20);
    Results made =
        Results.of(model, Posterior.sample(sampler, model, KilledRun.KEY))
            .with(Recipe.of(model, sampler, KilledRun.KEY));
    Path file = folder.resolve("kept.json");
    Store.at(file).write(made);
    Results kept = Store.at(file).read();
    assertEquals(Optional.empty(), Recipe.repeat(kept, model, sampler, KilledRun.KEY));
    differs("The key of one", Recipe.repeat(kept, model, sampler, Key.of(12)));
    differs("The sampler of one", Recipe.repeat(kept, model, sampler.warmUp(150), KilledRun.KEY));
    differs(
        "The density of one",
        Recipe.repeat(
            kept,
            dev.merapi.effects.handler.Condition.of("mu", 1.0).on(model),
            sampler,
            KilledRun.KEY));
    differs(
        "do not say how", Recipe.repeat(Results.of(kept.posterior()), model, sampler, Key.of(1)));
    Posterior other = Posterior.sample(sampler, model, Key.of(12));
    differs(
        "are not those that are computed again",
        Recipe.repeat(Results.of(other).with(kept.recipe().get()), model, sampler, KilledRun.KEY));
  }

  private static void differs(String words, Optional<String> sentence) {
    assertTrue(sentence.orElse("nothing").contains(words), sentence.orElse("nothing"));
  }

  /**
   * A file system that is full: the run ends, and the files have whole lines. On one thread the
   * first chain takes all the room, and the other file stays empty; on two it is a race.
   */
  @Test
  void aFullDiskCostsTheRestOfTheFileOnly() throws IOException {
    assertEquals(0, drawsOfTheLastChain(KilledRun.sampler(200).threads(1)));
    drawsOfTheLastChain(KilledRun.sampler(200));
  }

  private static int drawsOfTheLastChain(Sampler sampler) throws IOException {
    try (var system =
        com.google.common.jimfs.Jimfs.newFileSystem(
            com.google.common.jimfs.Configuration.unix().toBuilder()
                .setMaxSize(16_384)
                .setBlockSize(512)
                .build())) {
      CmdStanCsv files = KilledRun.files(system.getPath("/draws"));
      Posterior posterior =
          files.sample(sampler, KilledRun.model(), KilledRun.KEY, Optional.empty(), Progress.NONE);
      assertEquals(400, posterior.size());
      Posterior back = files.read();
      assertTrue(back.size() > 20 && back.size() < 400, () -> back.size() + " draws");
      int last = 0;
      for (int c = 0; c < 2; c++) {
        Path file = files.files().get(c);
        String text = Files.readString(file);
        assertTrue(text.isEmpty() || text.endsWith("\n"), text);
        double[][] chain = chain(file);
        assertArrayEquals(Arrays.copyOf(posterior.rows()[c], chain.length), chain);
        last = chain.length;
      }
      return last;
    }
  }

  /** The draws in one file: none where the other chain has taken all the room. */
  private static double[][] chain(Path file) {
    try {
      return new CmdStanCsv(List.of(file)).read().rows()[0];
    } catch (FileException none) {
      assertTrue(none.getMessage().contains("no draws"), none.getMessage());
      return new double[0][];
    }
  }
}
