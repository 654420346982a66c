package dev.merapi.report.store;

import dev.merapi.infer.dims.Axis;
import dev.merapi.report.result.Group;
import dev.merapi.report.result.Results;
import dev.merapi.report.result.Variable;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;

/**
 * A folder of zarr v3 with a group for each group of the results: {@code posterior/mu/zarr.json}
 * and its chunks {@code posterior/mu/c/0/0}, one or more for each chain. Dims have their names in
 * {@code dimension_names} and their labels, or numbers from 1, in an array of their name, which is
 * what ArviZ and xarray read.
 *
 * <p>Numbers are little-endian, and every chunk is a member of gzip, whose check sum notices
 * damage. In the name of an array a slash becomes a full stop; the name itself is kept as an
 * attribute.
 *
 * <p>A folder that is there is never replaced. Source: Zarr core specification, version 3.0.
 *
 * @param folder where it is
 */
public record Zarr(Path folder) implements Store {
  @Override
  public void write(Results results) {
    if (Files.exists(folder)) {
      throw new FileException(
          "There is something at %s already, and a folder of results is never replaced: delete it, or give another name."
              .formatted(folder));
    }
    Whole.folder(
        folder,
        part -> {
          ZarrGroup.write(part, Map.of(), 0);
          int position = 0;
          for (Map.Entry<String, Group> group : results.groups().entrySet()) {
            write(part.resolve(group.getKey()), group.getValue(), position++);
          }
        });
  }

  private static void write(Path place, Group group, int position) throws IOException {
    Files.createDirectory(place);
    ZarrGroup.write(place, group.attributes(), position);
    int at = 0;
    for (Axis axis : group.axes().values()) {
      ZarrArray.coordinates(axis).write(place.resolve(axis.name()), at++);
    }
    for (Map.Entry<String, Variable> variable : group.variables().entrySet()) {
      String name = variable.getKey();
      Path array = place.resolve(name.replace('/', '.'));
      if (Files.exists(array)) {
        throw new IOException("two of its arrays would be called " + array.getFileName());
      }
      ZarrArray.of(name, variable.getValue()).write(array, at++);
    }
  }

  @Override
  public Results read() {
    try {
      ZarrGroup.attributes(folder);
      Map<String, Group> groups = new LinkedHashMap<>();
      for (Path place : ZarrGroup.inside(folder)) {
        groups.put(place.getFileName().toString(), group(place));
      }
      if (groups.isEmpty()) {
        throw FileException.wrong(folder, "it has no group.");
      }
      return new Results(groups);
    } catch (IOException | JacksonException | IllegalArgumentException | ArgumentException e) {
      throw FileException.unread(folder, e);
    }
  }

  private static Group group(Path place) throws IOException {
    Map<String, ZarrArray> arrays = new LinkedHashMap<>();
    for (Path each : ZarrGroup.inside(place)) {
      ZarrArray array = ZarrArray.read(each);
      arrays.put(array.name(), array);
    }
    Map<String, Axis> axes = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          if (array.dims().equals(List.of(name))) {
            axes.put(name, array.axis());
          }
        });
    Map<String, Variable> variables = new LinkedHashMap<>();
    arrays.forEach(
        (name, array) -> {
          if (!axes.containsKey(name)) {
            List<Axis> own = new ArrayList<>();
            for (int i = 0; i < array.dims().size(); i++) {
              String dim = array.dims().get(i);
              int size = array.shape().size(i);
              own.add(axes.getOrDefault(dim, Axis.counted(dim, size)));
            }
            variables.put(
                name, new Variable(own, array.kind(), Tensor.of(array.numbers(), array.shape())));
          }
        });
    return new Group(variables, ZarrGroup.attributes(place));
  }
}
