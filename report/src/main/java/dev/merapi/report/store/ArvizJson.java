package dev.merapi.report.store;

import dev.merapi.infer.dims.Axis;
import dev.merapi.report.internal.Json;
import dev.merapi.report.result.Group;
import dev.merapi.report.result.Kind;
import dev.merapi.report.result.Results;
import dev.merapi.report.result.Variable;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/**
 * One file of JSON, as ArviZ's {@code to_json} writes and {@code from_json} reads it: an object
 * with an entry a group, {@code "posterior": {"mu": [[.., ..], ..]}}, attributes in {@code
 * "posterior_attrs"}, labels in {@code "coords"} and the dims of arrays, without chain and draw, in
 * {@code "dims"}. A dim without labels has the coordinates 1, 2, …
 *
 * <p>A file that is there is replaced. An array whose dims the file does not name gets {@code
 * NAME_dim_0}, …
 *
 * @param file where it is
 */
public record ArvizJson(Path file) implements Store {
  private static final String ATTRIBUTES = "_attrs";
  private static final String COORDS = "coords";
  private static final String DIMS = "dims";

  /** Entries that are no groups. */
  private static final Set<String> OTHERS =
      Set.of(COORDS, DIMS, "attrs", "pred_dims", "pred_coords");

  @Override
  public void write(Results results) {
    Whole.file(
        file,
        writer -> {
          try (JsonGenerator json =
              Json.FACTORY.createGenerator(ObjectWriteContext.empty(), writer)) {
            json.writeStartObject();
            results.groups().forEach((name, group) -> write(json, name, group));
            Map<String, Object> coords = new LinkedHashMap<>();
            Map<String, Object> dims = new LinkedHashMap<>();
            for (Group group : results.groups().values()) {
              group.axes().values().stream()
                  .filter(ArvizJson::isOwn)
                  .forEach(axis -> coords.put(axis.name(), Coordinates.of(axis)));
              group
                  .variables()
                  .forEach(
                      (name, variable) ->
                          dims.put(
                              name,
                              variable.axes().stream()
                                  .filter(ArvizJson::isOwn)
                                  .map(Axis::name)
                                  .toList()));
            }
            json.writeName(COORDS);
            Json.write(json, coords);
            json.writeName(DIMS);
            Json.write(json, dims);
            json.writeEndObject();
          }
        });
  }

  private static boolean isOwn(Axis axis) {
    return !axis.name().equals(Axis.CHAIN) && !axis.name().equals(Axis.DRAW);
  }

  private static void write(JsonGenerator json, String name, Group group) {
    json.writeName(name);
    json.writeStartObject();
    group
        .variables()
        .forEach(
            (each, variable) -> {
              json.writeName(each);
              Json.write(
                  json,
                  variable.kind(),
                  variable.values().shape(),
                  variable.values().dense().rowMajorArray());
            });
    json.writeEndObject();
    json.writeName(name + ATTRIBUTES);
    Json.write(json, group.attributes());
  }

  @Override
  public Results read() {
    try (Reader reader = Files.newBufferedReader(file);
        JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), reader)) {
      if (Json.read(parser) instanceof Map<?, ?> all) {
        return results(all);
      }
      throw FileException.wrong(file, "it is not an object of groups.");
    } catch (IOException | JacksonException | Json.RaggedException | ArgumentException e) {
      throw FileException.unread(file, e);
    }
  }

  private Results results(Map<?, ?> all) {
    Map<String, Group> groups = new LinkedHashMap<>();
    Map<?, ?> coords = all.get(COORDS) instanceof Map<?, ?> map ? map : Map.of();
    Map<?, ?> dims = all.get(DIMS) instanceof Map<?, ?> map ? map : Map.of();
    for (Map.Entry<?, ?> entry : all.entrySet()) {
      String name = String.valueOf(entry.getKey());
      if (!OTHERS.contains(name)
          && !name.endsWith(ATTRIBUTES)
          && entry.getValue() instanceof Map<?, ?> arrays) {
        groups.put(name, group(name, arrays, coords, dims, all.get(name + ATTRIBUTES)));
      }
    }
    if (groups.isEmpty()) {
      throw FileException.wrong(file, "it has no group.");
    }
    return new Results(groups);
  }

  private Group group(
      String name,
      Map<?, ?> arrays,
      Map<?, ?> coords,
      Map<?, ?> dims,
      @Nullable Object attributes) {
    Group group = Group.EMPTY;
    boolean drawn = !name.endsWith("_data");
    for (Map.Entry<?, ?> array : arrays.entrySet()) {
      String each = String.valueOf(array.getKey());
      Json.Numbers numbers =
          switch (array.getValue()) {
            case Json.Numbers many -> many;
            case Double one -> new Json.Numbers(Shape.SCALAR, Kind.REAL, new double[] {one});
            default ->
                throw FileException.wrong(
                    file, "'%s' in group '%s' is no array of numbers.".formatted(each, name));
          };
      List<Axis> axes = axes(each, numbers, drawn, coords, dims.get(each));
      group =
          group.with(
              each,
              new Variable(axes, numbers.kind(), Tensor.of(numbers.values(), numbers.shape())));
    }
    if (attributes instanceof Map<?, ?> known) {
      for (Map.Entry<?, ?> attribute : known.entrySet()) {
        group = group.attribute(String.valueOf(attribute.getKey()), text(attribute.getValue()));
      }
    }
    return group;
  }

  private static String text(Object value) {
    return value instanceof Json.Numbers numbers
        ? Arrays.toString(numbers.values())
        : value.toString();
  }

  private static List<Axis> axes(
      String name, Json.Numbers numbers, boolean drawn, Map<?, ?> coords, @Nullable Object named) {
    int rank = numbers.shape().rank();
    List<String> own =
        named instanceof List<?> list ? list.stream().map(String::valueOf).toList() : List.of();
    int first = drawn ? Math.min(2, rank) : 0;
    if (own.size() != rank - first) {
      own = Stream.iterate(0, i -> i + 1).limit(rank - first).map(i -> name + "_dim_" + i).toList();
    }
    List<Axis> axes = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      String dim = i >= first ? own.get(i - first) : i == 0 ? Axis.CHAIN : Axis.DRAW;
      int size = numbers.shape().size(i);
      axes.add(i < first ? Axis.counted(dim, size) : axis(dim, size, coords.get(dim)));
    }
    return axes;
  }

  private static Axis axis(String dim, int size, @Nullable Object coordinates) {
    return switch (coordinates) {
      case List<?> labels when labels.size() == size ->
          Axis.labelled(dim, labels.stream().map(String::valueOf).toList());
      case Json.Numbers numbers when numbers.values().length == size ->
          Coordinates.axis(dim, numbers.values());
      case null, default -> Axis.counted(dim, size);
    };
  }
}
