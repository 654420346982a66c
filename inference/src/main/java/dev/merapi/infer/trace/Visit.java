package dev.merapi.infer.trace;

import dev.merapi.effects.Model;
import dev.merapi.effects.Model.Param;
import dev.merapi.effects.Model.Plate;
import dev.merapi.effects.Model.Pure;
import dev.merapi.effects.Model.Sample;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.internal.Certain;
import dev.merapi.effects.trace.Entry;
import dev.merapi.infer.internal.program.NothingHidden;
import dev.merapi.infer.internal.program.Sites;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * A run of a program that is told values for latent sites and draws the others. A told value of
 * another shape than the site has now is not used.
 */
final class Visit {
  private static final Key FIXED = Key.of(0);

  private final Map<String, Tensor> told;
  private final Predicate<String> anew;
  private final Key key;
  private final Map<String, Tensor> values = new LinkedHashMap<>();
  private final Map<String, Latent> latents = new LinkedHashMap<>();
  private final Set<String> drawn = new LinkedHashSet<>();
  private double logDensity;
  private String culprit = "";
  private String evidence = "";

  /**
   * A latent site of a run.
   *
   * @param logProb ln of its density, without scale and mask: that by which it is drawn
   */
  record Latent(Site site, Tensor value, double logProb) {}

  private Visit(Map<String, Tensor> told, Predicate<String> anew, Key key) {
    this.told = told;
    this.anew = anew;
    this.key = key;
  }

  /**
   * Runs a program.
   *
   * @param told values of latent sites
   * @param anew which sites are drawn all the same
   */
  static Visit of(Model<?> model, Map<String, Tensor> told, Predicate<String> anew, Key key) {
    Visit visit = new Visit(told, anew, key);
    Settings quiet = Settings.current().validation(false);
    boolean _ =
        quiet.in(
            () -> {
              visit.run(NothingHidden.in(model));
              return true;
            });
    return visit;
  }

  /** Runs a program which draws all that it is not told. */
  static Visit of(Model<?> model, Map<String, Tensor> told, Key key) {
    return of(model, told, _ -> false, key);
  }

  private <A> void run(Model<A> model) {
    Model<A> rest = model;
    while (!isDead()) {
      switch (rest.step()) {
        case Pure<A> _ -> {
          return;
        }
        case Param<A>(var parameter, var next) -> rest = next.apply(parameter.valueUnder(FIXED));
        case Plate<?, A> plate -> rest = Plates.vectorize(plate);
        case Sample<A>(Site site, var next) -> rest = next.apply(value(site));
      }
    }
  }

  private Tensor value(Site site) {
    Optional<Tensor> decided = site.value().toOptional();
    if (site.isHidden() || site.isIndexSet()) {
      return decided.orElseGet(() -> site.distribution().sample(site.keyUnder(FIXED)));
    }
    if (decided.isPresent()) {
      return given(site, decided.get());
    }
    return latent(site);
  }

  private Tensor given(Site site, Tensor value) {
    Entry.Sampled entry = new Entry.Sampled(site, value);
    boolean factor = site.distribution() instanceof Certain point && point.isFactor();
    if (factor || site.isObserved()) {
      evidence = site.name();
    }
    if (factor || !site.isComputed()) {
      var _ = weigh(entry);
    }
    if (Sites.isReported(site)) {
      values.put(site.name(), value);
    }
    return value;
  }

  private Tensor latent(Site site) {
    Optional<Tensor> known = known(site);
    Site told = known.map(site::replayed).orElse(site);
    Tensor value = known.orElseGet(() -> site.distribution().sample(site.keyUnder(key)));
    if (known.isEmpty()) {
      drawn.add(site.name());
    }
    Entry.Sampled entry = new Entry.Sampled(told, value);
    double weighed = weigh(entry);
    boolean plain = site.weight().isUnscaled() && site.weight().mask().isEmpty();
    double logProb = plain ? weighed : site.distribution().logProb(value).sum().item();
    Latent latent = new Latent(site, Sites.reported(entry), logProb);
    if (latents.put(site.name(), latent) != null) {
      throw new ModelException(
          "Site '%s' is drawn twice in one run. Give each site a name of its own."
              .formatted(site.name()));
    }
    values.put(site.name(), latent.value());
    return value;
  }

  private Optional<Tensor> known(Site site) {
    Tensor value = anew.test(site.name()) ? null : told.get(site.name());
    return value == null
        ? Optional.empty()
        : site.replayed(value)
            .value()
            .toOptional()
            .filter(whole -> whole.shape().equals(site.distribution().shape(Shape.SCALAR)));
  }

  private double weigh(Entry.Sampled entry) {
    double logProb = entry.logProb().sum().item();
    if (Double.isNaN(logProb) || logProb == Double.POSITIVE_INFINITY) {
      throw new ModelException(
          ("Site '%s' in %s has log-density %s at value %s, which is no logarithm of a density. Is a"
                  + " parameter of its distribution NaN?")
              .formatted(entry.name(), entry.site().place().describe(), logProb, entry.value()));
    }
    logDensity += logProb;
    if (isDead()) {
      culprit = entry.name();
    }
    return logProb;
  }

  /** Whether the run has met what has no density; it was not run further then. */
  boolean isDead() {
    return logDensity == Double.NEGATIVE_INFINITY;
  }

  /** ln p of all sites, with scales and masks. */
  double logDensity() {
    return logDensity;
  }

  /** The site at which the density has vanished; empty where it has not. */
  String culprit() {
    return culprit;
  }

  /** A site of evidence that was met; empty where none was. */
  String evidence() {
    return evidence;
  }

  /** The latent and computed values, in the order of the program. */
  Map<String, Tensor> values() {
    return values;
  }

  Map<String, Latent> latents() {
    return latents;
  }

  /** The latent sites that were not told. */
  Set<String> drawn() {
    return drawn;
  }

  /** The values of the latent sites. */
  Map<String, Tensor> latentValues() {
    Map<String, Tensor> latent = new LinkedHashMap<>();
    latents.forEach((name, site) -> latent.put(name, site.value()));
    return latent;
  }

  /** Σ ln of the densities by which these sites are drawn. */
  double logProb(Predicate<String> sites) {
    return latents.entrySet().stream()
        .filter(site -> sites.test(site.getKey()))
        .mapToDouble(site -> site.getValue().logProb())
        .sum();
  }

  /** Whether both runs have this site with one shape. */
  boolean shares(String site, Visit other) {
    Latent here = latents.get(site);
    Latent there = other.latents.get(site);
    return here != null && there != null && here.value().shape().equals(there.value().shape());
  }
}
