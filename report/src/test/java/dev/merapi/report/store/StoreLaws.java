package dev.merapi.report.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.infer.Posterior;
import dev.merapi.report.result.Group;
import dev.merapi.report.result.Kind;
import dev.merapi.report.result.Results;
import dev.merapi.report.result.Variable;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written is read. */
class StoreLaws {
  private static final int CASES = 60;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"json", "zarr"})
  void readIsTheInverseOfWrite(String format) {
    for (int seed = 0; seed < CASES; seed++) {
      Results results = Generated.results(new Random(seed));
      Store store = Store.at(folder.resolve(seed + "." + format));
      store.write(results);
      same(results, store.read());
    }
  }

  /** An array of many chunks, with draws that fill the last one in part. */
  @ParameterizedTest
  @ValueSource(strings = {"json", "zarr"})
  void largeArraysCome(String format) {
    double[] values = new Random(1).doubles(2 * 500 * 300).toArray();
    Posterior posterior =
        Posterior.of(java.util.Map.of("theta", Tensor.of(values, Shape.of(2, 500, 300))));
    Store store = Store.at(folder.resolve("large." + format));
    store.write(Results.of(posterior));
    Posterior back = store.read().posterior();
    assertEquals(posterior.names(), back.names());
    assertArrayEquals(posterior.get("theta").toArray(), back.get("theta").toArray());
  }

  private static void same(Results expected, Results actual) {
    assertEquals(List.copyOf(expected.groups().keySet()), List.copyOf(actual.groups().keySet()));
    expected
        .groups()
        .forEach(
            (name, group) -> {
              Group other = actual.group(name);
              assertEquals(group.attributes(), other.attributes());
              assertEquals(
                  new ArrayList<>(group.variables().keySet()),
                  new ArrayList<>(other.variables().keySet()));
              group
                  .variables()
                  .forEach((site, variable) -> same(site, variable, other.variables().get(site)));
            });
  }

  private static void same(String site, Variable expected, Variable actual) {
    assertEquals(expected.axes(), actual.axes(), site);
    assertEquals(expected.kind() == Kind.REAL, actual.kind() == Kind.REAL, site);
    assertArrayEquals(
        Arrays.stream(expected.values().toArray()).mapToLong(Double::doubleToLongBits).toArray(),
        Arrays.stream(actual.values().toArray()).mapToLong(Double::doubleToLongBits).toArray(),
        site);
  }
}
