package dev.merapi.dist;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One law with numbers computed by another system: parameters, values, log-densities, gradients of
 * their sum, moments. Arrays are {"shape": […], "data": […]}, in row-major order, where "inf",
 * "-inf" and "nan" are strings.
 */
record GoldenRecord(String name, Map<String, Object> fields) {

  /** The records of the folder that -Dmerapi.golden names, else those of the test resources. */
  static List<GoldenRecord> all() throws IOException {
    String folder = System.getProperty("merapi.golden", "");
    String text;
    if (folder.isBlank()) {
      try (var stream = GoldenRecord.class.getResourceAsStream("/golden/distributions.json")) {
        text = new String(stream.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
      }
    } else {
      text = Files.readString(Path.of(folder, "distributions.json"));
    }
    List<?> records = (List<?>) Json.object(Json.read(text)).get("records");
    return records.stream()
        .map(Json::object)
        .map(fields -> new GoldenRecord((String) fields.get("distribution"), fields))
        .toList();
  }

  Optional<Dense> number(String field) {
    return Optional.ofNullable(fields.get(field))
        .filter(Map.class::isInstance)
        .map(GoldenRecord::array);
  }

  Map<String, Dense> numbers(String field) {
    Map<String, Dense> result = new LinkedHashMap<>();
    Json.object(fields.get(field))
        .forEach(
            (key, value) -> {
              if (value instanceof Map) {
                result.put(key, array(value));
              }
            });
    return result;
  }

  Optional<Boolean> flag(String field) {
    return Optional.ofNullable((Boolean) fields.get(field));
  }

  Shape shape(String field) {
    return shape((List<?>) fields.get(field));
  }

  private static Shape shape(List<?> sizes) {
    return Shape.of(sizes.stream().mapToInt(size -> ((Double) size).intValue()).toArray());
  }

  private static Dense array(Object value) {
    Map<String, Object> array = Json.object(value);
    double[] data =
        ((List<?>) array.get("data")).stream().mapToDouble(GoldenRecord::number).toArray();
    return (Dense) Tensor.of(data, shape((List<?>) array.get("shape")));
  }

  private static double number(Object value) {
    return switch (value.toString()) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan", "null" -> Double.NaN;
      case String digits -> Double.parseDouble(digits);
    };
  }

  @Override
  public String toString() {
    return name + " " + shape("batch_shape");
  }
}
