package dev.merapi.tensor.internal.op;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.NoiseDraw;
import java.util.List;

/**
 * Parameter-free noise of the given kind: keys [K.., 4] to [K.., shape], a row for each key.
 * Element i of a row, in row-major order, depends on its key and on i alone.
 */
public record KeyedNoise(NoiseDraw.Kind kind, Shape event) implements Random {
  /** From here on it is asked whether there is memory. */
  private static final int LARGE = 1 << 20;

  /** The noise of a key; at once if it is known. */
  public static Tensor of(NoiseDraw.Kind kind, Key key, Shape shape) {
    return switch (key) {
      case Key.Known(long k0, long k1) -> {
        int n = shape.count();
        double[] row = n > LARGE ? Tensor.zeros(shape).toArray() : new double[n];
        new NoiseDraw(kind, row.length).row(k0, k1, row, 0);
        yield new Dense(row, shape);
      }
      case Key.Traced(Tensor words) -> new KeyedNoise(kind, shape).on(words);
    };
  }

  @Override
  public Shape shape(List<Shape> inputs) {
    return Random.batch(inputs.getFirst()).append(event);
  }

  @Override
  public Kernel kernel(List<Shape> inputs) {
    int rows = Random.batch(inputs.getFirst()).count();
    int n = event.count();
    NoiseDraw draw = new NoiseDraw(kind, n);
    return (in, out) -> {
      for (int i = 0; i < rows; i++) {
        draw.row(Random.first(in[0], WORDS * i), Random.second(in[0], WORDS * i), out, n * i);
      }
    };
  }
}
