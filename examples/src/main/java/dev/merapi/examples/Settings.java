package dev.merapi.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What the demo can be told on the command line. */
interface Settings {
  @Option(names = "--seed", defaultValue = "1", description = "seed of all random numbers")
  long seed();

  @Option(names = "--threads", defaultValue = "2", description = "chains that run at a time")
  int threads();

  @Option(names = "--chains", defaultValue = "4", description = "chains for each model")
  int chains();

  @Option(names = "--warmup", defaultValue = "1000", description = "iterations that tune a chain")
  int warmup();

  @Option(names = "--draws", defaultValue = "1000", description = "draws kept of each chain")
  int draws();

  @Option(names = "--out", defaultValue = "examples/target/demo", description = "output folder")
  Path out();

  @Option(
      names = "--penguins",
      defaultValue = "examples/data/penguins.csv",
      description = "CSV file with the columns species, flipper_length_mm and body_mass_g")
  Path penguins();

  @Option(names = "--help", usageHelp = true, description = "list the options")
  boolean help();

  /** Refuses settings that the sampler cannot work with. */
  static void check(Settings settings) {
    atLeast("--threads", settings.threads(), 1);
    atLeast("--chains", settings.chains(), 1);
    atLeast("--warmup", settings.warmup(), 0);
    atLeast("--draws", settings.draws(), 1);
  }

  /** Refuses a folder that nothing can be written into, before anything is computed for it. */
  static void requireWritable(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new BadInput(
          "--out: the folder %s cannot be made. Give another one.".formatted(folder));
    }
    if (!Files.isWritable(folder)) {
      throw new BadInput("--out: %s cannot be written into. Give another one.".formatted(folder));
    }
  }

  private static void atLeast(String option, int given, int least) {
    if (given < least) {
      throw new BadInput("%s must be at least %d, but is %d.".formatted(option, least, given));
    }
  }
}
