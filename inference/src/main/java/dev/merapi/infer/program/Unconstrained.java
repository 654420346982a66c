package dev.merapi.infer.program;

import dev.merapi.dist.bijector.Bijector;
import dev.merapi.effects.Model;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import dev.merapi.effects.handler.Entry;
import dev.merapi.effects.handler.Plates;
import dev.merapi.effects.handler.Trace;
import dev.merapi.effects.handler.Traced;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.random.Key;
import java.util.function.Function;

/**
 * One run of a model whose latent sites take their values from free numbers, by the bijectors onto
 * their supports.
 *
 * @param trace what happened
 * @param free the free numbers of each latent site
 */
record Unconstrained<A>(Traced<A> trace, Function<Site, Tensor> free) {

  /**
   * Runs the model, dense or symbolic. Whatever else is random in it, such as a minibatch, depends
   * on the key alone.
   */
  static <A> Unconstrained<A> run(Model<A> model, Key key, Function<Site, Tensor> free) {
    Rewrite decide =
        site ->
            site.isLatent() && !site.isIndexSet()
                ? site.replayed(Coordinates.bijector(site).forward(free.apply(site)))
                : site;
    return new Unconstrained<>(Trace.run(key, decide.on(Plates.vectorize(model))), free);
  }

  /** The free numbers 0 for a site, whatever its support: a point that every support contains. */
  static Tensor origin(Site site) {
    return Tensor.zeros(
        Coordinates.bijector(site).inverseShape(site.distribution().shape(Shape.SCALAR)));
  }

  /**
   * ln p(values) + Σ ln |det Jacobian|, shape []: scales and masks weigh the densities of the sites
   * and not the Jacobians. The formula of each density is used as it is, since the values are in
   * the supports.
   */
  Tensor logDensity() {
    Tensor total = Tensor.scalar(0);
    for (Entry.Sampled entry : trace.trace().sites()) {
      if (!entry.site().isIndexSet()) {
        total = total.plus(full(entry).sum());
      }
      if (entry.site().isLatent() && !entry.site().isIndexSet()) {
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
