package dev.merapi.laws.verify;

import dev.merapi.effects.ModelException;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.trace.Entry;
import dev.merapi.infer.Fit;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.Svi;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.diagnose.Sbc;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.laws.internal.verify.Draw;
import dev.merapi.laws.internal.verify.Label;
import dev.merapi.laws.internal.verify.Twofold;
import dev.merapi.laws.internal.verify.Workers;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Many fits of simulated data, and where the truth stands in each. Fit i is a function of the key
 * and i, whatever the number of threads.
 */
final class Calibrating {
  /** About as many of the draws of a fit are ranked among: they should be independent. */
  private static final int RANKED = 100;

  private final Subject subject;
  private final List<Label> labels;
  private final int fits;
  private final int threads;

  private Calibrating(Subject subject, int fits, int threads) {
    Simulation.obstacle(subject)
        .ifPresent(
            obstacle -> {
              throw new ModelException("The model cannot be calibrated by itself: " + obstacle);
            });
    this.subject = subject;
    this.labels = Label.of(subject.density().coordinates());
    this.fits = fits;
    this.threads = threads;
  }

  /**
   * One fit: the truth's ranks, and for each number the truth, and the mean and the variance of the
   * draws.
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Answer(int draws, int[] ranks, double[] truth, double[] mean, double[] variance) {
    /** Of all draws of each number, the log density last. */
    static Answer of(double[][] numbers, double[] truth) {
      int[] ranks = new int[truth.length];
      double[] mean = new double[truth.length];
      double[] variance = new double[truth.length];
      int draws = 0;
      for (int q = 0; q < truth.length; q++) {
        double[] all = numbers[q];
        double[] ranked = Sbc.thinned(all, RANKED);
        draws = ranked.length;
        ranks[q] = Sbc.rank(truth[q], ranked);
        double center = Arrays.stream(all).average().orElse(0);
        mean[q] = center;
        variance[q] = Arrays.stream(all).map(x -> (x - center) * (x - center)).average().orElse(0);
      }
      return new Answer(draws, ranks, truth, mean, variance);
    }
  }

  /** Of data drawn with latent values from the prior. */
  static Calibration ofPrior(Subject subject, Sampler sampler, int fits, Key key) {
    Calibrating these = new Calibrating(subject, fits, sampler.threads());
    List<Draw> draws = Simulation.draws(subject, key.fold("draws"), fits);
    List<double[]> truths = draws.stream().map(subject::position).toList();
    return these.result(
        subject::densities,
        (densities, i) ->
            these.sampled(
                sampler, densities.apply(draws.get(i).data()), truths.get(i), key.fold(i)));
  }

  /**
   * Of data drawn with latent values from the posterior of the data at hand, and fitted together
   * with these. Given the latent values both data sets are independent, so their joint density is
   * p(θ, y) p(θ, y′)/p(θ).
   */
  static Calibration ofPosterior(Subject subject, Sampler sampler, int fits, Key key) {
    for (Entry.Sampled entry : subject.first().sites()) {
      if (entry.site().distribution() instanceof Certain term && term.isFactor()) {
        throw new ModelException(
            "Whether the term '%s' belongs to prior or data is not known, so data cannot be given twice."
                .formatted(entry.name()));
      }
    }
    Calibrating these = new Calibrating(subject, fits, sampler.threads());
    List<double[]> truths = these.posterior(sampler, key.fold("observed"));
    List<Draw> again =
        Simulation.again(subject, truths.stream().map(subject::values).toList(), key.fold("again"));
    Rewrite unseen =
        site -> site.isObserved() && !site.isIndexSet() ? site.masked(Tensor.scalar(0)) : site;
    Subject prior = subject.under(unseen);
    return these.result(
        () -> both(subject.densities(), prior.densities(), subject.data()),
        (densities, i) ->
            these.sampled(
                sampler, densities.apply(again.get(i).data()), truths.get(i), key.fold(i)));
  }

  private static Function<Map<String, Tensor>, Potential> both(
      Function<Map<String, Tensor>, Potential> joint,
      Function<Map<String, Tensor>, Potential> prior,
      Map<String, Tensor> observed) {
    return other -> new Twofold(joint.apply(observed), joint.apply(other), prior.apply(observed));
  }

  /** Positions from the posterior of the data at hand, far from each other in their chains. */
  private List<double[]> posterior(Sampler sampler, Key key) {
    int each = Math.max(sampler.draws(), (fits + sampler.chains() - 1) / sampler.chains());
    double[][][] chains =
        sampler
            .draws(each)
            .run(subject.potential(subject.data()), key, sampler.start(), Progress.NONE)
            .draws();
    List<double[]> all = Arrays.stream(chains).flatMap(Arrays::stream).toList();
    return IntStream.range(0, fits)
        .mapToObj(i -> all.get((int) ((long) i * all.size() / fits)))
        .toList();
  }

  /** Of a guide that is fitted to data drawn with latent values from the prior. */
  static Calibration ofGuide(Subject subject, Guide guide, int fits, int threads, Key key) {
    Calibrating these = new Calibrating(subject, fits, threads);
    List<Draw> draws = Simulation.draws(subject, key.fold("draws"), fits);
    List<double[]> truths = draws.stream().map(subject::position).toList();
    return these.result(
        subject::fork,
        (own, i) -> {
          Map<String, Tensor> data = draws.get(i).data();
          Fit fit = Svi.of(own.wholeAt(data), guide).run(key.fold(i));
          Posterior posterior = fit.posterior(RANKED, key.fold(i).fold("draws"));
          Potential potential = own.potential(data);
          List<Point> points = new ArrayList<>(RANKED);
          for (int d = 0; d < RANKED; d++) {
            points.add(Point.at(potential, own.position(own.draw(posterior, d, data))));
          }
          return these.answer(points, Point.at(potential, truths.get(i)));
        });
  }

  private Answer sampled(Sampler sampler, Potential potential, double[] truth, Key key) {
    Chains chains = sampler.threads(1).run(potential, key, sampler.start(), Progress.NONE);
    Point at = Point.at(potential, truth);
    double[][] numbers = new double[labels.size() + 1][];
    for (int q = 0; q < labels.size(); q++) {
      numbers[q] = joined(chains.coordinate(labels.get(q).index()));
    }
    numbers[labels.size()] = logDensities(chains, potential);
    return Answer.of(numbers, numbers(at));
  }

  /** As the kernel keeps them, or anew. */
  private static double[] logDensities(Chains chains, Potential potential) {
    double[] unused = new double[potential.dimension()];
    return chains.columns().contains(Column.LOG_DENSITY)
        ? joined(chains.column(Column.LOG_DENSITY))
        : Arrays.stream(chains.draws())
            .flatMap(Arrays::stream)
            .mapToDouble(at -> potential.logDensityAndGradient(at, unused))
            .toArray();
  }

  private static double[] joined(double[][] chains) {
    return Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
  }

  private Answer answer(List<Point> points, Point truth) {
    double[][] numbers = new double[labels.size() + 1][points.size()];
    for (int d = 0; d < points.size(); d++) {
      double[] row = numbers(points.get(d));
      for (int q = 0; q < row.length; q++) {
        numbers[q][d] = row[q];
      }
    }
    return Answer.of(numbers, numbers(truth));
  }

  /** What is ranked of a point. */
  private double[] numbers(Point point) {
    double[] numbers = new double[labels.size() + 1];
    for (int q = 0; q < labels.size(); q++) {
      numbers[q] = point.coordinate(labels.get(q).index());
    }
    numbers[labels.size()] = point.logDensity();
    return numbers;
  }

  private <W> Calibration result(Supplier<W> tools, BiFunction<W, Integer, Answer> fit) {
    List<Answer> answers = Workers.map(fits, threads, tools, fit);
    Map<String, Sbc> ranks = new LinkedHashMap<>();
    Map<String, Calibration.Recovery> recovery = new LinkedHashMap<>();
    for (int q = 0; q <= labels.size(); q++) {
      int at = q;
      String name = q < labels.size() ? labels.get(q).name() : "the log density";
      ranks.put(
          name,
          new Sbc(
              answers.getFirst().draws(), answers.stream().map(one -> one.ranks()[at]).toList()));
      if (q < labels.size()) {
        recovery.put(name, recovery(answers, q));
      }
    }
    return new Calibration(ranks, recovery);
  }

  private static Calibration.Recovery recovery(List<Answer> answers, int q) {
    int n = answers.size();
    double truths = answers.stream().mapToDouble(one -> one.truth()[q]).sum() / n;
    double inside = 0;
    double bias = 0;
    double after = 0;
    double before = 0;
    for (Answer one : answers) {
      double place = (one.ranks()[q] + 0.5) / (one.draws() + 1);
      inside += place > 0.05 && place < 0.95 ? 1 : 0;
      if (one.variance()[q] > 0) {
        bias += (one.mean()[q] - one.truth()[q]) / Math.sqrt(one.variance()[q]);
      }
      after += one.variance()[q];
      before += (one.truth()[q] - truths) * (one.truth()[q] - truths);
    }
    return new Calibration.Recovery(inside / n, 1 - after / before, bias / n);
  }
}
