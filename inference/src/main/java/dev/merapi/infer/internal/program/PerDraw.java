package dev.merapi.infer.internal.program;

import dev.merapi.infer.internal.given.Counts;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/**
 * What a program makes, by name, for each of several draws: draw i under {@code key.fold(i)} and
 * the values of the draw. The program is traced once where that can be done; one that decides by a
 * number it looks at runs for each draw.
 *
 * @param program from a key and values to what is made
 * @param key of all draws
 * @param n the number of draws
 * @param given the values of each draw, of the same names and shapes
 */
public record PerDraw(
    BiFunction<Key, Map<String, Tensor>, Map<String, Tensor>> program,
    Key key,
    int n,
    IntFunction<? extends Map<String, Tensor>> given) {

  /** All at once: name → [n, R..]. */
  public Map<String, Tensor> all() {
    Stack stack = new Stack(n);
    each(stack::push);
    return stack.tensors();
  }

  /**
   * Some draws at a time, in order, so that no more than these are in memory: name → [some, R..].
   */
  public void each(Consumer<? super Map<String, Tensor>> receiver) {
    if (n == 0) {
      return;
    }
    TracedDraws traced;
    try {
      traced = TracedDraws.of(given.apply(0), program);
    } catch (SymbolicValueException dynamic) {
      oneByOne(receiver);
      return;
    }
    traced.each(key, n, given, receiver);
  }

  private void oneByOne(Consumer<? super Map<String, Tensor>> receiver) {
    for (int i = 0; i < n; i++) {
      Map<String, Tensor> block = new LinkedHashMap<>();
      program
          .apply(key.fold(i), given.apply(i))
          .forEach((name, value) -> block.put(name, value.unsqueeze(0)));
      receiver.accept(block);
    }
  }

  /** Blocks that become one tensor for each name. */
  private static final class Stack {
    private final int n;
    private final Map<String, double[]> numbers = new LinkedHashMap<>();
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private int size;

    Stack(int n) {
      this.n = n;
    }

    void push(Map<String, Tensor> block) {
      if (shapes.isEmpty()) {
        long each =
            block.values().stream().mapToLong(value -> value.shape().count() / value.size(0)).sum();
        Counts.of(n, "draws", Double.BYTES * Math.max(1, each));
      }
      int more = 0;
      for (Map.Entry<String, Tensor> entry : block.entrySet()) {
        Tensor value = entry.getValue();
        more = value.size(0);
        Shape own = value.shape().dropLeft(1);
        shapes.putIfAbsent(entry.getKey(), own);
        double[] all =
            numbers.computeIfAbsent(
                entry.getKey(), _ -> new double[Math.multiplyExact(n, own.count())]);
        System.arraycopy(
            value.dense().rowMajorArray(), 0, all, size * own.count(), more * own.count());
      }
      size += more;
    }

    Map<String, Tensor> tensors() {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      shapes.forEach(
          (name, shape) ->
              tensors.put(
                  name,
                  new Dense(numbers.getOrDefault(name, new double[0]), Shape.of(n).append(shape))));
      return tensors;
    }
  }
}
