package dev.merapi.infer.particle;

import dev.merapi.effects.ModelException;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.diagnose.KHat;
import dev.merapi.infer.internal.chained.Table;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.Vector;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * A population of weighted runs of a program: a value, from which {@link Smc#next} goes on with the
 * next observation and which {@link #codec} saves in between. Sums over it with {@link #weights}
 * estimate expectations under the posterior, and {@link #logEvidence} the probability of the data.
 *
 * @param <A> what the program returns
 */
public final class Particles<A> {
  private final Key run;
  private final int step;
  private final Swarm<A> swarm;
  private final double[] base;
  private final double[] logWeights;
  private final double logEvidence;
  private final Lineage lineage;
  private final Vector<Step> steps;
  private volatile List<History> histories = List.of();

  Particles(
      Key run,
      int step,
      Swarm<A> swarm,
      double[] base,
      double logEvidence,
      Lineage lineage,
      Vector<Step> steps) {
    this.run = run;
    this.step = step;
    this.swarm = swarm;
    this.base = base;
    this.logWeights = new double[base.length];
    Arrays.setAll(logWeights, i -> base[i] + swarm.gain(i));
    this.logEvidence = logEvidence;
    this.lineage = lineage;
    this.steps = steps;
  }

  /**
   * One stop of a run.
   *
   * @param site the last site of evidence before it; empty where there was none
   * @param effective how many equal weights the weights there are worth, (Σ w)²/Σ w²
   * @param resampled whether the population was chosen anew after it
   * @param logEvidence ln of the estimated probability of all evidence before it
   */
  public record Step(String site, double effective, boolean resampled, double logEvidence) {}

  /** The number N of particles. */
  public int size() {
    return swarm.size();
  }

  /** Their weights, with sum 1. */
  public double[] weights() {
    return Weights.normalised(logWeights);
  }

  /** ln of their weights since they were last chosen anew, up to nothing: 0 on average then. */
  public double[] logWeights() {
    return logWeights.clone();
  }

  /** How many equal weights the weights are worth, (Σ w)²/Σ w². */
  public double effective() {
    return Weights.effective(logWeights);
  }

  /** What particle i returned; nothing where it has met what has no density. */
  public Optional<A> result(int i) {
    return swarm.result(i);
  }

  /** Σ wᵢ f(aᵢ): the posterior expectation of a function of the result. */
  public double mean(ToDoubleFunction<? super A> function) {
    double[] weights = weights();
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      if (weights[i] > 0) {
        sum += weights[i] * result(i).map(function::applyAsDouble).orElse(0.0);
      }
    }
    return sum;
  }

  /**
   * The latent and computed values of particle i, by site, in the order of the program; none where
   * it has met what has no density.
   */
  public Map<String, Tensor> values(int i) {
    return histories().get(i).values();
  }

  /**
   * ln Ẑ, where Ẑ estimates the probability of the data without bias: the product, over the
   * stretches between two resamplings, of the mean weights.
   */
  public double logEvidence() {
    return logEvidence + Weights.logMean(logWeights);
  }

  /**
   * An estimate of Var(Ẑ/Z), which is about Var(ln Ẑ) where it is small: 1 − (N/(N − 1))^(r + 1) (1
   * − Σₑ (Σ wᵢ)²), the inner sum over the particles i that descend from particle e of the start,
   * after r resamplings. Without bias for multinomial resampling at every stop.
   *
   * <p>Source: Lee and Whiteley, "Variance estimation in the particle filter" (2018), section 2.
   */
  public double evidenceVariance() {
    int n = size();
    double[] families = new double[n];
    double[] weights = weights();
    for (int i = 0; i < n; i++) {
      families[lineage.eves()[i]] += weights[i];
    }
    double squares = Arrays.stream(families).map(family -> family * family).sum();
    return 1 - Math.pow(n / (n - 1.0), lineage.resamplings() + 1) * (1 - squares);
  }

  /** What happened at each stop, and at the end. */
  public List<Step> steps() {
    return steps.asJava();
  }

  /**
   * For each particle, the index that its ancestor had at stop {@code at}, from 0.
   *
   * @throws ModelException if there was no such stop, or it is forgotten
   */
  public int[] ancestors(int at) {
    return lineage.ancestors(at);
  }

  /**
   * N draws of equal weight: particles chosen systematically under the key of the run, as one
   * chain. Draws of a posterior have no weights, so some of them are equal. It has the sites that
   * all chosen particles have with one shape; others are in {@link #values}.
   *
   * @throws ModelException if there is no such site
   */
  public Posterior posterior() {
    int[] chosen =
        Resampling.SYSTEMATIC.ancestors(run.fold(step).fold("posterior"), weights(), size());
    return Table.of(List.of(Arrays.stream(chosen).mapToObj(this::values).toList()));
  }

  /** The tail index of the weights: whether they can be trusted. */
  public KHat kHat() {
    return KHat.of(logWeights);
  }

  /**
   * The weights, with sum 1, after the largest of them were smoothed: a little bias for less
   * variance.
   */
  public double[] smoothedWeights() {
    return Weights.normalised(KHat.smoothed(logWeights));
  }

  /**
   * The same population without the values and the ancestors of the past, for streams without end:
   * results, weights and evidence are kept.
   */
  public Particles<A> forgetting() {
    return new Particles<>(
        run, step, swarm.forgetting(), base, logEvidence, lineage.forgetting(), Vector.empty());
  }

  /**
   * The bytes of a population that has run to its end, given those of a result: going on from what
   * was read gives the same bytes as going on from the original.
   */
  public static <A> Codec<Particles<A>> codec(Codec<A> result) {
    return new Saved<>(result);
  }

  /** ln of the weights before the last stretch. */
  double[] base() {
    return base;
  }

  Key run() {
    return run;
  }

  int step() {
    return step;
  }

  Swarm<A> swarm() {
    return swarm;
  }

  double earlierEvidence() {
    return logEvidence;
  }

  /** What each particle has reported; worked out once. */
  List<History> histories() {
    List<History> known = histories;
    if (known.isEmpty()) {
      known = swarm.histories();
      histories = known;
    }
    return known;
  }

  Lineage lineage() {
    return lineage;
  }

  Vector<Step> allSteps() {
    return steps;
  }

  @Override
  public String toString() {
    return "%d particles after %d steps, worth %.1f; log evidence %.4f"
        .formatted(size(), step + 1, effective(), logEvidence());
  }
}
