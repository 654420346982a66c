package dev.merapi.distributions;

import dev.merapi.distributions.combinator.Folded;
import dev.merapi.distributions.combinator.MixtureSameFamily;
import dev.merapi.distributions.combinator.Truncated;
import dev.merapi.distributions.combinator.ZeroInflated;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.multivariate.LkjCholesky;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.distributions.sequence.DiscreteHmm;
import dev.merapi.distributions.sequence.GaussianHmm;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;

/** Laws by the names and parameters that Pyro gives them. */
final class GoldenLaws {
  private GoldenLaws() {}

  /** The parameters of a record, asked for by name. */
  record Arguments(String distribution, Map<String, ? extends Tensor> byName, Shape event) {
    Tensor get(String name) {
      Tensor value = byName.get(name);
      if (value == null) {
        throw new ArgumentException(
            "The record of %s has no parameter '%s', only %s"
                .formatted(distribution, name, byName.keySet()));
      }
      return value;
    }

    boolean has(String name) {
      return byName.containsKey(name);
    }

    /** The distribution by its probabilities or by its logits, whichever there are. */
    Distribution either(
        Function<Tensor, Distribution> probs, Function<Tensor, Distribution> logits) {
      return has("logits") ? logits.apply(get("logits")) : probs.apply(get("probs"));
    }
  }

  /** The distribution of a record; its name may end in an argument, as in "LKJCholesky(4)". */
  static Distribution of(String name, Map<String, ? extends Tensor> parameters, Shape event) {
    if (name.startsWith("Truncated ")) {
      String base = name.split(" ", 3)[1];
      Arguments a = new Arguments(name, parameters, event);
      return Truncated.of(of(base, parameters, event), a.get("low"), a.get("high"));
    }
    int open = name.indexOf('(');
    String family = open < 0 ? name : name.substring(0, open);
    String argument = open < 0 ? "" : name.substring(open + 1, name.length() - 1);
    return distribution(family, argument, new Arguments(name, parameters, event));
  }

  private static Distribution distribution(String family, String argument, Arguments a) {
    return switch (family) {
      case "LKJCholesky" -> LkjCholesky.of(Integer.parseInt(argument), a.get("concentration"));
      case "MixtureSameFamily" -> {
        Distribution components = of(argument, a.byName(), a.event());
        yield a.has("probs")
            ? MixtureSameFamily.ofProbs(a.get("probs"), components)
            : MixtureSameFamily.ofLogits(a.get("logits"), components);
      }
      case "DiscreteHMM" ->
          DiscreteHmm.ofLogits(
              a.get("initial_logits"),
              a.get("transition_logits"),
              of(argument, a.byName(), a.event().dropLeft(1)),
              a.event().size(0));
      case "GaussianHMM" -> gaussianHmm(a);
      case "Independent" -> {
        Distribution base = of(argument, a.byName(), a.event());
        yield base.toEvent(a.event().rank() - base.eventDim());
      }
      case "FoldedDistribution" -> new Folded(of(argument, a.byName(), a.event()));
      case "ZeroInflatedDistribution" -> zeroInflated(of(argument, a.byName(), a.event()), a);
      case "LKJ" -> Distributions.lkj(Integer.parseInt(argument), a.get("concentration"));
      default ->
          GoldenNumbers.of(family, a)
              .or(() -> GoldenCounts.of(family, a))
              .or(() -> GoldenVectors.of(family, a))
              .orElseThrow(
                  () ->
                      new ArgumentException(
                          "The record of '%s' names no distribution that is known here; add it to GoldenLaws"
                              .formatted(family)));
    };
  }

  private static Distribution gaussianHmm(Arguments a) {
    return GaussianHmm.of(
        centred(a.get("init_scale")),
        a.get("transition_matrix"),
        centred(a.get("transition_scale")),
        a.get("observation_matrix"),
        centred(a.get("observation_scale")),
        a.event().size(0));
  }

  private static MultivariateNormal centred(Tensor scaleTril) {
    return MultivariateNormal.ofScaleTril(Tensor.zeros(Shape.of(scaleTril.size(-1))), scaleTril);
  }

  static Distribution zeroInflated(Distribution base, Arguments a) {
    return a.has("gate")
        ? ZeroInflated.ofProbs(base, a.get("gate"))
        : ZeroInflated.ofLogits(base, a.get("gate_logits"));
  }
}
