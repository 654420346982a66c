package dev.merapi.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.report.store.CmdStanCsv;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoExamples {
  private static final Path BIRDS = Path.of("data", "penguins.csv");

  @TempDir Path folder;

  @Test
  void theSeedDecidesEveryByteAndTheNumberOfThreadsNone() throws IOException {
    Path one = demo("one", "--seed", "3", "--threads", "1");
    Path four = demo("four", "--seed", "3", "--threads", "4");
    Path other = demo("other", "--seed", "4", "--threads", "1");
    for (String model : List.of("eight_schools", "penguins")) {
      String file = model + "/draws.csv";
      assertEquals(-1, Files.mismatch(one.resolve(file), four.resolve(file)), model);
      assertNotEquals(-1, Files.mismatch(one.resolve(file), other.resolve(file)), model);
    }
  }

  @Test
  void aReportHasATableAndItsFiles() throws IOException {
    Outcome outcome = run("--out", folder.toString(), "--penguins", BIRDS.toString());
    assertEquals(0, outcome.code(), outcome.err());
    assertTrue(outcome.out().contains("342 of 344 birds"), outcome.out());
    assertTrue(outcome.out().contains("divergences "), outcome.out());
    List<String> rows = Files.readAllLines(folder.resolve("penguins/draws.csv"));
    assertEquals(
        "chain,draw,mu,tau,beta,sigma,alpha[Adelie],alpha[Chinstrap],alpha[Gentoo]",
        rows.getFirst());
    assertEquals(1 + 2 * 20, rows.size());
    assertTrue(Files.readString(folder.resolve("penguins/report.html")).contains("alpha[Gentoo]"));
    assertTrue(Files.exists(folder.resolve("penguins/results.json")));
    assertEquals(2 * 20, CmdStanCsv.in(folder.resolve("penguins"), "chain", 2).read().size());
    assertTrue(rows.get(21).startsWith("2,1,"), rows.get(21));
    assertTrue(
        Files.readString(folder.resolve("penguins/summary.json")).contains("\"alpha[Gentoo]\""));
  }

  @Test
  void badInputIsOneSentenceAndWritesNothing() throws IOException {
    refused(1, "There is no file absent.csv: give the path of a CSV file.", "absent.csv");
    String head = "species,flipper_length_mm,body_mass_g\n";
    String heavy = csv("heavy", head + "Adelie,181,3750\nAdelie,186,heavy\n");
    refused(1, heavy + ", line 3, column 'body_mass_g': 'heavy' is not a finite number.", heavy);
    String ragged = csv("ragged", head + "Adelie,181\n");
    refused(
        1, ragged + " is ragged: line 2 has 2 cells, but the first line names 3 columns.", ragged);
  }

  @Test
  void aFolderThatCannotBeMadeIsRefusedBeforeTheRun() throws IOException {
    Path file = Files.writeString(folder.resolve("taken"), "a file");
    Outcome outcome = run("--out", file.toString(), "--penguins", BIRDS.toString());
    assertEquals(1, outcome.code());
    assertEquals(
        "--out: the folder " + file + " cannot be made. Give another one.\n", outcome.err());
    assertEquals("", outcome.out());
  }

  @Test
  void aBadOptionIsOneSentence() {
    assertEquals("--chains must be at least 1, but is 0.\n", run("--chains", "0").err());
    Outcome unknown = run("--speed", "9");
    assertEquals(2, unknown.code());
    assertTrue(unknown.err().endsWith("--help lists the options.\n"), unknown.err());
  }

  private Path demo(String name, String... options) {
    Path out = folder.resolve(name);
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--out", out.toString(), "--penguins", BIRDS.toString()));
    Outcome outcome = run(all.toArray(String[]::new));
    assertEquals(0, outcome.code(), outcome.err());
    return out;
  }

  private void refused(int code, String sentence, String birds) {
    Path out = folder.resolve("out");
    Outcome outcome = run("--out", out.toString(), "--penguins", birds);
    assertEquals(code, outcome.code());
    assertEquals(sentence + "\n", outcome.err());
    assertFalse(Files.exists(out), "nothing is written");
  }

  private String csv(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name + ".csv"), text).toString();
  }

  private record Outcome(int code, String out, String err) {}

  /** Runs few draws, so that the options given decide everything else. */
  private static Outcome run(String... options) {
    List<String> all = new ArrayList<>(List.of("--draws", "20", "--warmup", "100"));
    if (!List.of(options).contains("--chains")) {
      all.addAll(List.of("--chains", "2"));
    }
    all.addAll(List.of(options));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Demo.run(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            all.toArray(String[]::new));
    return new Outcome(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
