package dev.merapi.distributions;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Masked;
import dev.merapi.distributions.internal.specimen.Specimen;
import dev.merapi.distributions.internal.specimen.Specimens;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.MerapiException;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.emit.Compiled;
import dev.merapi.tensor.internal.graph.Graph;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * A parameter that is traced and leaves its set makes the density −∞ where numbers would be
 * refused; inside the density has the bits that it has by numbers. In every executor, for every
 * distribution of the registry and each of its parameters.
 */
class GuardLaws {
  private static final Key KEY = Key.of(23);

  /** What a number of a parameter is replaced by: about the ends of all sets that there are. */
  private static final double[] STRAYS = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    0,
    -1e-9,
    -0.5,
    -3,
    1 + 1e-9,
    1.5
  };

  @TestFactory
  Stream<DynamicTest> aParameterOutsideItsSetGivesNoDensity() {
    return Specimens.all().stream()
        .filter(specimen -> !specimen.parameters().isEmpty())
        .map(specimen -> DynamicTest.dynamicTest(specimen.name(), () -> check(specimen)));
  }

  private static void check(Specimen specimen) {
    Tensor value = specimen.distribution().sample(KEY);
    List<Symbolic.Input> inputs = new ArrayList<>();
    for (Tensor parameter : specimen.parameters()) {
      inputs.add(Symbolic.Input.of("parameter " + inputs.size(), parameter.shape()));
    }
    Tensor density;
    try {
      density = specimen.builder().apply(List.copyOf(inputs)).logProb(value);
    } catch (SymbolicValueException needsNumbers) {
      return;
    }
    List<Tensor> outputs = new ArrayList<>(List.of(density));
    outputs.addAll(Gradient.of(density.sum(), inputs));
    Graph graph = Graph.of(inputs, outputs);
    Compiled code = Compiled.of(graph);
    Dense inside = specimen.distribution().logProb(value).dense();
    assertArrayEquals(inside.toArray(), graph.apply(specimen.parameters()).getFirst().toArray());
    for (int p = 0; p < inputs.size(); p++) {
      for (int at : places(specimen.parameters().get(p))) {
        for (double stray : STRAYS) {
          List<Tensor> moved = new ArrayList<>(specimen.parameters());
          moved.set(p, replaced(moved.get(p), at, stray));
          String what =
              "%s: parameter %d with %s at place %d".formatted(specimen.name(), p, stray, at);
          agree(what, stray, specimen, value, moved, inside, graph, code);
        }
      }
    }
  }

  /** The first place, the last one, and one between. */
  private static int[] places(Tensor parameter) {
    int n = parameter.shape().count();
    return IntStream.of(0, n / 2, n - 1).distinct().toArray();
  }

  private static Tensor replaced(Tensor parameter, int at, double number) {
    double[] numbers = parameter.toArray();
    numbers[at] = number;
    return Tensor.of(numbers, parameter.shape());
  }

  private static void agree(
      String what,
      double stray,
      Specimen specimen,
      Tensor value,
      List<Tensor> moved,
      Dense inside,
      Graph graph,
      Compiled code) {
    List<Tensor> interpreted = graph.apply(moved);
    double[] found = interpreted.getFirst().toArray();
    Distribution known = built(specimen, moved);
    if (known == null) {
      boolean gone = false;
      for (int i = 0; i < found.length; i++) {
        boolean never = found[i] == Double.NEGATIVE_INFINITY;
        gone |= never;
        assertTrue(
            never || found[i] == inside.toArray()[i] || specimen.movesItsSupport(),
            () -> what + " gives " + Arrays.toString(found));
      }
      assertTrue(gone || masked(specimen), () -> what + " gives " + Arrays.toString(found));
      for (int i = 1; i < interpreted.size() && Double.isFinite(stray); i++) {
        double[] gradient = interpreted.get(i).toArray();
        assertFalse(
            Arrays.stream(gradient).anyMatch(Double::isNaN),
            () -> what + " has the gradient " + Arrays.toString(gradient));
      }
    } else {
      assertArrayEquals(known.logProb(value).toArray(), found, what);
    }
    for (int i = 0; i < moved.size(); i++) {
      double[] numbers = moved.get(i).toArray();
      System.arraycopy(numbers, 0, code.argument(i), 0, numbers.length);
    }
    code.run();
    for (int i = 0; i < interpreted.size(); i++) {
      int n = interpreted.get(i).shape().count();
      assertArrayEquals(
          interpreted.get(i).toArray(), Arrays.copyOf(code.result(i), n), what + ", compiled");
    }
    assertEquals(interpreted.getFirst(), recorded(specimen, value, moved), what + ", recorded");
  }

  /** Whether a parameter may be one that nobody looks at. */
  private static boolean masked(Specimen specimen) {
    return specimen.distribution() instanceof Masked;
  }

  private static Dense recorded(Specimen specimen, Tensor value, List<Tensor> parameters) {
    List<Tensor> inputs =
        parameters.stream()
            .<Tensor>map(parameter -> Symbolic.Input.recorded("p", parameter.dense()))
            .toList();
    return specimen.builder().apply(inputs).logProb(value).dense();
  }

  /** The distribution of known parameters; null where they are refused. */
  private static Distribution built(Specimen specimen, List<Tensor> parameters) {
    try {
      return specimen.builder().apply(parameters);
    } catch (MerapiException refused) {
      return null;
    }
  }
}
