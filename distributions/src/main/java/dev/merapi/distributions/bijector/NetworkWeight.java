package dev.merapi.distributions.bijector;

import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;

/** An array of free numbers that training moves: it starts uniform between ±{@code spread}. */
public record NetworkWeight(String name, Shape shape, double spread) {

  /** A weight of the given shape. */
  public static NetworkWeight of(String name, double spread, int... shape) {
    return new NetworkWeight(name, Shape.of(shape), spread);
  }

  /** A weight that multiplies {@code inputs} numbers and adds the products: ±1/√inputs. */
  public static NetworkWeight into(String name, int inputs, int... shape) {
    return of(name, 1 / Math.sqrt(inputs), shape);
  }

  /** The value at the start. */
  public Tensor start(Key key) {
    double[] values = Tensor.zeros(shape).toArray();
    Draws.uniform(key, values, 0, values.length);
    return Tensor.of(values, shape).times(2).minus(1).times(spread);
  }

  NetworkWeight within(String scope) {
    return new NetworkWeight(scope + "/" + name, shape, spread);
  }
}
