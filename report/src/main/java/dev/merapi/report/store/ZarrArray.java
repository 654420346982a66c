package dev.merapi.report.store;

import dev.merapi.infer.dims.Axis;
import dev.merapi.report.internal.Json;
import dev.merapi.report.result.Kind;
import dev.merapi.report.result.Variable;
import dev.merapi.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An array of zarr v3.
 *
 * @param name what it is called
 * @param dims the names of its dims
 * @param shape its shape
 * @param kind what its numbers are
 * @param numbers the numbers in row-major order; none if it holds texts
 * @param texts the texts, if it holds any
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record ZarrArray(
    String name, List<String> dims, Shape shape, Kind kind, double[] numbers, List<String> texts) {
  private static final String NAME = "name";

  /** Most numbers of a chunk: half a megabyte. */
  private static final int CHUNK = 1 << 16;

  static ZarrArray of(String name, Variable variable) {
    return new ZarrArray(
        name,
        variable.axes().stream().map(Axis::name).toList(),
        variable.values().shape(),
        variable.kind(),
        variable.values().dense().rowMajorArray(),
        List.of());
  }

  static ZarrArray coordinates(Axis axis) {
    double[] numbers =
        IntStream.range(axis.first(), axis.first() + axis.size()).asDoubleStream().toArray();
    return new ZarrArray(
        axis.name(),
        List.of(axis.name()),
        Shape.of(axis.size()),
        Kind.WHOLE,
        axis.labels().isEmpty() ? numbers : new double[0],
        axis.labels());
  }

  /** The dim whose coordinates it holds. */
  Axis axis() {
    return texts.isEmpty() ? Coordinates.axis(name, numbers) : Axis.labelled(name, texts);
  }

  void write(Path place, int position) throws IOException {
    Files.createDirectories(place);
    Shape chunk = chunk();
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("zarr_format", 3);
    metadata.put("node_type", "array");
    metadata.put("shape", sizes(shape));
    metadata.put("data_type", texts.isEmpty() ? ZarrBytes.type(kind) : ZarrBytes.TEXT);
    metadata.put("chunk_grid", configured("regular", Json.object("chunk_shape", sizes(chunk))));
    metadata.put("chunk_key_encoding", configured("default", Json.object("separator", "/")));
    metadata.put("fill_value", texts.isEmpty() ? ZarrBytes.fill(kind) : "");
    metadata.put(
        "codecs",
        List.of(
            texts.isEmpty()
                ? configured("bytes", Json.object("endian", "little"))
                : Json.object("name", ZarrBytes.TEXTS, "configuration", Json.object()),
            configured("gzip", Json.object("level", 1))));
    metadata.put("attributes", Json.object(NAME, name, ZarrGroup.POSITION, position));
    metadata.put("dimension_names", dims);
    ZarrGroup.writeMetadata(place, metadata);
    for (ZarrChunk part : ZarrChunk.of(shape, chunk)) {
      Path file = place.resolve(part.key());
      Files.createDirectories(file.getParent());
      byte[] bytes = texts.isEmpty() ? ZarrBytes.of(kind, part.cut(numbers)) : ZarrBytes.of(texts);
      Files.write(file, ZarrBytes.zipped(bytes));
    }
  }

  /** One chain, and as many draws as fit; texts and what has no draws are one chunk. */
  private Shape chunk() {
    int[] sizes = shape.toArray();
    if (dims.size() >= 2 && dims.get(0).equals(Axis.CHAIN) && dims.get(1).equals(Axis.DRAW)) {
      int rest = Arrays.stream(sizes, 2, sizes.length).reduce(1, (a, b) -> a * b);
      sizes[0] = 1;
      sizes[1] = Math.clamp(CHUNK / Math.max(rest, 1), 1, Math.max(sizes[1], 1));
    }
    return Shape.of(Arrays.stream(sizes).map(size -> Math.max(size, 1)).toArray());
  }

  private static List<Integer> sizes(Shape shape) {
    return IntStream.of(shape.toArray()).boxed().toList();
  }

  private static Map<String, Object> configured(String name, Map<String, Object> configuration) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("name", name);
    entry.put("configuration", configuration);
    return entry;
  }

  static ZarrArray read(Path place) throws IOException {
    Map<?, ?> metadata = ZarrGroup.metadata(place);
    Shape shape = shape(place, metadata.get("shape"));
    Shape chunk =
        shape(
            place,
            entry(place, entry(place, metadata.get("chunk_grid"), "configuration"), "chunk_shape"));
    String type = String.valueOf(metadata.get("data_type"));
    List<String> codecs = codecs(metadata.get("codecs"));
    if (!codecs.equals(List.of(type.equals(ZarrBytes.TEXT) ? ZarrBytes.TEXTS : "bytes", "gzip"))) {
      throw new IOException(
          "%s is encoded by %s; only what this library writes is read".formatted(place, codecs));
    }
    List<String> dims =
        metadata.get("dimension_names") instanceof List<?> names
            ? names.stream().map(String::valueOf).toList()
            : List.of();
    if (dims.size() != shape.rank()) {
      throw new IOException("%s has %d dims, but names %s".formatted(place, shape.rank(), dims));
    }
    String name =
        metadata.get("attributes") instanceof Map<?, ?> known
                && known.get(NAME) instanceof String own
            ? own
            : String.valueOf(place.getFileName());
    if (type.equals(ZarrBytes.TEXT)) {
      List<String> texts = new ArrayList<>();
      for (ZarrChunk part : ZarrChunk.of(shape, chunk)) {
        texts.addAll(ZarrBytes.texts(bytes(place, part)));
      }
      return new ZarrArray(
          name, dims, shape, Kind.REAL, new double[0], texts.subList(0, shape.count()));
    }
    Kind kind = ZarrBytes.kind(type);
    double[] numbers = new double[shape.count()];
    for (ZarrChunk part : ZarrChunk.of(shape, chunk)) {
      double[] values = ZarrBytes.numbers(kind, bytes(place, part));
      if (values.length != chunk.count()) {
        throw new IOException(
            "%s/%s has %d numbers, but %d belong there"
                .formatted(place, part.key(), values.length, chunk.count()));
      }
      part.paste(values, numbers);
    }
    return new ZarrArray(name, dims, shape, kind, numbers, List.of());
  }

  private static byte[] bytes(Path place, ZarrChunk part) throws IOException {
    return ZarrBytes.unzipped(Files.readAllBytes(place.resolve(part.key())));
  }

  private static Object entry(Path place, @Nullable Object map, String key) throws IOException {
    Object value = map instanceof Map<?, ?> known ? known.get(key) : null;
    if (value == null) {
      throw new IOException("%s has no %s".formatted(place, key));
    }
    return value;
  }

  private static Shape shape(Path place, @Nullable Object value) throws IOException {
    if (value instanceof Json.Numbers numbers) {
      return Shape.of(Arrays.stream(numbers.values()).mapToInt(size -> (int) size).toArray());
    }
    throw new IOException("%s has no shape".formatted(place));
  }

  private static List<String> codecs(@Nullable Object codecs) {
    return codecs instanceof List<?> list
        ? list.stream()
            .map(codec -> codec instanceof Map<?, ?> map ? String.valueOf(map.get("name")) : "")
            .toList()
        : List.of();
  }
}
