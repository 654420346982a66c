package dev.merapi.distributions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.combinator.Hurdle;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.discrete.Poisson;
import dev.merapi.distributions.internal.specimen.Specimen;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Executor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Interpreter;
import dev.merapi.tensor.internal.graph.Mapped;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * A draw in a graph, whose key is an input, or a parameter, or both, has the bits of the draw at
 * once, in the interpreter and in generated code; or it is refused in a sentence that names the
 * input.
 */
class TracedDrawLaws {
  private static final List<Shape> SAMPLES = List.of(Shape.SCALAR, Shape.of(37));
  private static final List<Key> KEYS = List.of(Key.of(1), Key.of(2), Key.of(3).fold("x"));

  /** What differs from a draw at once, a sentence each, and who was refused. */
  private final List<String> wrong = new ArrayList<>();

  private final Set<String> refused = new TreeSet<>();
  private int compared;
  private int inBatches;

  @Test
  void aTracedKeyDrawsWhatAKnownOneDraws() {
    for (Specimen specimen : Specimens.all()) {
      for (Shape sample : SAMPLES) {
        check(specimen, sample, List.of(), true);
      }
    }
    assertEquals(List.of(), wrong);
    assertEquals(Set.of(), refused);
    assertTrue(compared > 600, () -> compared + " comparisons");
    assertTrue(inBatches > 200, () -> inBatches + " batches of keys");
  }

  @Test
  void tracedParametersDrawWhatKnownOnesDraw() {
    for (Specimen specimen : Specimens.all()) {
      for (int i = 0; i < specimen.parameters().size(); i++) {
        check(specimen, Shape.of(5), List.of(i), i % 2 == 0);
      }
      check(specimen, Shape.of(5), all(specimen), true);
    }
    assertEquals(List.of(), wrong);
    assertEquals(Set.of(), refused);
    assertTrue(compared > 600, () -> compared + " comparisons");
  }

  private static List<Integer> all(Specimen specimen) {
    return IntStream.range(0, specimen.parameters().size()).boxed().toList();
  }

  private void check(Specimen specimen, Shape sample, List<Integer> traced, boolean keyTraced) {
    Symbolic.Input words = Symbolic.Input.of("key", Shape.of(4));
    List<Symbolic.Input> inputs = new ArrayList<>(List.of(words));
    List<Tensor> parameters = new ArrayList<>(specimen.parameters());
    List<Tensor> values = new ArrayList<>();
    for (int i : traced) {
      Tensor value = specimen.parameters().get(i);
      Symbolic.Input input = Symbolic.Input.of("parameter " + i, value.shape());
      inputs.add(input);
      parameters.set(i, input);
      values.add(value);
    }
    Distribution symbolic;
    try {
      symbolic = specimen.with(parameters).distribution();
      var _ =
          keyTraced
              ? symbolic.sample(Key.ofWords(words), sample)
              : symbolic.sample(KEYS.getFirst(), sample);
    } catch (SymbolicValueException sentence) {
      refused.add(specimen.name() + " " + traced + ": " + sentence.getMessage());
      return;
    }
    if (keyTraced) {
      Graph graph = Graph.of(inputs, List.of(symbolic.sample(Key.ofWords(words), sample)));
      Executor interpreter = Interpreter.of(graph);
      Executor compiled = Compiled.of(graph);
      checkTogether(specimen, sample, traced, graph, values);
      for (Key key : KEYS) {
        Dense eager = specimen.distribution().sample(key, sample).dense();
        compare(specimen, sample, traced, eager, interpreter, key, values);
        compare(specimen, sample, traced, eager, compiled, key, values);
      }
    } else {
      for (Key key : KEYS.subList(0, 1)) {
        Graph graph = Graph.of(inputs, List.of(symbolic.sample(key, sample)));
        Dense eager = specimen.distribution().sample(key, sample).dense();
        compare(specimen, sample, traced, eager, Interpreter.of(graph), key, values);
        compare(specimen, sample, traced, eager, Compiled.of(graph), key, values);
      }
    }
  }

  /** Several keys side by side, where every primitive has a rule for that. */
  private void checkTogether(
      Specimen specimen, Shape sample, List<Integer> traced, Graph graph, List<Tensor> values) {
    Option<Graph> together = Mapped.of(graph, KEYS.size());
    if (together.isEmpty()) {
      return;
    }
    List<Tensor> arguments = new ArrayList<>();
    arguments.add(Tensor.stack(0, KEYS.stream().map(Key::words).toArray(Tensor[]::new)));
    for (Tensor value : values) {
      arguments.add(value.expand(Shape.of(KEYS.size()).append(value.shape())));
    }
    Tensor rows = together.get().apply(arguments).getFirst();
    inBatches++;
    for (int i = 0; i < KEYS.size(); i++) {
      Dense eager = specimen.distribution().sample(KEYS.get(i), sample).dense();
      if (!rows.get(i).equals(eager)) {
        wrong.add(
            "%s, sample shape %s, traced parameters %s, key %d of a batch: %s is not %s"
                .formatted(specimen.name(), sample, traced, i, rows.get(i), eager));
      }
    }
  }

  private void compare(
      Specimen specimen,
      Shape sample,
      List<Integer> traced,
      Dense eager,
      Executor executor,
      Key key,
      List<Tensor> values) {
    List<double[]> given = new ArrayList<>(List.of(key.words().toArray()));
    values.forEach(value -> given.add(value.toArray()));
    double[][] result = {new double[eager.shape().count()]};
    executor.run(given.toArray(double[][]::new), result);
    compared++;
    Dense drawn = new Dense(result[0], eager.shape());
    if (!drawn.equals(eager)) {
      wrong.add(
          "%s, sample shape %s, traced parameters %s, %s: %s is not %s"
              .formatted(
                  specimen.name(),
                  sample,
                  traced,
                  executor.getClass().getSimpleName(),
                  drawn,
                  eager));
    }
  }

  /**
   * The gate of a hurdle lets no 0 of a Poisson with a traced rate pass: mean .8 · λ/(1 − e^−λ).
   */
  @Test
  void aHurdleWithATracedRateTriesAgain() {
    Symbolic.Input words = Symbolic.Input.of("key", Shape.of(4));
    Symbolic.Input rate = Symbolic.Input.of("rate", Shape.SCALAR);
    Distribution hurdle = Hurdle.ofProbs(Poisson.of(rate), Tensor.scalar(0));
    Tensor draws = hurdle.sample(Key.ofWords(words), Shape.of(20_000));
    Graph graph = Graph.of(List.of(words, rate), List.of(draws.mean()));
    double mean = graph.apply(List.of(Key.of(5).words(), Tensor.scalar(0.5))).getFirst().item();
    double expected = 0.5 / (1 - Math.exp(-0.5));
    assertTrue(Math.abs(mean - expected) < 6 * Math.sqrt(0.35 / 20_000), () -> "mean " + mean);
  }
}
