package dev.merapi.examples;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** What the demo can be told from the command line. */
interface Settings {
  @Option(names = "--seed", defaultValue = "1", description = "seed of every random number")
  long seed();

  @Option(names = "--threads", defaultValue = "2", description = "threads that run chains")
  int threads();

  @Option(names = "--chains", defaultValue = "4", description = "chains for each model")
  int chains();

  @Option(names = "--warmup", defaultValue = "1000", description = "steps that tune, per chain")
  int warmup();

  @Option(names = "--draws", defaultValue = "1000", description = "draws that are kept, per chain")
  int draws();

  @Option(names = "--out", defaultValue = "examples/target/demo", description = "output folder")
  Path out();

  @Option(
      names = "--penguins",
      defaultValue = "examples/data/penguins.csv",
      description = "table of birds: species, flipper_length_mm, body_mass_g")
  Path penguins();
}
