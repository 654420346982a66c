package dev.merapi.distributions;

import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
 * One distribution with numbers computed by another system: parameters, values, log-densities,
 * gradients of their sum, moments. Arrays are {"shape": […], "data": […]}, in row-major order;
 * numbers that are not finite are the strings "inf", "-inf" and "nan", or bare.
 */
record GoldenRecord(String name, JsonNode fields) {
  /** As strict as the standard but for numbers that are not finite, which Python writes bare. */
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build();

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
    return JSON.readTree(text).get("records").valueStream().map(GoldenRecord::of).toList();
  }

  private static GoldenRecord of(JsonNode fields) {
    return new GoldenRecord(fields.get("distribution").asText(), fields);
  }

  /** A number or an array, unless it is missing. */
  Optional<Dense> number(String field) {
    return Optional.ofNullable(fields.get(field))
        .filter(value -> !value.isNull())
        .map(GoldenRecord::array);
  }

  /** The numbers and arrays of a group, by name. */
  Map<String, Dense> numbers(String group) {
    Map<String, Dense> result = new LinkedHashMap<>();
    fields
        .get(group)
        .propertyStream()
        .forEach(field -> result.put(field.getKey(), array(field.getValue())));
    return result;
  }

  Optional<Boolean> flag(String field) {
    return Optional.ofNullable(fields.get(field)).map(JsonNode::asBoolean);
  }

  Shape shape(String field) {
    return shape(fields.get(field));
  }

  private static Shape shape(JsonNode sizes) {
    return Shape.of(sizes.valueStream().mapToInt(JsonNode::asInt).toArray());
  }

  private static Dense array(JsonNode value) {
    if (!value.isObject()) {
      return Tensor.scalar(number(value)).dense();
    }
    double[] data = value.get("data").valueStream().mapToDouble(GoldenRecord::number).toArray();
    return Tensor.of(data, shape(value.get("shape"))).dense();
  }

  private static double number(JsonNode value) {
    return switch (value.asText()) {
      case "inf", "Infinity" -> Double.POSITIVE_INFINITY;
      case "-inf", "-Infinity" -> Double.NEGATIVE_INFINITY;
      case "nan", "NaN", "null" -> Double.NaN;
      case String digits -> Double.parseDouble(digits);
    };
  }

  @Override
  public String toString() {
    return name + " " + shape("batch_shape");
  }
}
