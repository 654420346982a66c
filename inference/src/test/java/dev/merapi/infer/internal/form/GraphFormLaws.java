package dev.merapi.infer.internal.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.codec.DamagedException;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Equation;
import dev.merapi.tensor.internal.graph.Graph;
import dev.merapi.tensor.internal.specimen.Primitives;
import dev.merapi.tensor.internal.specimen.Specimen;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is read is what was written, and nothing else can be read. */
class GraphFormLaws {
  private static Graph graph(Specimen specimen) {
    List<Symbolic.Input> inputs = new ArrayList<>();
    for (Specimen.Operand operand : specimen.operands()) {
      inputs.add(Symbolic.Input.of("x" + inputs.size(), operand.shape()));
    }
    Tensor applied = specimen.primitive().on(inputs.toArray(Tensor[]::new));
    return Graph.of(inputs, List.of(applied, applied.sum()));
  }

  @Test
  void everyPrimitiveReturns() {
    for (Specimen specimen : Primitives.all()) {
      Graph graph = graph(specimen);
      assertEquals(graph, read(bytes(graph)), specimen.toString());
    }
  }

  private static byte[] bytes(Graph graph) {
    return GraphForm.INSTANCE.bytes(graph);
  }

  private static Graph read(byte[] bytes) {
    return GraphForm.INSTANCE.of(bytes);
  }

  /** Numbers that are easily lost, a constant that is one number many times, and views. */
  @Test
  void everyConstantReturns() {
    Symbolic.Input x = Symbolic.Input.of("x", Shape.of(2, 3));
    double strange = Double.longBitsToDouble(0x7ff8_0000_0000_1234L);
    Tensor numbers =
        Tensor.of(new double[] {-0.0, Double.MIN_VALUE, strange, 1, 2, 3}, Shape.of(3, 2));
    Graph graph =
        Graph.of(
            List.of(x),
            List.of(
                x.plus(numbers.transpose()),
                x.times(Tensor.scalar(Math.PI).expand(Shape.of(1000, 2, 3)))));
    Graph read = read(bytes(graph));
    assertEquals(graph, read);
    assertEquals(strangeBits(graph), strangeBits(read));
    assertTrue(bytes(graph).length < 1000);
  }

  private static List<Long> strangeBits(Graph graph) {
    return graph.equations().stream()
        .filter(Equation.Constant.class::isInstance)
        .flatMapToLong(
            line ->
                Arrays.stream(((Equation.Constant) line).value().toArray())
                    .mapToLong(Double::doubleToRawLongBits))
        .boxed()
        .toList();
  }

  /** Bytes that were cut or changed give a sentence or a graph, and little memory is asked for. */
  @Test
  void damageIsASentence() {
    SplittableRandom random = new SplittableRandom(7);
    int sentences = 0;
    for (Specimen specimen : Primitives.all()) {
      byte[] good = bytes(graph(specimen));
      for (int i = 0; i < 40; i++) {
        byte[] bad = Arrays.copyOf(good, i % 4 == 0 ? random.nextInt(good.length) : good.length);
        for (int change = i % 4; change > 0 && bad.length > 0; change--) {
          bad[random.nextInt(bad.length)] = (byte) (random.nextBoolean() ? random.nextInt() : 127);
        }
        try {
          var _ = read(bad);
        } catch (DamagedException said) {
          assertTrue(said.getMessage().endsWith("."), said.getMessage());
          sentences++;
        }
      }
    }
    assertTrue(sentences > 1000, sentences + " sentences");
  }

  @Test
  void namesOfOtherClassesAreRefused() {
    for (String name :
        List.of("Runtime", "GraphForm", "java.lang.Runtime", "../Add", "Elementwise1")) {
      Encoder out = new Encoder();
      out.writeInt(0);
      out.writeInt(1);
      out.writeInt(3);
      out.writeText(name);
      out.writeInt(0);
      out.writeInt(0);
      DamagedException refused = assertThrows(DamagedException.class, () -> read(out.bytes()));
      assertEquals(
          "There is no primitive '%s' in this version of the library.".formatted(name),
          refused.getMessage());
    }
  }

  /** A length of two thousand million, of lines, numbers or axes, is not believed. */
  @Test
  void hostileLengthsAreRefused() {
    byte[] good = bytes(graph(Primitives.all().getFirst()));
    for (int at = 0; at + 4 <= good.length; at++) {
      byte[] bad = good.clone();
      bad[at] = 127;
      bad[at + 1] = -1;
      try {
        var _ = read(bad);
      } catch (DamagedException said) {
        assertTrue(said.getMessage().endsWith("."), said.getMessage());
      }
    }
  }
}
