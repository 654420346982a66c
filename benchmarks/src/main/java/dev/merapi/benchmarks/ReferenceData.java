package dev.merapi.benchmarks;

import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A folder of posteriordb: {@code data.json}, whose values are numbers, lists of numbers and lists
 * of equal lists, and {@code reference.csv}, if there is one.
 *
 * @param json the text of the data
 * @param lines the lines of the reference, without the first
 */
record ReferenceData(String json, List<String> lines) {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+(?:[eE][-+]?[0-9]+)?");

  /** A scalar of a reference posterior, with its quantiles of 5, 50 and 95 %. */
  record Reference(String name, double mean, double sd, double low, double median, double high) {}

  static ReferenceData in(Path folder) {
    try {
      Path reference = folder.resolve("reference.csv");
      List<String> lines =
          Files.exists(reference) ? Files.readAllLines(reference) : List.of("no reference");
      return new ReferenceData(
          Files.readString(folder.resolve("data.json")), lines.subList(1, lines.size()));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** The value of that name, [n] or [n, k]; a number is [1]. */
  Tensor get(String name) {
    Matcher value =
        Pattern.compile("\"" + name + "\"\\s*:\\s*(\\[\\s*\\[.*?\\]\\s*\\]|\\[.*?\\]|[^,}]+)")
            .matcher(json);
    if (!value.find()) {
      throw new IllegalArgumentException("The data have no '" + name + "'.");
    }
    double[] numbers =
        NUMBER
            .matcher(value.group(1))
            .results()
            .mapToDouble(number -> Double.parseDouble(number.group()))
            .toArray();
    boolean matrix = value.group(1).indexOf('[', 1) > 0;
    if (!matrix) {
      return Tensor.of(numbers);
    }
    int columns = (int) NUMBER.matcher(value.group(1).split("]", -1)[0]).results().count();
    return Tensor.of(numbers).reshape(numbers.length / columns, columns);
  }

  /** The scalars. */
  List<Reference> references() {
    List<Reference> references = new ArrayList<>();
    for (String line : lines) {
      String[] cells = line.split(",", -1);
      references.add(
          new Reference(
              cells[0],
              Double.parseDouble(cells[1]),
              Double.parseDouble(cells[2]),
              Double.parseDouble(cells[3]),
              Double.parseDouble(cells[4]),
              Double.parseDouble(cells[5])));
    }
    return references;
  }
}
