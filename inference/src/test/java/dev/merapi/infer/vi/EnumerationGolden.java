package dev.merapi.infer.vi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.merapi.effects.enumerate.EnumerateParallel;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Twelve models with enumerated sites: exact losses and their gradients, marginals and joint modes,
 * as Pyro 1.9.1 computes them in double precision ({@code TraceEnum_ELBO}, {@code
 * compute_marginals}, {@code infer_discrete}). Another file of the same models is read from the
 * folder that {@code -Dmerapi.golden} names.
 */
class EnumerationGolden {
  private static final Key KEY = Key.of(1);

  static Stream<GoldenRecord> records() {
    return json().get("records").valueStream().map(GoldenRecord::of);
  }

  private static JsonNode json() {
    String folder = System.getProperty("merapi.golden", "");
    ObjectMapper reader = new ObjectMapper();
    try {
      if (!folder.isEmpty()) {
        return reader.readTree(Path.of(folder, "enumeration.json").toFile());
      }
      try (var in = EnumerationGolden.class.getResourceAsStream("/golden/enumeration.json")) {
        return reader.readTree(in);
      }
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    }
  }

  @ParameterizedTest
  @MethodSource("records")
  void lossAndGradients(GoldenRecord golden) {
    Map<String, Tensor> inputs = golden.inputs();
    var pair = new GoldenModels(inputs, golden.data()).named(golden.name());
    Tensor loss = TraceEnum.EXACT.loss(pair.model(), pair.guide(), KEY);
    assertEquals(golden.loss(), loss.item(), 1e-10);
    List<Tensor> gradients = Gradient.ofRecorded(loss, List.copyOf(inputs.values()));
    int i = 0;
    for (String name : inputs.keySet()) {
      assertArrayEquals(
          golden.gradients().get(name).toArray(), gradients.get(i++).toArray(), 1e-8, name);
    }
  }

  static Stream<GoldenRecord> recordsWithMarginals() {
    return records().filter(golden -> !golden.marginals().isEmpty());
  }

  static Stream<GoldenRecord> recordsWithModes() {
    return records().filter(golden -> !golden.mode().isEmpty());
  }

  @ParameterizedTest
  @MethodSource("recordsWithMarginals")
  void marginals(GoldenRecord golden) {
    var marginals = graph(golden).marginals();
    golden
        .marginals()
        .forEach(
            (site, expected) -> {
              Tensor found = marginals.get(site).get();
              assertEquals(expected.shape(), found.shape(), site);
              assertArrayEquals(expected.toArray(), found.toArray(), 1e-10, site);
            });
  }

  @ParameterizedTest
  @MethodSource("recordsWithModes")
  void jointMode(GoldenRecord golden) {
    var mode = graph(golden).mode();
    golden.mode().forEach((site, expected) -> assertEquals(expected, mode.get(site).get(), site));
  }

  private static FactorGraph graph(GoldenRecord golden) {
    var model = new GoldenModels(golden.params(), golden.data()).named(golden.name()).model();
    int depth = Trace.run(KEY, model).trace().depth();
    return FactorGraph.of(Trace.run(KEY, EnumerateParallel.leftOf(depth).on(model)).trace());
  }
}
