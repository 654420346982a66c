package dev.merapi.tensor.internal.op;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.graph.Mapped;
import dev.merapi.tensor.internal.specimen.Primitives;
import dev.merapi.tensor.internal.specimen.Specimen;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** A mapped graph has the bits of the graph, one evaluation after the other. */
final class MappedLaws {
  @Provide
  Arbitrary<Specimen> specimens() {
    return Arbitraries.of(Primitives.all());
  }

  /** The operands whose bit is not set are constants of the graph. */
  @Property(tries = 1000, edgeCases = EdgeCasesMode.NONE)
  void eachRowIsAnEvaluation(
      @ForAll("specimens") Specimen specimen,
      @ForAll @IntRange(min = 1, max = 4) int n,
      @ForAll @IntRange(max = 7) int given,
      @ForAll long seed) {
    Operands draw = new Operands(seed);
    List<Dense> constants = draw.of(specimen);
    List<Symbolic.Input> inputs = new ArrayList<>();
    Tensor[] operands = new Tensor[constants.size()];
    for (int i = 0; i < operands.length; i++) {
      operands[i] = constants.get(i);
      if ((given >> i & 1) == 1) {
        Symbolic.Input input = Symbolic.Input.of("x" + i, constants.get(i).shape());
        inputs.add(input);
        operands[i] = input;
      }
    }
    Graph graph = Graph.of(inputs, List.of(specimen.primitive().on(operands)));
    Option<Graph> mapped = Mapped.of(graph, n);
    if (mapped.isEmpty()) {
      return; // loops, and factorisations of operands that differ in rank
    }
    List<List<Tensor>> arguments = new ArrayList<>();
    for (int row = 0; row < n; row++) {
      List<Dense> all = draw.of(specimen);
      List<Tensor> here = new ArrayList<>();
      for (int i = 0; i < operands.length; i++) {
        if ((given >> i & 1) == 1) {
          here.add(all.get(i));
        }
      }
      arguments.add(here);
    }
    List<Tensor> stacks = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      int at = i;
      stacks.add(
          Tensor.stack(0, arguments.stream().map(row -> row.get(at)).toArray(Tensor[]::new)));
    }
    Tensor rows = mapped.get().apply(stacks).getFirst();
    for (int row = 0; row < n; row++) {
      assertEquals(graph.apply(arguments.get(row)).getFirst(), rows.get(row), "row " + row);
    }
  }
}
