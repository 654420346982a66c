package dev.merapi.benchmarks.corpus;

import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;

/** Made data from a fixed seed. */
final class Numbers {
  private final SplittableRandom random;

  Numbers(long seed) {
    random = new SplittableRandom(seed);
  }

  double normal() {
    return random.nextGaussian();
  }

  double uniform() {
    return random.nextDouble();
  }

  int below(int n) {
    return random.nextInt(n);
  }

  int poisson(double mean) {
    int count = -1;
    for (double left = mean; left > 0; count++) {
      left -= random.nextExponential();
    }
    return Math.max(0, count);
  }

  Tensor normals(int... sizes) {
    return fill(this::normal, sizes);
  }

  Tensor uniforms(int... sizes) {
    return fill(this::uniform, sizes);
  }

  Tensor belows(int most, int... sizes) {
    return fill(() -> below(most), sizes);
  }

  static Tensor fill(DoubleSupplier number, int... sizes) {
    Shape shape = Shape.of(sizes);
    double[] values = new double[shape.count()];
    for (int i = 0; i < values.length; i++) {
      values[i] = number.getAsDouble();
    }
    return Tensor.of(values, shape);
  }

  /** Each element by one of ours: a category or a flag. */
  Tensor draws(Tensor probabilities) {
    double[] p = probabilities.toArray();
    int k = probabilities.size(-1);
    double[] draws = new double[p.length / k];
    for (int i = 0; i < draws.length; i++) {
      double left = uniform();
      int category = 0;
      while (category < k - 1 && left >= p[i * k + category]) {
        left -= p[i * k + category++];
      }
      draws[i] = category;
    }
    return Tensor.of(draws);
  }

  Tensor poissons(Tensor means) {
    double[] mean = means.toArray();
    for (int i = 0; i < mean.length; i++) {
      mean[i] = poisson(mean[i]);
    }
    return Tensor.of(mean, means.shape());
  }

  /** 1 with the given probabilities. */
  Tensor flags(Tensor probabilities) {
    double[] p = probabilities.toArray();
    for (int i = 0; i < p.length; i++) {
      p[i] = uniform() < p[i] ? 1 : 0;
    }
    return Tensor.of(p, probabilities.shape());
  }
}
