package dev.merapi.report.store;

import de.siegmar.fastcsv.reader.CsvRecord;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Quantity;
import dev.merapi.infer.dims.Axis;
import dev.merapi.report.internal.Json;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;

/**
 * One file of CmdStan.
 *
 * @param names the names of the columns
 * @param settings what comments say, by name
 * @param warmUps the draws of warm-up
 * @param rows the draws after warm-up
 * @param isEmpty whether it has no line at all
 */
record CmdStanChain(
    List<String> names,
    Map<String, String> settings,
    List<double[]> warmUps,
    List<double[]> rows,
    boolean isEmpty) {

  static CmdStanChain of(Path file, List<CsvRecord> lines, boolean whole) {
    Map<String, String> settings = new LinkedHashMap<>();
    List<String> names = List.of();
    List<double[]> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      CsvRecord line = lines.get(i);
      if (line.isComment()) {
        String[] parts = line.getField(0).replace("(Default)", "").split("=", 2);
        if (parts.length == 2) {
          settings.putIfAbsent(parts[0].strip(), parts[1].strip());
        }
      } else if (names.isEmpty()) {
        if (whole || i < lines.size() - 1) {
          names = line.getFields();
        }
      } else if (line.getFieldCount() == names.size()) {
        if (whole || i < lines.size() - 1) {
          rows.add(numbers(file, names, line));
        }
      } else if (i < lines.size() - 1) {
        throw FileException.wrong(
            file,
            "line %d has %d cells, but there are %d columns."
                .formatted(line.getStartingLineNumber(), line.getFieldCount(), names.size()));
      }
    }
    int warmUp = Math.min(warmUp(settings), rows.size());
    return new CmdStanChain(
        names,
        settings,
        rows.subList(0, warmUp),
        rows.subList(warmUp, rows.size()),
        lines.isEmpty());
  }

  /** What the dims of the sites are called, as far as the comments say it and it fits. */
  Optional<Map<String, List<Axis>>> axes(Posterior posterior) {
    String text = settings.get(CmdStanText.AXES);
    if (text == null || !(parsed(text) instanceof Map<?, ?> sites)) {
      return Optional.empty();
    }
    Map<String, List<Axis>> axes = new LinkedHashMap<>();
    for (Quantity quantity : posterior.quantities()) {
      if (sites.get(quantity.name()) instanceof Map<?, ?> dims
          && dims.size() == quantity.shape().rank()) {
        List<Axis> own = new ArrayList<>();
        for (Map.Entry<?, ?> dim : dims.entrySet()) {
          int size = quantity.shape().size(own.size());
          List<String> labels =
              dim.getValue() instanceof List<?> list
                  ? list.stream().map(String::valueOf).toList()
                  : List.of();
          own.add(
              new Axis(
                  String.valueOf(dim.getKey()), size, labels.size() == size ? labels : List.of()));
        }
        axes.put(quantity.name(), own);
      }
    }
    return Optional.of(axes);
  }

  private static Object parsed(String text) {
    try {
      return Json.of(text);
    } catch (JacksonException | Json.RaggedException _) {
      return text;
    }
  }

  /** Draws of warm-up that are in the file. */
  private static int warmUp(Map<String, String> settings) {
    String saved = settings.getOrDefault("save_warmup", "0").toLowerCase(Locale.ROOT);
    int iterations = whole(settings.getOrDefault("num_warmup", "0"));
    int thin = Math.max(whole(settings.getOrDefault("thin", "1")), 1);
    return saved.equals("1") || saved.equals("true") ? (iterations + thin - 1) / thin : 0;
  }

  private static int whole(String text) {
    return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
  }

  private static double[] numbers(Path file, List<String> names, CsvRecord line) {
    double[] row = new double[names.size()];
    for (int k = 0; k < row.length; k++) {
      row[k] = number(file, names.get(k), line, line.getField(k).strip());
    }
    return row;
  }

  private static double number(Path file, String name, CsvRecord line, String cell) {
    return switch (cell.toLowerCase(Locale.ROOT)) {
      case "nan", "-nan" -> Double.NaN;
      case "inf", "+inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.parseDouble(cell);
        } catch (NumberFormatException e) {
          throw FileException.wrong(
              file,
              "line %d, column '%s': '%s' is not a number."
                  .formatted(line.getStartingLineNumber(), name, cell));
        }
      }
    };
  }

  /** Whether the last line of a file has its end. */
  static boolean endsWithALine(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file)) {
      ByteBuffer last = ByteBuffer.allocate(1);
      return channel.size() > 0
          && channel.read(last, channel.size() - 1) == 1
          && last.get(0) == '\n';
    }
  }
}
