package dev.merapi.tensor.internal.ode;

import java.util.Arrays;

/** The steps of a path, with what is needed to go back. Grows, and is used again and again. */
final class Tape {
  private static final int FIRST = 64;

  private final int n;
  private final int stages;
  private final int[] marks;
  private final double[] state;
  private final double[][] slopes;
  private int size;
  private double[] times = new double[FIRST];
  private double[] lengths = new double[FIRST];
  private double[] numbers;

  /** An empty one, of paths seen at some times after the first. */
  Tape(int n, int stages, int seen) {
    this.n = n;
    this.stages = stages;
    this.marks = new int[seen];
    this.state = new double[n];
    this.slopes = new double[stages][n];
    this.numbers = new double[FIRST * n * (stages + 1)];
  }

  void clear() {
    size = 0;
  }

  /** Adds a step of h from y at t. */
  void add(double t, double h, double[] y, double[][] k) {
    int width = n * (stages + 1);
    if (size == times.length) {
      times = Arrays.copyOf(times, 2 * size);
      lengths = Arrays.copyOf(lengths, 2 * size);
      numbers = Arrays.copyOf(numbers, 2 * size * width);
    }
    times[size] = t;
    lengths[size] = h;
    System.arraycopy(y, 0, numbers, size * width, n);
    for (int i = 0; i < stages; i++) {
      System.arraycopy(k[i], 0, numbers, size * width + (i + 1) * n, n);
    }
    size++;
  }

  /** The steps so far lead to a time at which the path is seen. */
  void mark(int seen) {
    marks[seen] = size;
  }

  /** Goes back from the time seen last to the first, adding what is wanted at each of them. */
  void back(Step step, double[] wanted, double[] lambda) {
    int width = n * (stages + 1);
    Arrays.fill(lambda, 0);
    int at = size;
    for (int seen = marks.length - 1; seen >= 0; seen--) {
      for (int i = 0; i < n; i++) {
        lambda[i] += wanted[(seen + 1) * n + i];
      }
      int start = seen == 0 ? 0 : marks[seen - 1];
      while (at > start) {
        at--;
        System.arraycopy(numbers, at * width, state, 0, n);
        for (int i = 0; i < stages; i++) {
          System.arraycopy(numbers, at * width + (i + 1) * n, slopes[i], 0, n);
        }
        step.back(times[at], lengths[at], state, slopes, lambda);
      }
    }
    for (int i = 0; i < n; i++) {
      lambda[i] += wanted[i];
    }
  }
}
