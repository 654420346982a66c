package dev.merapi.benchmarks.corpus;

import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/** Priors that most models have. */
final class Priors {
  private Priors() {}

  /** Independent standard normals. */
  static Model<Tensor> normals(String name, int... sizes) {
    return sample(name, normal(0, 1).expand(Shape.of(sizes)).toEvent(sizes.length));
  }

  static Model<Tensor> normal0(String name, double scale) {
    return sample(name, normal(0, scale));
  }

  static Model<Tensor> positive(String name) {
    return sample(name, halfNormal(1));
  }

  static Model<Tensor> positives(String name, int n) {
    return sample(name, halfNormal(1).expand(Shape.of(n)).toEvent(1));
  }
}
