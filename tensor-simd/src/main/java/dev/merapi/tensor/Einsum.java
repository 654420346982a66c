package dev.merapi.tensor;

import static dev.merapi.tensor.Lettered.common;
import static dev.merapi.tensor.Lettered.without;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sums of products over named axes: {@code "bij,bjk->bik"} of a and b is Σⱼ a[b, i, j] · b[b, j,
 * k]. A letter twice in one operand is a diagonal; a letter that the result lacks is summed over.
 * Without an arrow the result has the letters that occur once, in alphabetical order. Two operands
 * at a time become a matrix product, in the {@linkplain ContractionOrder cheapest order}.
 */
final class Einsum {
  private final String equation;
  private final List<Lettered> operands = new ArrayList<>();
  private final Map<Character, Integer> sizes = new HashMap<>();
  private final String output;

  private Einsum(String equation, Tensor... tensors) {
    this.equation = equation;
    String[] sides = equation.replace(" ", "").split("->", -1);
    String[] inputs = sides[0].split(",", -1);
    if (sides.length > 2 || inputs.length != tensors.length) {
      throw wrong("it has %d operands, but %d were given".formatted(inputs.length, tensors.length));
    }
    for (int i = 0; i < inputs.length; i++) {
      operands.add(operand(inputs[i], tensors[i]));
    }
    this.output = sides.length == 2 ? sides[1] : lettersThatOccurOnce(sides[0]);
    for (int i = 0; i < output.length(); i++) {
      char letter = output.charAt(i);
      if (!sizes.containsKey(letter) || output.indexOf(letter) != i) {
        throw wrong(
            "'%s' of the result must occur in an operand, and once in the result"
                .formatted(letter));
      }
    }
  }

  /** The tensor that the equation describes. */
  static Tensor of(String equation, Tensor... tensors) {
    return new Einsum(equation, tensors).evaluate();
  }

  private ShapeException wrong(String why) {
    return new ShapeException("The equation '%s' does not fit: %s".formatted(equation, why));
  }

  private Lettered operand(String letters, Tensor tensor) {
    if (!letters.chars().allMatch(Character::isLetter) || letters.length() != tensor.rank()) {
      throw wrong(
          "'%s' must name each axis of shape %s by a letter".formatted(letters, tensor.shape()));
    }
    for (int i = 0; i < letters.length(); i++) {
      int size = tensor.size(i);
      Integer known = sizes.putIfAbsent(letters.charAt(i), size);
      if (known != null && known != size) {
        throw wrong("'%s' has size %d and size %d".formatted(letters.charAt(i), known, size));
      }
    }
    return Lettered.of(letters, tensor);
  }

  private static String lettersThatOccurOnce(String inputs) {
    char[] once =
        Lettered.filter(inputs, c -> c != ',' && inputs.indexOf(c) == inputs.lastIndexOf(c))
            .toCharArray();
    Arrays.sort(once);
    return new String(once);
  }

  private Tensor evaluate() {
    List<Character> alphabet = List.copyOf(sizes.keySet());
    long[] letters = operands.stream().mapToLong(x -> bits(x.letters(), alphabet)).toArray();
    int[] counts = alphabet.stream().mapToInt(sizes::get).toArray();
    ContractionOrder order = new ContractionOrder(letters, bits(output, alphabet), counts);
    return contract(order.tree(), output).permute(output).tensor();
  }

  private static long bits(String letters, List<Character> alphabet) {
    return letters
        .chars()
        .mapToLong(c -> 1L << alphabet.indexOf((char) c))
        .reduce(0, (a, b) -> a | b);
  }

  /** The product of the operands of a tree, summed over all letters but the kept ones. */
  private Lettered contract(ContractionOrder.Tree tree, String kept) {
    return switch (tree) {
      case ContractionOrder.Tree.Leaf(int operand) -> operands.get(operand).sum(kept);
      case ContractionOrder.Tree.Pair(var left, var right) ->
          multiply(
              contract(left, kept + letters(right)), contract(right, kept + letters(left)), kept);
    };
  }

  private String letters(ContractionOrder.Tree tree) {
    return switch (tree) {
      case ContractionOrder.Tree.Leaf(int operand) -> operands.get(operand).letters();
      case ContractionOrder.Tree.Pair(var left, var right) -> letters(left) + letters(right);
    };
  }

  /** The product of two: shared letters that are kept are a batch, the other shared ones a sum. */
  private Lettered multiply(Lettered a, Lettered b, String kept) {
    String shared = common(a.letters(), b.letters());
    String batch = common(shared, kept);
    String summed = without(shared, kept);
    String rows = without(a.letters(), shared);
    String columns = without(b.letters(), shared);
    Tensor left = a.permute(batch + rows + summed).tensor();
    Tensor right = b.permute(batch + summed + columns).tensor();
    int m = shape(rows).count();
    int n = shape(columns).count();
    int k = shape(summed).count();
    Tensor product =
        summed.isEmpty()
            ? left.reshape(shape(batch).append(m, 1))
                .times(right.reshape(shape(batch).append(1, n)))
            : left.reshape(shape(batch).append(m, k))
                .matmul(right.reshape(shape(batch).append(k, n)));
    String letters = batch + rows + columns;
    return new Lettered(letters, product.reshape(shape(letters)));
  }

  private Shape shape(String letters) {
    return Shape.of(letters.chars().map(c -> sizes.getOrDefault((char) c, 1)).toArray());
  }
}
