package dev.merapi.dist;

import dev.merapi.tensor.Tensor;

/**
 * The laws by name, for {@code import static}. Parameters are tensors or numbers; tensors
 * broadcast. A name that could mean two parametrisations says which one it takes.
 */
public final class Distributions {
  private Distributions() {}

  /** Normal with mean {@code loc} and standard deviation {@code scale}. */
  public static Normal normal(Tensor loc, Tensor scale) {
    return Normal.of(loc, scale);
  }

  /** Normal with mean {@code loc} and standard deviation {@code scale}. */
  public static Normal normal(double loc, double scale) {
    return normal(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  /** Normal with mean {@code loc} and standard deviation {@code scale}. */
  public static Normal normal(Tensor loc, double scale) {
    return normal(loc, Tensor.scalar(scale));
  }

  /** Normal with mean {@code loc} and standard deviation {@code scale}. */
  public static Normal normal(double loc, Tensor scale) {
    return normal(Tensor.scalar(loc), scale);
  }

  /** 1 with probability {@code probs}, else 0. */
  public static Bernoulli bernoulli(Tensor probs) {
    return Bernoulli.ofProbs(probs);
  }

  /** 1 with probability {@code probs}, else 0. */
  public static Bernoulli bernoulli(double probs) {
    return bernoulli(Tensor.scalar(probs));
  }

  /** 1 with log-odds {@code logits}, else 0. */
  public static Bernoulli bernoulliLogits(Tensor logits) {
    return Bernoulli.ofLogits(logits);
  }

  /** 1 with log-odds {@code logits}, else 0. */
  public static Bernoulli bernoulliLogits(double logits) {
    return bernoulliLogits(Tensor.scalar(logits));
  }

  /** Category k with probability proportional to {@code probs[.., k]}. */
  public static Categorical categorical(Tensor probs) {
    return Categorical.ofProbs(probs);
  }

  /** Category k with probability proportional to {@code probs[k]}. */
  public static Categorical categorical(double... probs) {
    return categorical(Tensor.of(probs));
  }

  /** Category k with probability proportional to exp({@code logits[.., k]}). */
  public static Categorical categoricalLogits(Tensor logits) {
    return Categorical.ofLogits(logits);
  }

  /** χ² with {@code df} degrees of freedom: a Gamma(df/2, 1/2). */
  public static Gamma chi2(Tensor df) {
    Tensor checked = Validation.positive("Chi2", "df", df);
    return Gamma.of(checked.times(0.5), Tensor.scalar(0.5));
  }
}
