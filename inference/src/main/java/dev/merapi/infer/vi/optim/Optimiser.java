package dev.merapi.infer.vi.optim;

import dev.merapi.infer.mcmc.Coordinate;
import java.util.List;
import java.util.function.Function;

/**
 * How parameters move, given the gradient of what is minimised: a transformation of gradients, made
 * of others by {@link #then}. {@code Optimiser.clipNorm(10).then(Optimiser.adam(0.01))} cuts the
 * gradient first. A value: what it remembers belongs to the state of a fit.
 */
@FunctionalInterface
public interface Optimiser {

  /** The rule for parameters that lie one after another in a position. */
  Rule on(List<Coordinate> parameters);

  /** This transformation, and another of what it gives. */
  default Optimiser then(Optimiser next) {
    return parameters -> Chained.of(on(parameters), next.on(parameters));
  }

  /** Gradient descent: rate · g. */
  static Optimiser sgd(double rate) {
    return scaled(Schedule.constant(rate));
  }

  /** Gradient descent with momentum: rate · v, where v ← mass · v + g. */
  static Optimiser momentum(double rate, double mass) {
    return new Momentum(mass).then(sgd(rate));
  }

  /** Adam with β₁ = 0.9, β₂ = 0.999, ε = 10⁻⁸; see {@link #adam(Schedule, double, double)}. */
  static Optimiser adam(double rate) {
    return adam(Schedule.constant(rate), 0.9, 0.999);
  }

  /**
   * Adam: rate · m̂ / (√v̂ + 10⁻⁸) with the decaying means m of g and v of g², each over 1 − βᵗ
   * (Kingma and Ba, <em>Adam: a method for stochastic optimization</em>, ICLR 2015, algorithm 1).
   */
  static Optimiser adam(Schedule rate, double beta1, double beta2) {
    return new Adam(beta1, beta2, 1e-8).then(scaled(rate));
  }

  /**
   * Adam with weight decay that is not part of the gradient: rate · (m̂ / (√v̂ + ε) + decay · x)
   * (Loshchilov and Hutter, <em>Decoupled weight decay regularization</em>, ICLR 2019, algorithm
   * 2).
   */
  static Optimiser adamW(double rate, double decay) {
    return new Adam(0.9, 0.999, 1e-8).then(weightDecay(decay)).then(sgd(rate));
  }

  /**
   * Rate · g / (√s + 10⁻¹⁰) with s the sum of all g² (Duchi, Hazan and Singer, <em>Adaptive
   * subgradient methods for online learning and stochastic optimization</em>, JMLR 2011).
   */
  static Optimiser adaGrad(double rate) {
    return new AdaGrad(1e-10).then(sgd(rate));
  }

  /**
   * Rate · g / (√v + 10⁻⁸) with v ← 0.99 v + 0.01 g² (Tieleman and Hinton, <em>Lecture 6.5:
   * RMSProp</em>, 2012).
   */
  static Optimiser rmsProp(double rate) {
    return new RmsProp(0.99, 1e-8).then(sgd(rate));
  }

  /** Each number of the direction cut to ±limit. */
  static Optimiser clip(double limit) {
    return new Clip(limit);
  }

  /** The direction made shorter, so that its Euclidean length is at most {@code limit}. */
  static Optimiser clipNorm(double limit) {
    return new ClipNorm(limit);
  }

  /** Plus decay · x: before the rate it is decoupled decay, before Adam a penalty ½ decay |x|². */
  static Optimiser weightDecay(double decay) {
    return new WeightDecay(decay);
  }

  /** Times a rate that depends on the number of the step. */
  static Optimiser scaled(Schedule rate) {
    return new Scaled(rate);
  }

  /** A rule of its own for each parameter, by its name. */
  static Optimiser byName(Function<String, Optimiser> choice) {
    return new ByName(choice);
  }
}
