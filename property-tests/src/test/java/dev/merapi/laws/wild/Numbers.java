package dev.merapi.laws.wild;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Random;

/** Numbers, sizes and tensors, moderate and wild. */
record Numbers(Random random) {
  private static final double[] WILD = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    2,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.MIN_VALUE,
    -Double.MIN_VALUE,
    Double.MIN_NORMAL,
    1e-308,
    1e308,
    -1e308,
    Double.MAX_VALUE,
    1e155,
    1e-155,
    1e9,
    1e8,
    1e-20,
    1e7,
    1e15,
    0x1p53,
    1 - 0x1p-53,
    1 + 0x1p-52,
    700,
    -745,
    1e-9
  };
  private static final int[] WHOLES = {
    -1, -2, 40, Integer.MAX_VALUE, Integer.MAX_VALUE - 1, Integer.MIN_VALUE, -(1 << 20)
  };
  private static final int[][] SHAPES = {
    {}, {}, {}, {1}, {2}, {3}, {3}, {0}, {2, 3}, {3, 3}, {2, 2}, {2, 0}, {1, 3}, {2, 3, 3},
    {4, 1, 2}
  };

  /** No machine has memory for these. */
  private static final int[][] ABSURD = {
    {Integer.MAX_VALUE},
    {1 << 30, 1 << 30},
    {1 << 16, 1 << 16},
    {3, Integer.MAX_VALUE, 2},
    {1 << 30, 0}
  };

  double number() {
    return switch (random.nextInt(4)) {
      case 0 -> WILD[random.nextInt(WILD.length)];
      case 1 -> random.nextInt(5);
      case 2 -> random.nextDouble();
      default -> random.nextGaussian() * 2;
    };
  }

  int whole() {
    return random.nextInt(3) == 0 ? WHOLES[random.nextInt(WHOLES.length)] : random.nextInt(5);
  }

  Shape shape() {
    return random.nextInt(12) == 0 ? Shape.of(ABSURD[random.nextInt(ABSURD.length)]) : moderate();
  }

  private Shape moderate() {
    return Shape.of(SHAPES[random.nextInt(SHAPES.length)]);
  }

  /**
   * A tensor: of flags, counts, probabilities, reals or positive numbers, of which some are wild.
   */
  Tensor tensor() {
    return tensor(moderate());
  }

  Tensor tensor(Shape shape) {
    double[] numbers = new double[shape.count()];
    int kind = random.nextInt(6);
    boolean wild = random.nextInt(3) == 0;
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] =
          wild && random.nextBoolean()
              ? WILD[random.nextInt(WILD.length)]
              : switch (kind) {
                case 0 -> random.nextInt(2);
                case 1 -> random.nextInt(6);
                case 2 -> random.nextDouble();
                case 3 -> random.nextGaussian() * 3;
                case 4 -> 1.0 / numbers.length;
                default -> Math.exp(random.nextGaussian() * 2);
              };
    }
    boolean square = shape.rank() >= 2 && shape.size(-1) == shape.size(-2);
    Tensor plain = Tensor.of(numbers, shape);
    return square && !wild && random.nextBoolean() ? plain.matmul(plain.transpose()) : plain;
  }
}
