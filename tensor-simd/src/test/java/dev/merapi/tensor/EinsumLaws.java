package dev.merapi.tensor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.tensor.internal.base.Layout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * einsum = the sum over all values of all letters, written as a loop; and the order of contraction
 * is the cheapest.
 */
final class EinsumLaws {
  private static final String LETTERS = "abcde";

  @Provide
  Arbitrary<List<String>> operands() {
    return Arbitraries.strings()
        .withChars(LETTERS)
        .ofMinLength(0)
        .ofMaxLength(3)
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
  void einsumIsTheSumOverAllLetters(@ForAll("operands") List<String> inputs, @ForAll long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    String used = String.join("", inputs);
    StringBuilder output = new StringBuilder();
    LETTERS
        .chars()
        .filter(c -> used.indexOf(c) >= 0 && random.nextBoolean())
        .forEach(c -> output.insert(0, (char) c));
    List<Tensor> tensors = new ArrayList<>();
    for (String letters : inputs) {
      tensors.add(random(shape(letters), random));
    }
    Tensor result =
        Tensor.einsum(String.join(",", inputs) + "->" + output, tensors.toArray(Tensor[]::new));
    assertEquals(shape(output.toString()), result.shape());
    assertArrayEquals(loop(inputs, tensors, output.toString()), result.toArray(), 1e-12);
  }

  /** Letter number i has size 1 + (i + 1) mod 4, so that one has size 1. */
  private static int size(char letter) {
    return 1 + (LETTERS.indexOf(letter) + 1) % 4;
  }

  private static Shape shape(String letters) {
    return Shape.of(letters.chars().map(c -> size((char) c)).toArray());
  }

  private static Tensor random(Shape shape, SplittableRandom random) {
    return Tensor.of(random.doubles(shape.count(), -1, 1).toArray(), shape);
  }

  private static double[] loop(List<String> inputs, List<Tensor> tensors, String output) {
    double[] result = new double[shape(output).count()];
    String used = String.join("", inputs);
    String letters = Lettered.filter(LETTERS, c -> used.indexOf(c) >= 0);
    int[] value = new int[LETTERS.length()];
    for (int combination = 0; combination < shape(letters).count(); combination++) {
      int rest = combination;
      for (int i = 0; i < letters.length(); i++) {
        value[LETTERS.indexOf(letters.charAt(i))] = rest % size(letters.charAt(i));
        rest /= size(letters.charAt(i));
      }
      double product = 1;
      for (int i = 0; i < inputs.size(); i++) {
        product *= tensors.get(i).dense().element(index(inputs.get(i), value));
      }
      result[Layout.rowMajor(shape(output).toArray()).position(index(output, value))] += product;
    }
    return result;
  }

  private static int[] index(String letters, int[] value) {
    return letters.chars().map(c -> value[LETTERS.indexOf(c)]).toArray();
  }

  @Example
  void withoutAnArrowTheResultHasTheLettersThatOccurOnce() {
    Tensor a = Tensor.of(new double[][] {{1, 2, 3}, {4, 5, 6}});
    assertEquals(a.transpose().matmul(Tensor.of(1, 2)), Tensor.einsum("ba, b", a, Tensor.of(1, 2)));
    assertEquals(Tensor.scalar(5), Tensor.einsum("ii", Tensor.of(new double[][] {{1, 2}, {3, 4}})));
  }

  @Example
  void theGradientIsTheEinsumOfTheOthers() {
    SplittableRandom random = new SplittableRandom(1);
    Tensor a = random(Shape.of(2, 3), random);
    Tensor b = random(Shape.of(3, 4), random);
    Tensor c = random(Shape.of(4, 2), random);
    Tensor gradient = Gradient.at(x -> Tensor.einsum("ij,jk,ki->", a, x, c), b);
    assertArrayEquals(Tensor.einsum("ij,ki->jk", a, c).toArray(), gradient.toArray(), 1e-14);
  }

  @Example
  void aChainOfMatricesIsMultipliedFromTheNarrowEnd() {
    int[] sizes = {100, 100, 100, 1};
    ContractionOrder chain =
        new ContractionOrder(new long[] {0b0011, 0b0110, 0b1100}, 0b1001, sizes);
    assertEquals(20_000, chain.cost());
    long[] nine = LongStream.range(0, 9).map(i -> 3L << i).toArray();
    int[] tens = {10, 10, 10, 10, 10, 10, 10, 10, 10, 1};
    assertEquals(8 * 100, new ContractionOrder(nine, 1 | 1 << 9, tens).cost());
  }

  @Example
  void equationsThatDoNotFitAreRefused() {
    Tensor a = Tensor.zeros(Shape.of(2, 3));
    assertTrue(message("ij,jk->ik", a, a).contains("'j' has size 3 and size 2"));
    assertTrue(message("ij,jk", a).contains("it has 2 operands, but 1 were given"));
    assertTrue(message("ijk", a).contains("'ijk' must name each axis of shape [2, 3]"));
    assertTrue(message("ij->iz", a).contains("'z' of the result"));
    assertTrue(message("ij->ii", a).contains("once in the result"));
  }

  private static String message(String equation, Tensor... operands) {
    return String.valueOf(
        assertThrows(ShapeException.class, () -> Tensor.einsum(equation, operands)).getMessage());
  }
}
