package dev.merapi.report.internal;

import dev.merapi.report.result.Kind;
import dev.merapi.tensor.Shape;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.core.json.JsonWriteFeature;

/**
 * JSON as Java values: a map, a list, a {@link Numbers} for an array of numbers or truth values
 * nested to any depth, a text, a number, a truth value. Numbers that are not finite are written as
 * Python does: {@code NaN}, {@code Infinity}.
 */
public final class Json {
  /** Reads and writes it. */
  public static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .disable(JsonWriteFeature.WRITE_NAN_AS_STRINGS)
          .build();

  private Json() {}

  /**
   * An array of numbers.
   *
   * @param kind flags if all are truth values, whole if all are written without a point
   */
  @SuppressWarnings("ArrayRecordComponent") // never leaves the package
  public record Numbers(Shape shape, Kind kind, double[] values) {}

  /** An array that is not of numbers alone. */
  public static final class RaggedException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    RaggedException(String message) {
      super(message);
    }
  }

  /** The value that a text is. */
  public static Object of(String text) {
    try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
      return read(parser);
    }
  }

  /** The value at the parser's next token. */
  public static Object read(JsonParser parser) {
    parser.nextToken();
    return value(parser);
  }

  private static Object value(JsonParser parser) {
    JsonToken token = parser.currentToken();
    if (token == null) {
      throw new RaggedException("it ends before it is complete");
    }
    return switch (token) {
      case START_OBJECT -> object(parser);
      case START_ARRAY -> new Collector().array(parser);
      case VALUE_STRING -> parser.getString();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> Double.NaN;
      case END_ARRAY, END_OBJECT, NOT_AVAILABLE, PROPERTY_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new RaggedException("a value is missing");
    };
  }

  private static Map<String, Object> object(JsonParser parser) {
    Map<String, Object> object = new LinkedHashMap<>();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      object.put(name, value(parser));
    }
    return object;
  }

  /** Collects one array: numbers by depth, or anything else. */
  private static final class Collector {
    private final List<Integer> sizes = new ArrayList<>();
    private final List<Object> others = new ArrayList<>();
    private double[] numbers = new double[16];
    private int count;
    private int flags;
    private int whole;

    Object array(JsonParser parser) {
      fill(parser, 0);
      if (others.isEmpty()) {
        int[] shape = sizes.stream().mapToInt(Integer::intValue).toArray();
        Kind kind =
            count > 0 && flags == count
                ? Kind.FLAG
                : count > 0 && whole == count ? Kind.WHOLE : Kind.REAL;
        return new Numbers(Shape.of(shape), kind, Arrays.copyOf(numbers, count));
      }
      if (count > 0 || sizes.size() > 1) {
        throw new RaggedException("an array mixes numbers and other values");
      }
      return others;
    }

    private void fill(JsonParser parser, int depth) {
      if (depth == sizes.size()) {
        sizes.add(-1);
      }
      int here = 0;
      for (JsonToken token = parser.nextToken();
          token != JsonToken.END_ARRAY;
          token = parser.nextToken()) {
        if (token == JsonToken.START_ARRAY) {
          fill(parser, depth + 1);
        } else {
          element(value(parser), token, depth);
        }
        here++;
      }
      if (sizes.get(depth) >= 0 && sizes.get(depth) != here) {
        throw new RaggedException(
            "an array is ragged: rows of %d and of %d".formatted(sizes.get(depth), here));
      }
      sizes.set(depth, here);
    }

    private void element(Object value, JsonToken token, int depth) {
      switch (value) {
        case Double number -> {
          add(number, depth);
          whole += token == JsonToken.VALUE_NUMBER_INT ? 1 : 0;
        }
        case Boolean flag -> {
          add(flag ? 1 : 0, depth);
          flags++;
        }
        default -> others.add(value);
      }
    }

    private void add(double number, int depth) {
      if (depth < sizes.size() - 1) {
        throw new RaggedException("an array is ragged: a number stands beside rows");
      }
      if (count == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * count);
      }
      numbers[count++] = number;
    }
  }

  /** Writes an array of numbers, nested as its shape says. */
  public static void write(JsonGenerator json, Kind kind, Shape shape, double[] values) {
    write(json, kind, shape, values, 0, 0);
  }

  private static int write(
      JsonGenerator json, Kind kind, Shape shape, double[] values, int depth, int from) {
    if (depth == shape.rank()) {
      switch (kind) {
        case REAL -> json.writeNumber(values[from]);
        case WHOLE -> json.writeNumber((long) values[from]);
        case FLAG -> json.writeBoolean(values[from] != 0);
      }
      return from + 1;
    }
    int at = from;
    json.writeStartArray();
    for (int i = 0; i < shape.size(depth); i++) {
      at = write(json, kind, shape, values, depth + 1, at);
    }
    json.writeEndArray();
    return at;
  }

  /** An object of names and values in their order. */
  public static Map<String, Object> object(Object... namesAndValues) {
    Map<String, Object> object = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      object.put(namesAndValues[i].toString(), namesAndValues[i + 1]);
    }
    return object;
  }

  /** Maps, lists, texts, numbers and truth values as a text. */
  public static String text(Object value) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(ObjectWriteContext.empty(), text)) {
      write(json, value);
    }
    return text.toString();
  }

  /** Writes maps, lists, texts, numbers and truth values. */
  public static void write(JsonGenerator json, Object value) {
    switch (value) {
      case Map<?, ?> map -> {
        json.writeStartObject();
        map.forEach(
            (name, each) -> {
              json.writeName(String.valueOf(name));
              write(json, each);
            });
        json.writeEndObject();
      }
      case Iterable<?> list -> {
        json.writeStartArray();
        list.forEach(each -> write(json, each));
        json.writeEndArray();
      }
      case double[] numbers -> write(json, Kind.REAL, Shape.of(numbers.length), numbers);
      case Integer whole -> json.writeNumber(whole);
      case Long whole -> json.writeNumber(whole);
      case Number number -> json.writeNumber(number.doubleValue());
      case Boolean flag -> json.writeBoolean(flag);
      default -> json.writeString(value.toString());
    }
  }
}
