package dev.merapi.tensor.internal.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Stacked;
import dev.merapi.tensor.internal.specimen.Primitives;
import dev.merapi.tensor.internal.specimen.Specimen;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Stacked expressions have the bits of each one, and are one expression where they are alike. */
final class StackedLaws {
  @Provide
  Arbitrary<Specimen> specimens() {
    return Arbitraries.of(Primitives.all());
  }

  /** n applications of a primitive; the operands whose bit is set differ, the others are shared. */
  private record Applications(List<Symbolic.Input> inputs, List<Dense> values, List<Tensor> nodes) {
    static Applications of(Specimen specimen, int n, int differing, long seed) {
      Operands draw = new Operands(seed);
      List<Symbolic.Input> inputs = new ArrayList<>();
      List<Dense> values = new ArrayList<>();
      List<Tensor> nodes = new ArrayList<>();
      List<Symbolic.Input> first = new ArrayList<>();
      for (int t = 0; t < n; t++) {
        List<Dense> operands = draw.of(specimen);
        Tensor[] here = new Tensor[operands.size()];
        for (int i = 0; i < here.length; i++) {
          if (t == 0 || (differing >> i & 1) == 1) {
            Symbolic.Input input = Symbolic.Input.of("x", operands.get(i).shape());
            inputs.add(input);
            values.add(operands.get(i));
            here[i] = input;
            if (t == 0) {
              first.add(input);
            }
          } else {
            here[i] = first.get(i);
          }
        }
        nodes.add(specimen.primitive().on(here));
      }
      return new Applications(inputs, values, nodes);
    }

    Graph graph(List<Tensor> outputs) {
      return Graph.of(inputs, outputs);
    }
  }

  @Property(tries = 1500, edgeCases = EdgeCasesMode.NONE)
  void eachRowIsItsExpression(
      @ForAll("specimens") Specimen specimen,
      @ForAll @IntRange(min = 1, max = 4) int n,
      @ForAll @IntRange(max = 7) int differing,
      @ForAll long seed) {
    Applications all = Applications.of(specimen, n, differing, seed);
    Tensor rows = all.graph(List.of(Stacked.of(all.nodes()).all())).apply(all.values()).getFirst();
    List<Tensor> expected = all.graph(all.nodes()).apply(all.values());
    for (int t = 0; t < n; t++) {
      assertEquals(expected.get(t), rows.get(t), "row " + t);
    }
  }

  @Property(tries = 500, edgeCases = EdgeCasesMode.NONE)
  void alikeExpressionsBecomeOne(
      @ForAll("specimens") Specimen specimen,
      @ForAll @IntRange(min = 1, max = 7) int differing,
      @ForAll long seed) {
    boolean hasRule =
        switch (specimen.primitive()) {
          case Elementwise _,
              Reduction _,
              Running _,
              View _,
              MatMul _,
              Gather _,
              GatherAt _,
              Random _ ->
              true;
          default -> false;
        };
    if (hasRule && differing < 1 << specimen.operands().size()) {
      Applications all = Applications.of(specimen, 3, differing, seed);
      Graph graph = all.graph(List.of(Stacked.of(all.nodes()).all()));
      long rules =
          graph.equations().stream()
              .filter(line -> line instanceof Equation.Apply apply && isRule(apply.primitive()))
              .count();
      assertEquals(specimen.primitive() instanceof View ? 0 : 1, rules, graph::toString);
    }
  }

  /** Whether a line is not only an arrangement. */
  private static boolean isRule(Primitive primitive) {
    return !(primitive instanceof View) && !(primitive instanceof Concat);
  }

  @Test
  void theSameTensorIsOneRow() {
    Symbolic.Input a = Symbolic.Input.of("a", Shape.of(2));
    Symbolic.Input b = Symbolic.Input.of("b", Shape.of(2));
    Stacked alternating = Stacked.of(List.of(a.exp(), b.log(), a.exp(), b.log(), a.exp()));
    assertEquals(2, alternating.rows().size(0));
    assertEquals(2, alternating.period());
    assertEquals(List.of(0, 1, 0, 1, 0), alternating.numbers());
    Stacked constant = Stacked.of(List.of(Tensor.of(1, 2), Tensor.of(1, 2), Tensor.of(1, 2)));
    assertEquals(1, constant.period());
    assertArrayEquals(new double[] {1, 2, 1, 2, 1, 2}, constant.all().toArray());
  }

  @Test
  void constantsAreStackedUnderOneExpression() {
    Symbolic.Input scale = Symbolic.Input.of("scale", Shape.SCALAR);
    List<Tensor> squares =
        IntStream.range(0, 100)
            .<Tensor>mapToObj(t -> Tensor.scalar(t).times(scale).square().plus(scale))
            .toList();
    Graph graph = Graph.of(List.of(scale), List.of(Stacked.of(squares).all()));
    assertTrue(graph.equations().size() < 10, graph::toString);
    double[] expected = IntStream.range(0, 100).mapToDouble(t -> 4.0 * t * t + 2).toArray();
    assertArrayEquals(expected, graph.apply(List.of(Tensor.scalar(2))).getFirst().toArray(), 1e-12);
  }

  @Test
  void partsOfOneTensorAreGathered() {
    Symbolic.Input whole = Symbolic.Input.of("whole", Shape.of(2, 50));
    List<Tensor> parts =
        IntStream.range(0, 50)
            .<Tensor>mapToObj(t -> whole.slice(-1, 49 - t, 50 - t).exp())
            .toList();
    Graph graph = Graph.of(List.of(whole), List.of(Stacked.of(parts).all()));
    assertTrue(graph.equations().size() < 10, graph::toString);
    Tensor numbers = Tensor.arange(100).div(100).reshape(2, 50);
    Tensor rows = graph.apply(List.of(numbers)).getFirst();
    for (int t = 0; t < 50; t++) {
      assertEquals(numbers.slice(-1, 49 - t, 50 - t).exp(), rows.get(t));
    }
  }
}
