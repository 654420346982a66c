package dev.merapi.tensor;

import java.lang.reflect.Array;
import java.util.List;
import java.util.Random;

/** Arguments of public functions: sane, empty, negative, huge, absurd, and null. */
public final class WildArguments {
  private static final double[] NUMBERS = {
    0, 1, -1, 0.5, 2, 3, -0.0, 1e-300, -1e300, 1e15, Double.NaN, Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY, Double.MIN_VALUE, Double.MAX_VALUE, 700, -745
  };
  private static final int[] WHOLES = {
    0, 1, 2, 3, -1, -2, -3, 7, 50, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE, -1 << 20
  };
  private static final int[][] SHAPES = {
    {}, {}, {1}, {2}, {3}, {3}, {0}, {2, 3}, {3, 3}, {2, 2}, {2, 0}, {1, 3}, {2, 3, 3}, {4, 1, 2}, {5}
  };

  private final Random random;
  private final double nulls;

  /** Nulls are given with this probability. */
  public WildArguments(long seed, double nulls) {
    this.random = new Random(seed);
    this.nulls = nulls;
  }

  private double number(boolean wild) {
    return wild ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextDouble() * 3 + 0.05;
  }

  private int whole() {
    return WHOLES[random.nextInt(WHOLES.length)];
  }

  /** A tensor. */
  public Tensor tensor() {
    Shape shape = Shape.of(SHAPES[random.nextInt(SHAPES.length)]);
    boolean wild = random.nextInt(3) == 0;
    boolean flags = random.nextInt(6) == 0;
    double[] numbers = new double[shape.count()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = flags ? random.nextInt(2) : number(wild && random.nextInt(2) == 0);
    }
    return Tensor.of(numbers, shape);
  }

  /** Whether arguments of a type are known here. */
  public static boolean knows(Class<?> type) {
    return type.isArray()
        ? knows(type.getComponentType())
        : List.of(
                Tensor.class, double.class, int.class, long.class, boolean.class, Shape.class,
                String.class, Key.class, Index.class)
            .contains(type);
  }

  /** An argument of a type. */
  public Object of(Class<?> type) {
    if (!type.isPrimitive() && random.nextDouble() < nulls) {
      return null;
    }
    if (type.isArray()) {
      int n = random.nextInt(4);
      Object array = Array.newInstance(type.getComponentType(), n);
      for (int i = 0; i < n; i++) {
        Array.set(array, i, of(type.getComponentType()));
      }
      return array;
    }
    if (type == Tensor.class) {
      return tensor();
    } else if (type == double.class) {
      return number(random.nextBoolean());
    } else if (type == int.class) {
      return random.nextInt(3) == 0 ? whole() : random.nextInt(7) - 3;
    } else if (type == long.class) {
      return random.nextBoolean() ? random.nextLong() : (long) whole();
    } else if (type == boolean.class) {
      return random.nextBoolean();
    } else if (type == Shape.class) {
      return random.nextInt(4) == 0
          ? Shape.of(1 << random.nextInt(20), 1 << random.nextInt(20))
          : Shape.of(SHAPES[random.nextInt(SHAPES.length)]);
    } else if (type == Key.class) {
      return Key.of(random.nextLong());
    } else if (type == Index.class) {
      return Index.at(random.nextInt(7) - 3);
    }
    return List.of("", "ij,jk->ik", "x", "a b").get(random.nextInt(4));
  }

  /** Whether an exception says what is wrong. */
  public static boolean isSentence(Throwable thrown) {
    return (thrown instanceof MerapiException
            || thrown.getClass() == IllegalStateException.class
            || thrown.getClass() == UnsupportedOperationException.class)
        && thrown.getMessage() != null
        && thrown.getMessage().length() > 8;
  }
}
