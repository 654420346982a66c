package dev.merapi.laws.verify;

import dev.merapi.distributions.Distributions;
import dev.merapi.effects.trace.Entry;
import dev.merapi.infer.LogLikelihood;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Predictive;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.diagnose.Loo;
import dev.merapi.infer.diagnose.Sbc;
import dev.merapi.laws.internal.verify.EcdfBand;
import dev.merapi.laws.internal.verify.Sentences;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The data at hand against what the model predicts of each of them from all others: the probability
 * integral transforms, smoothed leave-one-out weights and all, are uniform; counts are spread over
 * the width of their step. Where leaving one out cannot be told from the draws, nothing is said.
 */
final class PredictionCheck {
  private static final int LEAST = 8;
  private static final int PARTS = 100;

  /** Transforms are a little dependent, so the level is a tenth of what is stated. */
  private static final double LEVEL = Staged.FALSE_ALARM / 10;

  private static final double UNRELIABLE = 0.1;

  private PredictionCheck() {}

  static Outcome run(Subject subject, Sampler sampler, Key key) {
    List<Entry.Sampled> sites =
        subject.first().sites().stream().filter(PredictionCheck::isAsked).toList();
    if (sites.isEmpty()) {
      return new Outcome.Idle("no observed site has at least %d numbers".formatted(LEAST));
    }
    Posterior posterior = Posterior.sample(sampler, subject.whole(), key);
    Map<String, Tensor> likelihood = LogLikelihood.of(subject.whole(), posterior);
    Map<String, Tensor> predicted =
        Predictive.posterior(subject.whole(), posterior, key.fold("predicted"));
    List<String> faults = new ArrayList<>();
    List<String> passed = new ArrayList<>();
    for (Entry.Sampled site : sites) {
      String name = site.name();
      Tensor terms = Sentences.named(likelihood, name);
      int bad = Loo.of(List.of(terms), 1).unreliable().size();
      if (bad > UNRELIABLE * site.value().shape().count()) {
        passed.add("'%s' cannot be told, %d observations decide too much".formatted(name, bad));
        continue;
      }
      double[] pit = transforms(site, terms, Sentences.named(predicted, name), key.fold(name));
      Sbc ranks =
          new Sbc(
              PARTS - 1,
              Arrays.stream(pit).mapToObj(p -> (int) Math.min(PARTS - 1, p * PARTS)).toList());
      double p = EcdfBand.p(ranks);
      if (p * sites.size() < LEVEL) {
        faults.add(
            "The %d data of site '%s' are not where the model expects each of them from the others (p %.1e): its predictions are %s."
                .formatted(pit.length, name, p, Calibration.shape(ranks)));
      } else {
        passed.add("'%s' p %.2g".formatted(name, p));
      }
    }
    return faults.isEmpty()
        ? new Outcome.Passed(String.join(", ", passed))
        : new Outcome.Failed(String.join(" ", faults));
  }

  private static boolean isAsked(Entry.Sampled entry) {
    return entry.site().isObserved()
        && !entry.site().isIndexSet()
        && !entry.site().isComputed()
        && entry.site().distribution().eventDim() == 0
        && !Simulation.isCensored(entry.site().distribution())
        && entry.site().weight().mask().isEmpty()
        && entry.value().shape().count() >= LEAST;
  }

  private static double[] transforms(Entry.Sampled site, Tensor terms, Tensor predicted, Key key) {
    Tensor observed = site.value();
    if (!site.site().distribution().isDiscrete()) {
      return numbers(Loo.pit(terms, 1, predicted, observed));
    }
    double[] low = numbers(Loo.pit(terms, 1, predicted, observed.minus(0.5)));
    double[] high = numbers(Loo.pit(terms, 1, predicted, observed.plus(0.5)));
    double[] u = Distributions.uniform(0, 1).expand(Shape.of(low.length)).sample(key).toArray();
    double[] between = new double[low.length];
    Arrays.setAll(between, i -> low[i] + u[i] * (high[i] - low[i]));
    return between;
  }

  private static double[] numbers(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
