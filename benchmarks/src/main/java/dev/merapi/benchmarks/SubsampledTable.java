package dev.merapi.benchmarks;

import static dev.merapi.distributions.Distributions.bernoulliLogits;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.infer.ParameterSummary;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.subsample.Subsampled;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A logistic regression on many rows, by NUTS on all of them and by chains that look at some in
 * each step: seconds with everything that comes before the draws, least effective draws, and how
 * far the means are apart in deviations. Arguments: rows, then numbers of rows to look at.
 */
public final class SubsampledTable {
  private static final int FEATURES = 10;

  private SubsampledTable() {}

  /** Runs the table. */
  public static void main(String[] arguments) {
    int n = Integer.parseInt(arguments[0]);
    Model<?> model = model(n);
    System.out.printf(
        Locale.ROOT,
        "%-10s %8s %10s %10s %8s %8s %8s %8s %8s%n",
        "rows",
        "seconds",
        "gradients",
        "ESS",
        "ESS/s",
        "taken",
        "means",
        "sds",
        "rhat");
    Posterior all =
        row(
            "all",
            () -> Posterior.sample(Sampler.nuts().chains(1).draws(300).threads(1), model, 1),
            null);
    for (String size : List.of(arguments).subList(1, arguments.length)) {
      Subsampled some = Subsampled.of(model, "rows", Integer.parseInt(size));
      var _ = row(size, () -> some.posterior(Key.of(2), 2, 1000), all);
    }
  }

  private static Posterior row(String name, Supplier<Posterior> run, @Nullable Posterior all) {
    long start = System.nanoTime();
    Posterior posterior = run.get();
    double seconds = (System.nanoTime() - start) / 1e9;
    List<ParameterSummary> rows = posterior.summary().parameters();
    double ess = rows.stream().mapToDouble(ParameterSummary::essBulk).min().orElse(0);
    double rhat = rows.stream().mapToDouble(ParameterSummary::rhat).max().orElse(0);
    double means = 0;
    double sds = 0;
    for (int i = 0; all != null && i < rows.size(); i++) {
      ParameterSummary other = all.summary().parameters().get(i);
      means = Math.max(means, Math.abs(rows.get(i).mean() - other.mean()) / other.sd());
      sds = Math.max(sds, Math.abs(rows.get(i).sd() / other.sd() - 1));
    }
    double taken =
        posterior.statistics().contains(Subsampled.ROWS_ACCEPTED)
            ? Arrays.stream(posterior.statistic(Subsampled.ROWS_ACCEPTED))
                .flatMapToDouble(Arrays::stream)
                .average()
                .orElse(0)
            : 1;
    System.out.printf(
        Locale.ROOT,
        "%-10s %8.1f %10d %10.0f %8.1f %8.3f %8.3f %8.3f %8.4f%n",
        name,
        seconds,
        posterior.chains().gradients(),
        ess,
        ess / seconds,
        taken,
        means,
        sds,
        rhat);
    return posterior;
  }

  private static Model<?> model(int n) {
    SplittableRandom random = new SplittableRandom(11);
    double[] x = new double[n * FEATURES];
    double[] y = new double[n];
    for (int i = 0; i < n; i++) {
      double logit = -0.5;
      for (int k = 0; k < FEATURES; k++) {
        x[i * FEATURES + k] = random.nextGaussian();
        logit += x[i * FEATURES + k] * (k - 4) / 8.0;
      }
      y[i] = random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0;
    }
    Tensor features = Tensor.of(x, Shape.of(n, FEATURES));
    Tensor seen = Tensor.of(y);
    return sample("a", normal(0, 2))
        .flatMap(
            a ->
                sample("b", normal(0, 1).expand(Shape.of(FEATURES)).toEvent(1))
                    .flatMap(
                        b ->
                            plate(
                                "rows",
                                n,
                                rows ->
                                    observe(
                                        "y",
                                        bernoulliLogits(
                                            rows.subsample(features, 1).matmul(b).plus(a)),
                                        rows.subsample(seen)))));
  }
}
