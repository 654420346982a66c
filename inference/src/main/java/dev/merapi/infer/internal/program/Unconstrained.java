package dev.merapi.infer.internal.program;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.internal.Membership;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Plates;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.effects.trace.Traced;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import io.vavr.collection.HashSet;
import io.vavr.collection.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * One run of a model whose latent sites take their values from free numbers, by the bijectors onto
 * their supports.
 *
 * @param trace what happened
 * @param free the free numbers of each latent site
 */
public record Unconstrained<A>(Traced<A> trace, Function<Site, Tensor> free) {

  /**
   * Runs the model, dense or symbolic, without checks: they were made in the first run. Whatever
   * else is random in it, such as a minibatch, depends on the key alone.
   */
  public static <A> Unconstrained<A> run(Model<A> model, Key key, Function<Site, Tensor> free) {
    return Settings.current().validation(false).in(() -> checked(model, key, free));
  }

  /** As {@link #run}, with the checks that the current settings ask for. */
  public static <A> Unconstrained<A> checked(Model<A> model, Key key, Function<Site, Tensor> free) {
    Rewrite decide =
        site -> Sites.isFree(site) ? site.replayed(value(site, free.apply(site))) : site;
    return new Unconstrained<>(Trace.run(key, decide.on(Plates.vectorize(model))), free);
  }

  private static Interior value(Site site, Tensor free) {
    Bijector bijector = Coordinates.bijector(site);
    Interior value = bijector.forwardInside(free);
    Membership.note(value.value(), bijector.codomain());
    if (free instanceof Dense && value.value() instanceof Symbolic) {
      throw new ModelException(
          ("The support of site '%s' in %s depends on an enumerated site, so it has no coordinate"
                  + " that is the same for all values of that one. Rescale it: draw it from a fixed"
                  + " support and compute what you need from it.")
              .formatted(site.name(), site.place().describe()));
    }
    return value;
  }

  /** The free numbers 0 for a site, whatever its support: a point that every support contains. */
  public static Tensor origin(Site site) {
    return Tensor.zeros(Coordinates.bijector(site).inverseShape(Laid.shape(site)));
  }

  /**
   * ln p(values) + Σ ln |det Jacobian|, shape [], with the sites that are laid out summed out:
   * scales and masks weigh the densities of the sites and not the Jacobians. The formula of each
   * density is used as it is, since the values are in the supports.
   */
  public Tensor logDensity() {
    return logDensity(_ -> true);
  }

  /**
   * As {@link #logDensity()}, of some sites alone. Sums over discrete sites are of those that have
   * a chosen site in them.
   */
  public Tensor logDensity(Predicate<Site> chosen) {
    FactorGraph density = FactorGraph.of(trace.trace());
    Set<String> tied = density.tied();
    Set<String> names =
        density.groups().isEmpty()
            ? HashSet.empty()
            : HashSet.ofAll(
                trace.trace().sites().stream()
                    .map(Entry.Sampled::site)
                    .filter(chosen)
                    .map(Site::name)
                    .toList());
    Tensor total = density.having(names).logSum();
    for (Entry.Sampled entry : trace.trace().sites()) {
      if (!chosen.test(entry.site())) {
        continue;
      }
      if (!entry.site().isIndexSet() && !tied.contains(entry.name())) {
        total = total.plus(full(entry).sum());
      }
      if (Sites.isFree(entry.site())) {
        Bijector bijector = Coordinates.bijector(entry.site());
        total =
            total.plus(bijector.logAbsDetJacobian(free.apply(entry.site()), entry.value()).sum());
      }
    }
    return total;
  }

  /** The log-density of a site with one term for each element of its batch. */
  private static Tensor full(Entry.Sampled entry) {
    Shape value = entry.value().shape().dropRight(entry.site().distribution().eventDim());
    Tensor logDensity = entry.logDensity();
    return logDensity.expand(
        Shape.broadcast(value, entry.site().distribution().batchShape(), logDensity.shape()));
  }
}
