package dev.merapi.distributions;

import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.distributions.discrete.BernoulliStraightThrough;
import dev.merapi.distributions.discrete.Categorical;
import dev.merapi.distributions.discrete.OrderedLogistic;
import dev.merapi.distributions.discrete.OrderedProbit;
import dev.merapi.distributions.multivariate.OneHotCategorical;
import dev.merapi.distributions.multivariate.OneHotStraightThrough;
import dev.merapi.distributions.multivariate.RelaxedOneHotStraightThrough;
import dev.merapi.tensor.Tensor;

/** Factories of distributions of categories; see {@link Distributions}. */
public abstract sealed class CategoryLaws extends FractionLaws permits CountLaws {
  CategoryLaws() {}

  /** 1 for success and 0 for failure, by its probability. */
  public static Bernoulli bernoulli(Tensor probs) {
    return Bernoulli.ofProbs(probs);
  }

  /** 1 for success and 0 for failure, by its probability. */
  public static Bernoulli bernoulli(double probs) {
    return bernoulli(Tensor.scalar(probs));
  }

  /** 1 for success and 0 for failure, by its log-odds. */
  public static Bernoulli bernoulliLogits(Tensor logits) {
    return Bernoulli.ofLogits(logits);
  }

  /** 1 for success and 0 for failure, by its log-odds. */
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

  /** A unit vector with its 1 at a category. */
  public static OneHotCategorical oneHotCategorical(Tensor probs) {
    return OneHotCategorical.ofProbs(probs);
  }

  /** A unit vector with its 1 at a category. */
  public static OneHotCategorical oneHotCategoricalLogits(Tensor logits) {
    return OneHotCategorical.ofLogits(logits);
  }

  /** Ordered categories cut by {@code cutpoints} around {@code predictor}. */
  public static OrderedLogistic orderedLogistic(Tensor predictor, Tensor cutpoints) {
    return OrderedLogistic.of(predictor, cutpoints);
  }

  /** Ordered categories cut by {@code cutpoints} around {@code predictor}, with normal noise. */
  public static OrderedProbit orderedProbit(Tensor predictor, Tensor cutpoints) {
    return OrderedProbit.of(predictor, cutpoints);
  }

  /** A unit vector that carries the gradients of its probabilities. */
  public static OneHotStraightThrough oneHotStraightThrough(Tensor probs) {
    return OneHotStraightThrough.ofProbs(probs);
  }

  /** 0 or 1 with the gradients of the relaxed draw that it was rounded from. */
  public static BernoulliStraightThrough bernoulliStraightThrough(
      Tensor temperature, Tensor probs) {
    return BernoulliStraightThrough.ofProbs(temperature, probs);
  }

  /** 0 or 1 with the gradients of the relaxed draw that it was rounded from. */
  public static BernoulliStraightThrough bernoulliStraightThrough(
      double temperature, Tensor probs) {
    return bernoulliStraightThrough(Tensor.scalar(temperature), probs);
  }

  /** A unit vector with the gradients of the relaxed draw that it was rounded from. */
  public static RelaxedOneHotStraightThrough relaxedOneHotStraightThrough(
      Tensor temperature, Tensor probs) {
    return RelaxedOneHotStraightThrough.ofProbs(temperature, probs);
  }

  /** A unit vector with the gradients of the relaxed draw that it was rounded from. */
  public static RelaxedOneHotStraightThrough relaxedOneHotStraightThrough(
      double temperature, Tensor probs) {
    return relaxedOneHotStraightThrough(Tensor.scalar(temperature), probs);
  }
}
