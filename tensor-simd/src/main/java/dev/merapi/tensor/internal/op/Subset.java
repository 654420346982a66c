package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Shuffle;
import java.util.Arrays;
import java.util.List;

/**
 * {@code size} different numbers of 0 … whole − 1 in random order, see {@link Shuffle}: keys [K..,
 * 4] to [K.., size].
 */
public record Subset(int whole, int size) implements Random {
  /** The numbers that a key chooses; at once if it is known. */
  public static Tensor of(Key key, int whole, int size) {
    return switch (key) {
      case Key.Known(long k0, long k1) ->
          Tensor.of(Arrays.stream(new Shuffle(whole, size).of(k0, k1)).asDoubleStream().toArray());
      case Key.Traced(Tensor words) -> new Subset(whole, size).on(words);
    };
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Random.batch(inputs.getFirst()).append(size);
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    int rows = Random.batch(inputs.getFirst()).count();
    Shuffle shuffle = new Shuffle(whole, size);
    return (in, out) -> {
      for (int i = 0; i < rows; i++) {
        int[] taken = shuffle.of(Random.first(in[0], WORDS * i), Random.second(in[0], WORDS * i));
        for (int j = 0; j < size; j++) {
          out[size * i + j] = taken[j];
        }
      }
    };
  }
}
