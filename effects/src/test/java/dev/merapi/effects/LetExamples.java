package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.let;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LetExamples {
  private static Model<Tensor> x(int i) {
    return sample("x" + i, normal(i, 1));
  }

  /** A body of each number of results: their names in order, and the sites in the same order. */
  @Test
  void fromOneToEightPrograms() {
    assertOrder(1, let(x(1), a -> pure(List.of(a))));
    assertOrder(2, let(x(1), x(2), (a, b) -> pure(List.of(a, b))));
    assertOrder(3, let(x(1), x(2), x(3), (a, b, c) -> pure(List.of(a, b, c))));
    assertOrder(4, let(x(1), x(2), x(3), x(4), (a, b, c, d) -> pure(List.of(a, b, c, d))));
    assertOrder(
        5, let(x(1), x(2), x(3), x(4), x(5), (a, b, c, d, e) -> pure(List.of(a, b, c, d, e))));
    assertOrder(
        6,
        let(
            x(1),
            x(2),
            x(3),
            x(4),
            x(5),
            x(6),
            (a, b, c, d, e, f) -> pure(List.of(a, b, c, d, e, f))));
    assertOrder(
        7,
        let(
            x(1),
            x(2),
            x(3),
            x(4),
            x(5),
            x(6),
            x(7),
            (a, b, c, d, e, f, g) -> pure(List.of(a, b, c, d, e, f, g))));
    assertOrder(
        8,
        let(
            x(1),
            x(2),
            x(3),
            x(4),
            x(5),
            x(6),
            x(7),
            x(8),
            (a, b, c, d, e, f, g, h) -> pure(List.of(a, b, c, d, e, f, g, h))));
  }

  private static void assertOrder(int n, Model<List<Tensor>> model) {
    var run = Trace.run(Key.of(1), model);
    assertEquals(
        IntStream.rangeClosed(1, n).mapToObj(i -> "x" + i).toList(),
        List.copyOf(run.trace().entries().keySet()));
    assertEquals(run.trace().entries().values().stream().map(Entry::value).toList(), run.value());
  }
}
