package dev.merapi.distributions.internal;

import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;

/** The first element that breaks a constraint, in words: its number or array, and its index. */
public final class Offender {
  private Offender() {}

  /** Names the first element of {@code value} [.., E..] whose flag in {@code inside} is 0. */
  public static String first(Tensor value, Dense inside, int eventDim) {
    double[] flags = inside.toArray();
    int i = 0;
    while (flags[i] != 0) {
      i++;
    }
    Shape event = value.shape().takeRight(eventDim);
    double[] values = value.expand(inside.shape().append(event)).toArray();
    int n = event.count();
    double[] element = Arrays.copyOfRange(values, i * n, (i + 1) * n);
    String text =
        eventDim == 0
            ? Double.toString(element[0])
            : n <= 16 ? Tensor.of(element, event).toString() : "of shape " + event;
    return inside.rank() == 0 ? text : text + " at index " + index(i, inside.shape());
  }

  private static String index(int position, Shape shape) {
    int[] index = new int[shape.rank()];
    int rest = position;
    for (int axis = shape.rank() - 1; axis >= 0; axis--) {
      index[axis] = rest % shape.size(axis);
      rest /= shape.size(axis);
    }
    return Arrays.toString(index);
  }
}
