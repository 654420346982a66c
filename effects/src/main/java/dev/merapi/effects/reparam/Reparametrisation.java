package dev.merapi.effects.reparam;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;

/**
 * Another way to draw a variable: from auxiliary sites, so that the joint distribution stays the
 * same. The ways that are known are made by the functions here, for {@code import static}; a lambda
 * is one more.
 */
@FunctionalInterface
public interface Reparametrisation {

  /** The program that draws the value of a latent site; its sites are named after it. */
  Model<Tensor> draw(Site site);

  /**
   * The non-centred form of a family of location and scale, also within {@code toEvent}: {@code
   * x_decentered} is standard, and x = loc + scale · x_decentered.
   */
  static Reparametrisation locScale() {
    return new LocScale();
  }

  /** As {@link #locScale(Tensor)}, the same centredness for all elements. */
  static Reparametrisation locScale(double centered) {
    return new LocScale(centered);
  }

  /**
   * A form between the non-centred (c = 0) and the centred one (c = 1): {@code x_decentered} has
   * location c·loc and scale scale^c, and x = loc + scale^(1 − c) · (x_decentered − c·loc). Source:
   * M. Gorinova, D. Moore, M. Hoffman, "Automatic reparameterisation of probabilistic programs",
   * ICML 2020, eq. 1.
   *
   * @param centered c in [0, 1]: a number for all elements, one for each, or a parameter
   */
  static Reparametrisation locScale(Tensor centered) {
    return new LocScale(centered);
  }

  /** A transformed distribution at its base: {@code x_base}, pushed forward by the bijectors. */
  static Reparametrisation transform() {
    return new Pushforward();
  }

  /** Any distribution at its image under the inverse of a bijector f onto it: x = f(x_base). */
  static Reparametrisation explicit(Bijector onto) {
    return new Explicit(onto);
  }

  /**
   * The direction of a normal vector: {@code x_normal} is standard normal, and x = y/|y| with y =
   * x_normal + concentration.
   */
  static Reparametrisation projected() {
    return new Projected();
  }

  /** An angle on the line, {@code x_unwrapped}, wrapped around the circle. */
  static Reparametrisation circular() {
    return new Wrapped();
  }

  /** A vector by its cosine series: {@code x_dct}. For smooth series. */
  static Reparametrisation discreteCosine() {
    return new DiscreteCosine();
  }

  /** A vector by its Haar wavelets: {@code x_haar}. For series with jumps. */
  static Reparametrisation haar() {
    return new Haar();
  }

  /**
   * A vector of real numbers in neighbouring sections, {@code x_split_0}, {@code x_split_1}, …, so
   * that different algorithms may serve them.
   *
   * @param sizes their lengths, which add up to that of the vector
   */
  static Reparametrisation split(int... sizes) {
    return new Split(Arrays.stream(sizes).boxed().toList());
  }

  /** A relaxed one-hot variable from its noise: K standard Gumbel numbers, {@code x_gumbel}. */
  static Reparametrisation gumbelSoftmax() {
    return new GumbelSoftmax();
  }

  /**
   * A variable drawn from its distribution updated by a guess of its likelihood; the factor {@code
   * x_weight} makes up for it. Both are Normal, Gamma, Beta or Dirichlet.
   */
  static Reparametrisation updated(Distribution likelihood) {
    return new Updated(likelihood);
  }

  /** Student's t and Laplace as a normal of random scale: {@code x_normal}. Observed sites too. */
  static Augmentation scaleMixture() {
    return new ScaleMixture();
  }

  /**
   * A linear state-space model whose noises are not normal as one whose noises are, given auxiliary
   * variables; its states are then summed out by Kalman's filter. Observed sites too.
   */
  static Augmentation gaussianParts() {
    return new GaussianParts();
  }

  /** A stable variable from its noise: {@code x_uniform} and {@code x_exponential}. */
  static Reparametrisation latentStable() {
    return new LatentStable();
  }

  /** A stable variable without skewness as a normal of random scale. Observed sites too. */
  static Augmentation symmetricStable() {
    return new SymmetricStable();
  }

  /**
   * A stable variable of any skewness as a normal of random place and scale. Observed sites too.
   */
  static Augmentation stableMixture() {
    return new StableMixture();
  }
}
