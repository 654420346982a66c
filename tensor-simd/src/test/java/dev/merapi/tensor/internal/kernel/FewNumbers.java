package dev.merapi.tensor.internal.kernel;

import java.util.Random;

/** Every elementwise kernel on forty numbers, in hexadecimal digits. */
final class FewNumbers {
  private FewNumbers() {}

  public static void main(String[] arguments) {
    double[] x = new Random(3).doubles(40, -3, 3).toArray();
    double[] y = new double[x.length];
    for (Elementwise kernel : Elementwise.all()) {
      kernel.loop().apply(x, 0, y, 0, x.length);
      for (double number : y) {
        System.out.println(kernel.name() + " " + Double.toHexString(number));
      }
    }
  }
}
