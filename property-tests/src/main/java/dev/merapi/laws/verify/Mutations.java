package dev.merapi.laws.verify;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.continuous.Beta;
import dev.merapi.distributions.continuous.Cauchy;
import dev.merapi.distributions.continuous.Exponential;
import dev.merapi.distributions.continuous.Gamma;
import dev.merapi.distributions.continuous.HalfCauchy;
import dev.merapi.distributions.continuous.HalfNormal;
import dev.merapi.distributions.continuous.InverseGamma;
import dev.merapi.distributions.continuous.LogNormal;
import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.continuous.StudentT;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.discrete.Bernoulli;
import dev.merapi.distributions.discrete.GammaPoisson;
import dev.merapi.distributions.discrete.Poisson;
import dev.merapi.effects.Frame;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.laws.internal.verify.Mutant;
import dev.merapi.laws.internal.verify.Tilted;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** The mistakes that can be made at the sites of a program. */
final class Mutations {
  private static final double WIDER = 10;

  private Mutations() {}

  /** Those that change the program at all. */
  static List<Mutant> of(Subject subject) {
    Map<String, Site> written = new HashMap<>();
    Rewrite reads =
        site -> {
          written.put(site.name(), site);
          return site;
        };
    Trace trace = Trace.run(Key.of(0), reads.on(subject.whole())).trace();
    List<Mutant> mutants = new ArrayList<>();
    for (Entry.Sampled entry : trace.sites()) {
      Site site = written.get(entry.name());
      if (site != null && !site.isIndexSet() && !site.isComputed()) {
        all(site, entry).stream()
            .filter(mutant -> mutant.change().apply(site).filter(s -> !s.equals(site)).isPresent())
            .forEach(mutants::add);
      }
    }
    return mutants;
  }

  private static List<Mutant> all(Site site, Entry.Sampled entry) {
    String name = site.name();
    List<Mutant> all = new ArrayList<>();
    all.add(of("variance for standard deviation", name, d -> scaled(d, Tensor::square)));
    all.add(of("parameters swapped", name, Mutations::swapped));
    all.add(of("another link", name, Mutations::linked));
    if (site.isObserved()) {
      all.add(of("index off by one", name, Mutations::rolled));
      rows(entry)
          .ifPresent(
              n -> {
                all.add(weighing("a row beside every row", name, s -> s.scaled(Tensor.scalar(n))));
                double[] mask = new double[n];
                Arrays.fill(mask, 1, n, 1);
                all.add(weighing("an observation dropped", name, s -> s.masked(Tensor.of(mask))));
              });
    } else {
      all.add(of("prior ten times wider", name, d -> scaled(d, s -> s.times(WIDER))));
      all.add(of("Jacobian lost", name, Mutations::tilted));
    }
    return all;
  }

  /** The size of the plate along the last dim, where it is the only one. */
  private static Optional<Integer> rows(Entry.Sampled entry) {
    List<Frame.Vectorised> frames = entry.site().place().vectorised();
    return frames.size() == 1 && frames.getFirst().dim() == -1
        ? Optional.of(frames.getFirst().size())
        : Optional.empty();
  }

  private static Mutant of(
      String name, String site, Function<Distribution, Optional<Distribution>> change) {
    return new Mutant(name, site, s -> change.apply(s.distribution()).map(s::distributed));
  }

  private static Mutant weighing(String name, String site, UnaryOperator<Site> change) {
    return new Mutant(name, site, s -> Optional.of(change.apply(s)));
  }

  static Optional<Distribution> scaled(Distribution given, UnaryOperator<Tensor> change) {
    return Optional.ofNullable(
        switch (given) {
          case Normal(Tensor loc, Tensor scale, Shape b) -> new Normal(loc, change.apply(scale), b);
          case Cauchy(Tensor loc, Tensor scale, Shape b) -> new Cauchy(loc, change.apply(scale), b);
          case LogNormal(Tensor loc, Tensor scale, Shape b) ->
              new LogNormal(loc, change.apply(scale), b);
          case StudentT(Tensor df, Tensor loc, Tensor scale, Shape b) ->
              new StudentT(df, loc, change.apply(scale), b);
          case HalfNormal(Tensor scale, Shape b) -> new HalfNormal(change.apply(scale), b);
          case HalfCauchy(Tensor scale, Shape b) -> new HalfCauchy(change.apply(scale), b);
          case Exponential(Tensor rate, Shape b) ->
              new Exponential(change.apply(rate.reciprocal()).reciprocal(), b);
          case Gamma(Tensor a, Tensor rate, Shape b) ->
              new Gamma(a, change.apply(rate.reciprocal()).reciprocal(), b);
          default -> null;
        });
  }

  private static Optional<Distribution> swapped(Distribution given) {
    return Optional.ofNullable(
        switch (given) {
          case Gamma(Tensor a, Tensor rate, Shape b) -> new Gamma(rate, a, b);
          case InverseGamma(Tensor a, Tensor rate, Shape b) -> new InverseGamma(rate, a, b);
          case Beta(Tensor one, Tensor zero, Shape b) -> new Beta(zero, one, b);
          case GammaPoisson(Tensor a, Tensor rate, Shape b) -> new GammaPoisson(rate, a, b);
          default -> null;
        });
  }

  private static Optional<Distribution> linked(Distribution given) {
    return Optional.ofNullable(
        switch (given) {
          case Poisson counts -> Poisson.of(counts.rate().log1p()).expand(counts.batchShape());
          case Exponential(Tensor rate, Shape b) -> new Exponential(rate.reciprocal(), b);
          case Bernoulli(var chance, Shape b) -> Bernoulli.ofLogits(chance.probs()).expand(b);
          default -> null;
        });
  }

  /** Each row with the parameters of the next. */
  private static Optional<Distribution> rolled(Distribution given) {
    return Optional.ofNullable(
        switch (given) {
          case Normal(Tensor loc, Tensor scale, Shape b) when loc.rank() > 0 ->
              new Normal(loc.roll(-1, 1), scale, b);
          case StudentT(Tensor df, Tensor loc, Tensor scale, Shape b) when loc.rank() > 0 ->
              new StudentT(df, loc.roll(-1, 1), scale, b);
          case Poisson counts when counts.rate().rank() > 0 ->
              Poisson.of(counts.rate().roll(-1, 1)).expand(counts.batchShape());
          case Bernoulli(var chance, Shape b) when chance.probs().rank() > 0 ->
              Bernoulli.ofProbs(chance.probs().roll(-1, 1)).expand(b);
          default -> null;
        });
  }

  private static Optional<Distribution> tilted(Distribution given) {
    return given.support().equals(Constraints.nonnegative())
        ? Optional.of(new Tilted(given))
        : Optional.empty();
  }
}
