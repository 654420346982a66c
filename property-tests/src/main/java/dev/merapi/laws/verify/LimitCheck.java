package dev.merapi.laws.verify;

import dev.merapi.effects.Rewrite;
import dev.merapi.infer.Predictive;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.chain.Start;
import dev.merapi.laws.internal.verify.Draw;
import dev.merapi.laws.internal.verify.Label;
import dev.merapi.laws.internal.verify.Sentences;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** How a posterior moves as data or priors do, by fits. */
final class LimitCheck {
  private static final int TIMES = 9;
  private static final double NARROWER = 0.7;
  private static final double SAME = 0.5;

  private LimitCheck() {}

  /** The mean and the standard deviation of each free number, by name. */
  private record Place(double mean, double sd) {
    @Override
    public String toString() {
      return "%.4g ± %.2g".formatted(mean, sd);
    }
  }

  /** With all rows nine times the posterior of these sites is narrower; a third is usual. */
  static Outcome moreData(Subject subject, Sampler sampler, Set<String> sites, Key key) {
    if (subject.rows().isEmpty()) {
      return new Outcome.Idle("no rows are claimed");
    }
    for (String site : sites) {
      if (!isLatent(subject, site)) {
        return new Outcome.Idle("there is no continuous latent site '%s'".formatted(site));
      }
    }
    int n = subject.rowCount();
    Subject more = subject.taking(IntStream.range(0, TIMES * n).map(i -> i % n).toArray());
    Map<String, Place> before = places(subject, sampler, sites, key);
    Map<String, Place> after = places(more, sampler, sites, key);
    for (Map.Entry<String, Place> one : before.entrySet()) {
      Place then = after.get(one.getKey());
      if (then != null && !(then.sd() < NARROWER * one.getValue().sd())) {
        return new Outcome.Failed(
            "With all rows %d times '%s' is %s, and with them once %s: more of the same data do not tell more of it. Is a likelihood averaged, or does the site meet no data?"
                .formatted(TIMES, one.getKey(), then, one.getValue()));
      }
    }
    return new Outcome.Passed("narrower with the rows %d times: %s".formatted(TIMES, after));
  }

  /** A prior ten times and a hundred times wider give one posterior; a narrow one holds it. */
  static Outcome priors(Subject subject, Sampler sampler, Set<String> sites, Key key) {
    for (String site : sites) {
      if (!isLatent(subject, site)) {
        return new Outcome.Idle("there is no continuous latent site '%s'".formatted(site));
      }
      Function<Double, Subject> scaled = factor -> subject.under(scaling(site, factor));
      if (!isScalable(subject, site)) {
        return new Outcome.Idle("the prior of '%s' has no scale that is known".formatted(site));
      }
      Set<String> one = Set.of(site);
      Map<String, Place> wide = places(scaled.apply(10.0), sampler, one, key);
      Map<String, Place> wider = places(scaled.apply(100.0), sampler, one, key);
      for (Map.Entry<String, Place> each : wide.entrySet()) {
        String name = each.getKey();
        Place a = each.getValue();
        Place b = wider.getOrDefault(name, a);
        if (Math.abs(a.mean() - b.mean()) > SAME * Math.max(a.sd(), b.sd())
            || Math.max(a.sd(), b.sd()) > (1 + SAME) * Math.min(a.sd(), b.sd())) {
          return new Outcome.Failed(
              "With a prior 10 times wider '%s' is %s, 100 times wider %s: the data do not decide on it."
                  .formatted(name, a, b));
        }
      }
      Subject tight = scaled.apply(1e-3);
      Tensor prior = Sentences.named(Predictive.prior(tight.whole(), key, 400), site);
      Map<String, Place> held = values(tight, sampler, site, key);
      double[] center = prior.mean(0).toArray();
      double[] spread = prior.minus(prior.mean(0)).square().mean(0).sqrt().toArray();
      int at = 0;
      for (Map.Entry<String, Place> each : held.entrySet()) {
        int i = at++;
        if (Math.abs(each.getValue().mean() - center[i]) > 3 * spread[i]) {
          return new Outcome.Failed(
              "With a prior 1000 times narrower, %.4g ± %.2g, the posterior of '%s' is %s: the prior does not hold it. Is it given twice, or under another name?"
                  .formatted(center[i], spread[i], each.getKey(), each.getValue()));
        }
      }
    }
    return new Outcome.Passed("wide and narrow priors of %s".formatted(sites));
  }

  private static boolean isLatent(Subject subject, String site) {
    return subject.density().coordinates().stream().anyMatch(c -> c.site().equals(site));
  }

  private static boolean isScalable(Subject subject, String site) {
    return subject
        .first()
        .sampled(site)
        .filter(entry -> Mutations.scaled(entry.site().distribution(), s -> s.times(2)).isPresent())
        .isPresent();
  }

  private static Rewrite scaling(String site, double factor) {
    return other ->
        other.name().equals(site)
            ? Mutations.scaled(other.distribution(), s -> s.times(factor))
                .map(other::distributed)
                .orElse(other)
            : other;
  }

  private static Map<String, Place> places(
      Subject subject, Sampler sampler, Set<String> sites, Key key) {
    Chains chains = chains(subject, sampler, key);
    Map<String, Place> places = new LinkedHashMap<>();
    for (Label label : Label.of(subject.density().coordinates())) {
      String site = label.name().replaceFirst("\\[\\d+]$", "");
      if (sites.contains(site)) {
        places.put(label.name(), place(joined(chains.coordinate(label.index()))));
      }
    }
    return places;
  }

  /** Of the values themselves, element by element. */
  private static Map<String, Place> values(Subject subject, Sampler sampler, String site, Key key) {
    double[][] rows =
        Arrays.stream(chains(subject, sampler, key).draws())
            .flatMap(Arrays::stream)
            .map(position -> Sentences.named(subject.values(position), site).toArray())
            .toArray(double[][]::new);
    Map<String, Place> places = new LinkedHashMap<>();
    for (int i = 0; i < rows[0].length; i++) {
      int at = i;
      String name = rows[0].length == 1 ? site : site + "[" + i + "]";
      places.put(name, place(Arrays.stream(rows).mapToDouble(row -> row[at]).toArray()));
    }
    return places;
  }

  private static Chains chains(Subject subject, Sampler sampler, Key key) {
    List<Draw> draws = Simulation.draws(subject.alone(), key.fold("start"), 1);
    Draw start = new Draw(draws.getFirst().latents(), subject.data());
    return sampler.run(
        subject.potential(subject.data()), key, Start.at(subject.position(start)), Progress.NONE);
  }

  private static Place place(double[] draws) {
    double mean = Arrays.stream(draws).average().orElse(0);
    double square = Arrays.stream(draws).map(x -> (x - mean) * (x - mean)).average().orElse(0);
    return new Place(mean, Math.sqrt(square));
  }

  private static double[] joined(double[][] chains) {
    return Arrays.stream(chains).flatMapToDouble(Arrays::stream).toArray();
  }
}
