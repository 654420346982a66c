package dev.merapi.examples.variational;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Handwritten digits, 8 × 8 dots of 0 to 16.
 *
 * @param dots how dark each dot is, between 0 and 1, [n, 64]
 * @param labels the digits, [n]
 */
record Digits(Tensor dots, Tensor labels) {
  /** Dots of a digit. */
  static final int DOTS = 64;

  private static final int DARKEST = 16;
  private static final int BASE = 17;

  /** All 1797 of them. */
  static Digits all() {
    List<String> lines = lines();
    double[] dots = new double[lines.size() * DOTS];
    double[] labels = new double[lines.size()];
    for (int i = 0; i < labels.length; i++) {
      String line = lines.get(i);
      labels[i] = Character.digit(line.charAt(0), 10);
      for (int j = 0; j < DOTS; j++) {
        dots[i * DOTS + j] = (double) Character.digit(line.charAt(2 + j), BASE) / DARKEST;
      }
    }
    return new Digits(Tensor.of(dots, Shape.of(labels.length, DOTS)), Tensor.of(labels));
  }

  private static List<String> lines() {
    try (InputStream in = Digits.class.getResourceAsStream("digits.txt")) {
      if (in == null) {
        throw new ArgumentException("The examples come without their digits.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How many there are. */
  int size() {
    return labels.size(0);
  }

  /** Those from one number to before another. */
  Digits part(int from, int to) {
    return new Digits(dots.slice(0, from, to), labels.slice(0, from, to));
  }

  /** Some digits, [n, 64], side by side as a picture of letters. */
  static String picture(Tensor digits, int each) {
    String shades = " .:-=+*#%@";
    StringBuilder text = new StringBuilder();
    for (int first = 0; first < digits.size(0); first += each) {
      int last = Math.min(first + each, digits.size(0));
      for (int row = 0; row < 8; row++) {
        for (int digit = first; digit < last; digit++) {
          for (int column = 0; column < 8; column++) {
            double dark = digits.get(digit).get(row * 8 + column).item();
            char shade = shades.charAt((int) Math.min(9, Math.max(0, dark * 10)));
            text.append(shade).append(shade);
          }
          text.append("  ");
        }
        text.append(System.lineSeparator());
      }
      text.append(System.lineSeparator());
    }
    return text.toString();
  }
}
