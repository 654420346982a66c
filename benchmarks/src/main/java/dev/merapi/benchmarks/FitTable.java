package dev.merapi.benchmarks;

import static java.util.Objects.requireNonNull;

import com.sun.management.OperatingSystemMXBean;
import dev.merapi.distributions.transform.Flows;
import dev.merapi.effects.Model;
import dev.merapi.infer.Fit;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.Svi;
import dev.merapi.infer.diagnose.KHat;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Fits beside long runs of NUTS: how far the means of all latent numbers are off, in deviations of
 * the posterior; how wide the guide is beside it; how far they are off with importance weights; and
 * what k-hat says of it. Arguments: names of models, all of the usual ones if there are none.
 */
public final class FitTable {
  private static final int DRAWS = 4000;
  private static final List<String> USUAL = List.of("es", "radon", "gmm", "hmm4", "lr1k", "lr10k");

  /** The most numbers of which a full covariance is fitted here. */
  private static final int WIDE = 60;

  private static final OperatingSystemMXBean SYSTEM =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  private FitTable() {}

  /** Runs the table. */
  public static void main(String[] arguments) {
    System.out.printf(
        "%-8s %-14s %8s %8s %8s %8s %8s %8s %8s  %s%n",
        "model", "guide", "worst", "rms", "within", "width", "weighed", "k-hat", "cpu s", "ending");
    for (String name : arguments.length == 0 ? USUAL : List.of(arguments)) {
      Model<?> model = PeerModels.named(name);
      long before = SYSTEM.getProcessCpuTime();
      Posterior nuts = Posterior.sample(Sampler.nuts().draws(2000).threads(1), model, Key.of(11));
      System.out.printf(Locale.ROOT, "%-8s %-14s %62.1f%n", name, "NUTS", seconds(before));
      int size =
          nuts.names().stream().mapToInt(site -> width(requireNonNull(nuts.get(site)))).sum();
      guides(size).forEach((guide, family) -> row(name, guide, family, model, nuts));
    }
  }

  private static double seconds(long before) {
    return (SYSTEM.getProcessCpuTime() - before) / 1e9;
  }

  private static Map<String, Guide> guides(int size) {
    Map<String, Guide> guides = new LinkedHashMap<>();
    guides.put("normal", Guide.normal());
    guides.put("laplace", Guide.laplace());
    if (size <= WIDE) {
      guides.put("multivariate", Guide.multivariate());
      guides.put(
          "flow",
          Guide.flow(n -> Flows.iterated(2, Flows.autoregressive(n, 2 * n, Flows.affine()))));
    } else {
      guides.put("lowRank(5)", Guide.lowRank(5));
    }
    return guides;
  }

  private static int width(Tensor draws) {
    return draws.shape().count() / draws.size(0);
  }

  private static void row(String name, String guide, Guide family, Model<?> model, Posterior nuts) {
    long before = SYSTEM.getProcessCpuTime();
    Fit fit = Svi.of(model, family).run(Key.of(3));
    double seconds = seconds(before);
    Distance plain = Distance.of(fit.posterior(DRAWS, Key.of(4)), nuts);
    Distance weighed = Distance.of(fit.resampled(4 * DRAWS, DRAWS, Key.of(6)), nuts);
    KHat tail = fit.kHat(2000, Key.of(5));
    System.out.printf(
        Locale.ROOT,
        "%-8s %-14s %8.3f %8.3f %8s %8.2f %8.3f %8.2f %8.1f  %s%n",
        name,
        guide,
        plain.worst(),
        plain.rms(),
        plain.within() + "/" + plain.count(),
        plain.width(),
        weighed.worst(),
        tail.value(),
        seconds,
        fit.ending().getClass().getSimpleName());
  }

  /** How far means are off, in deviations, and the mean ratio of deviations. */
  private record Distance(double worst, double rms, int within, int count, double width) {
    static Distance of(Posterior draws, Posterior nuts) {
      double worst = 0;
      double squares = 0;
      double logWidth = 0;
      int within = 0;
      int count = 0;
      for (String site : nuts.names()) {
        double[][] here = moments(requireNonNull(draws.get(site)));
        double[][] there = moments(requireNonNull(nuts.get(site)));
        for (int i = 0; i < there[0].length; i++) {
          double off = Math.abs(here[0][i] - there[0][i]) / there[1][i];
          worst = Math.max(worst, off);
          squares += off * off;
          logWidth += Math.log(here[1][i] / there[1][i]);
          within += off < 0.1 ? 1 : 0;
          count++;
        }
      }
      double width = Math.exp(logWidth / count);
      return new Distance(worst, Math.sqrt(squares / count), within, count, width);
    }
  }

  /** Means and deviations of each number over chains and draws. */
  private static double[][] moments(Tensor draws) {
    int width = width(draws);
    Tensor rows = draws.reshape(draws.size(0), width);
    Tensor mean = rows.mean(0);
    return new double[][] {
      mean.toArray(), rows.minus(mean).square().mean(0).sqrt().toArray(),
    };
  }
}
