package dev.merapi.report.store;

import dev.merapi.report.result.Results;
import java.nio.file.Path;

/**
 * A place that keeps results, in a format that ArviZ reads: {@code
 * Store.at(Path.of("schools.json")).write(results)}.
 */
public sealed interface Store permits ArvizJson, Zarr {
  /**
   * The store at a path: {@link ArvizJson} where it ends in {@code .json}, {@link Zarr} where it
   * ends in {@code .zarr}.
   *
   * @throws FileException for any other ending
   */
  static Store at(Path path) {
    String name = path.toString();
    if (name.endsWith(".json")) {
      return new ArvizJson(path);
    }
    if (name.endsWith(".zarr")) {
      return new Zarr(path);
    }
    throw new FileException(
        "The ending of %s names no format; end it in .json for one file of text, or in .zarr for a folder of arrays."
            .formatted(path));
  }

  /**
   * Keeps the results, wholly or not at all.
   *
   * @throws FileException where that cannot be done
   */
  void write(Results results);

  /**
   * The results that are kept; all numbers have the bits that were written.
   *
   * @throws FileException where there are none, or they are damaged
   */
  Results read();
}
