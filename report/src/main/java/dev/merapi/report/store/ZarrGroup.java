package dev.merapi.report.store;

import dev.merapi.report.internal.Json;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;

/** The metadata of groups and arrays of zarr v3. */
final class ZarrGroup {
  static final String FILE = "zarr.json";

  /** The attribute that says which place a group or an array has among those beside it. */
  static final String POSITION = "position";

  private ZarrGroup() {}

  /** Describes a group, the {@code position}-th of those beside it. */
  static void write(Path place, Map<String, String> attributes, int position) throws IOException {
    Map<String, Object> all = new LinkedHashMap<>(attributes);
    all.put(POSITION, position);
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("zarr_format", 3);
    metadata.put("node_type", "group");
    metadata.put("attributes", all);
    writeMetadata(place, metadata);
  }

  static void writeMetadata(Path place, Map<String, Object> metadata) throws IOException {
    try (Writer writer = Files.newBufferedWriter(place.resolve(FILE));
        JsonGenerator json = Json.FACTORY.createGenerator(ObjectWriteContext.empty(), writer)) {
      Json.write(json, metadata);
    }
  }

  static Map<?, ?> metadata(Path place) throws IOException {
    try (Reader reader = Files.newBufferedReader(place.resolve(FILE));
        JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), reader)) {
      if (Json.read(parser) instanceof Map<?, ?> metadata
          && metadata.get("zarr_format") instanceof Double format
          && format == 3) {
        return metadata;
      }
      throw new IOException(place.resolve(FILE) + " is not of zarr v3");
    }
  }

  /** The groups and arrays in a folder, in the order in which they were written, else by name. */
  static List<Path> inside(Path place) throws IOException {
    try (Stream<Path> paths = Files.list(place)) {
      List<Path> known = paths.filter(path -> Files.exists(path.resolve(FILE))).sorted().toList();
      Map<Path, Double> positions = new HashMap<>();
      for (Path path : known) {
        positions.put(path, position(path));
      }
      return known.stream().sorted(Comparator.comparingDouble(positions::get)).toList();
    }
  }

  private static double position(Path place) throws IOException {
    return metadata(place).get("attributes") instanceof Map<?, ?> known
            && known.get(POSITION) instanceof Double position
        ? position
        : Double.MAX_VALUE;
  }

  /** The attributes of a group. */
  static Map<String, String> attributes(Path place) throws IOException {
    Map<String, String> attributes = new LinkedHashMap<>();
    if (metadata(place).get("attributes") instanceof Map<?, ?> known) {
      known.forEach((name, value) -> attributes.put(String.valueOf(name), String.valueOf(value)));
      attributes.remove(POSITION);
    }
    return attributes;
  }
}
