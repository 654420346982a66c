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
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
      int[] said = said(place, 1 + 37 * (1 + kill) % 350);
      double[][][] left = KilledRun.files(place).read().rows();
      for (int c = 0, at = 0; c < 2; c++) {
        if (said[c] > 0) {
          double[][] chain = left[at++];
          assertTrue(chain.length >= said[c], chain.length + " draws of " + said[c]);
          int compared = Math.min(chain.length, 400);
          assertArrayEquals(
              Arrays.copyOf(whole[c], compared), Arrays.copyOf(chain, compared), "chain " + c);
        }
      }
      System.out.printf("kill %d: said %s%n", kill, Arrays.toString(said));
    }
  }

  /** Runs another JVM, kills it after so many draws, and returns how many each chain had made. */
  private static int[] said(Path place, int draws) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(
        List.of(
            "-cp",
            System.getProperty("java.class.path"),
            KilledRun.class.getName(),
            place.toString(),
            "1000000"));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    int[] said = new int[2];
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      String line = reader.readLine();
      while (line != null) {
        String[] parts = line.split(" ", -1);
        if (parts.length == 2) {
          said[Integer.parseInt(parts[0])] = 1 + Integer.parseInt(parts[1]);
        }
        if (said[0] + said[1] >= draws) {
          process.destroyForcibly();
        }
        line = reader.readLine();
      }
    } catch (IOException _) {
      // the pipe of a killed process
    }
    assertEquals(137, process.waitFor(), "killed by signal 9");
    return said;
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
