package dev.merapi.report.store;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import dev.merapi.effects.Model;
import dev.merapi.infer.LogLikelihood;
import dev.merapi.infer.Posterior;
import dev.merapi.report.page.Report;
import dev.merapi.report.result.Recipe;
import dev.merapi.report.result.Results;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Disks, files and draws as they should not be: a sentence, or all numbers come back. */
class BadInputExamples {
  @TempDir Path folder;

  private static Posterior posterior(double... draws) {
    return Posterior.of(Map.of("mu", Tensor.of(draws, Shape.of(1, draws.length))));
  }

  /** The disk is full: what was there is there, and nothing else. */
  @Test
  void aFullDiskKeepsWhatWasThere() throws IOException {
    double[] many = new double[20_000];
    Arrays.setAll(many, i -> Math.sin(i));
    try (FileSystem system =
        Jimfs.newFileSystem(
            Configuration.unix().toBuilder().setMaxSize(65_536).setBlockSize(512).build())) {
      Path place = Files.createDirectory(system.getPath("/results"));
      Store.at(place.resolve("a.json")).write(Results.of(posterior(1, 2, 3)));
      String before = Files.readString(place.resolve("a.json"));
      for (Store store :
          List.of(Store.at(place.resolve("a.json")), Store.at(place.resolve("b.zarr")))) {
        refused("cannot be written", () -> store.write(Results.of(posterior(many))));
      }
      refused(
          "cannot be written", () -> new DrawsCsv(place.resolve("c.csv")).write(posterior(many)));
      refused("cannot be written", () -> CmdStanCsv.in(place, "d", 1).write(posterior(many)));
      assertEquals(before, Files.readString(place.resolve("a.json")));
      try (Stream<Path> inside = Files.list(place)) {
        assertEquals(List.of("a.json"), inside.map(p -> p.getFileName().toString()).toList());
      }
    }
  }

  /** Where nothing can be written, by whomever: Linux shows its processes as such a folder. */
  @Test
  void aFolderThatCannotBeWrittenIsASentence() {
    Path place = Path.of("/proc/self");
    assumeTrue(Files.isDirectory(place), "no folder that nobody can write to");
    refused(
        "cannot be written",
        () -> Store.at(place.resolve("a.json")).write(Results.of(posterior(1))));
    refused(
        "cannot be written",
        () -> Store.at(place.resolve("a.zarr")).write(Results.of(posterior(1))));
    refused("cannot be written", () -> new DrawsCsv(place.resolve("a.csv")).write(posterior(1)));
    refused(
        "cannot be written", () -> Report.of("x", posterior(1, 2)).write(place.resolve("a.html")));
    refused(
        "cannot be written",
        () ->
            CmdStanCsv.in(place, "a", 2)
                .sample(KilledRun.sampler(9), KilledRun.model(), KilledRun.KEY));
  }

  /** Draws of one model are no draws of another. */
  @Test
  void aFileOfAnotherModelIsNoticed() {
    Path file = folder.resolve("a.json");
    Store.at(file).write(Results.of(posterior(1, 2, 3)));
    Posterior read = Store.at(file).read().posterior();
    Model<Tensor> other =
        sample("theta", normal(0, 1)).flatMap(t -> observe("y", normal(t, 1), Tensor.of(1, 2)));
    String message =
        assertThrows(MerapiException.class, () -> LogLikelihood.of(other, read)).getMessage();
    assertTrue(message.contains("mu"), message);
    assertTrue(
        Recipe.repeat(Store.at(file).read(), other, KilledRun.sampler(3), KilledRun.KEY)
            .isPresent());
  }

  @Test
  void anOlderFormatIsASentence() throws IOException {
    Path store = folder.resolve("a.zarr");
    Store.at(store).write(Results.of(posterior(1, 2, 3)));
    Path root = store.resolve("zarr.json");
    Files.writeString(
        root, Files.readString(root).replace("\"zarr_format\":3", "\"zarr_format\":2"));
    refused("is not of zarr v3", () -> Store.at(store).read());
    Path second = Files.createDirectory(folder.resolve("b.zarr"));
    Files.writeString(second.resolve(".zgroup"), "{\"zarr_format\":2}");
    refused("cannot be read", () -> Store.at(second).read());
    refused("names no format", () -> Store.at(folder.resolve("a.nc")));
  }

  @Test
  void oneChainAndDrawsThatAreNotNumbersComeBack() {
    double[] odd = {1, Double.NaN, -0.0, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 5};
    for (String name : List.of("a.json", "a.zarr")) {
      Store.at(folder.resolve(name)).write(Results.of(posterior(odd)));
      assertArrayEquals(
          odd, Store.at(folder.resolve(name)).read().posterior().get("mu").toArray(), name);
    }
    CmdStanCsv files = CmdStanCsv.in(folder, "run", 1);
    files.write(posterior(odd));
    assertArrayEquals(odd, files.read().get("mu").toArray());
  }

  @Test
  void noDrawsAreASentence() throws IOException {
    Posterior none = posterior();
    assertTrue(none.toString().contains("0 draws"), none.toString());
    assertTrue(
        assertThrows(MerapiException.class, () -> Results.of(none))
            .getMessage()
            .contains("no draws"));
    CmdStanCsv files = CmdStanCsv.in(folder, "run", 1);
    files.write(none);
    refused("no draws", files::read);
    Files.writeString(files.files().getFirst(), "");
    refused("no draws", files::read);
    assertTrue(Report.of("none", none).html().contains("0 draws"));
  }

  /** A site of a million elements comes back, and the page says that it is too large to list. */
  @Test
  void aMillionElements() {
    double[] values = new double[1_000_000];
    Arrays.setAll(values, i -> i * 0.1);
    Posterior large =
        Posterior.of(
            Map.of(
                "field", Tensor.of(values, Shape.of(1, 1, 1_000_000)),
                "mu", Tensor.of(new double[] {1}, Shape.of(1, 1))));
    for (String name : List.of("a.json", "a.zarr")) {
      Store.at(folder.resolve(name)).write(Results.of(large));
      assertArrayEquals(
          values, Store.at(folder.resolve(name)).read().posterior().get("field").toArray());
    }
    String html = Report.of("large", large).html();
    assertTrue(html.contains("field has 1,000,000 elements") && html.length() < 2_000_000);
    assertEquals(List.of("mu"), large.only("m*").names());
    assertThrows(MerapiException.class, () -> large.only("tau"));
    assertThrows(MerapiException.class, () -> Report.of("large", large.only("field")));
  }

  private static void refused(String words, Executable action) {
    String message = assertThrows(FileException.class, action).getMessage();
    assertTrue(message.contains(words), message);
  }
}
