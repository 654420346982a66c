package dev.merapi.infer.trace;

import dev.merapi.effects.Model;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.List;
import java.util.function.Predicate;

/** How another run is proposed, and what the proposal is worth. */
@FunctionalInterface
interface Way {
  /** Another run, given one. */
  Offer offer(Model<?> model, Visit from, Key key);

  /**
   * Another run.
   *
   * @param logRatio ln of p(to) q(from | to) / (p(from) q(to | from)); −∞ where it cannot be
   */
  record Offer(Visit to, double logRatio) {
    /** A run that cannot be. */
    static Offer impossible(Visit to) {
      return new Offer(to, Double.NEGATIVE_INFINITY);
    }
  }

  /**
   * Some sites are drawn anew from their own distributions, and so is what was not there before.
   * What is drawn so, and what is gone, cancels with its proposal.
   */
  static Way anew(Predicate<String> sites) {
    return (model, from, key) -> {
      Visit to = Visit.of(model, from.latentValues(), sites, key);
      return to.isDead()
          ? Offer.impossible(to)
          : new Offer(
              to,
              to.logDensity()
                  - to.logProb(to.drawn()::contains)
                  - from.logDensity()
                  + from.logProb(site -> sites.test(site) || !from.shares(site, to)));
    };
  }

  /** One of the latent sites, whichever, is drawn anew. */
  static Way one(Predicate<String> among) {
    return (model, from, key) -> {
      List<String> sites = chosen(from, among);
      if (sites.isEmpty()) {
        return new Offer(from, 0);
      }
      double at = Draws.uniform(key.fold("site"));
      String site = sites.get((int) (at * sites.size()));
      Offer offer = anew(site::equals).offer(model, from, key);
      int back = Math.max(1, chosen(offer.to(), among).size());
      return new Offer(offer.to(), offer.logRatio() + Math.log((double) sites.size() / back));
    };
  }

  private static List<String> chosen(Visit visit, Predicate<String> among) {
    return visit.latents().keySet().stream().filter(among).toList();
  }
}
