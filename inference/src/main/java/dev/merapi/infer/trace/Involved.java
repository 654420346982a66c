package dev.merapi.infer.trace;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * An involution on pairs of a run and auxiliary draws. That it is one, and that it gives all values
 * that both programs have and no other, is checked at every step.
 */
record Involved(
    Function<Map<String, Tensor>, ? extends Model<?>> auxiliary, UnaryOperator<Augmented> map)
    implements Way {
  private static final double TOLERANCE = 1e-6;

  @Override
  public Offer offer(Model<?> model, Visit from, Key key) {
    Visit there = Visit.of(auxiliary.apply(from.values()), Map.of(), key.fold("auxiliary"));
    Proposed.requireNoEvidence(there);
    Jacobian jacobian = new Jacobian(map, from, there);
    Augmented after = jacobian.after();
    Visit to = Visit.of(model, after.values(), key);
    if (to.isDead()) {
      return Offer.impossible(to);
    }
    requireWhole(to, after.values(), "model");
    Visit back = Visit.of(auxiliary.apply(to.values()), after.auxiliary(), key);
    if (back.isDead()) {
      return Offer.impossible(to);
    }
    requireWhole(back, after.auxiliary(), "auxiliary program");
    Augmented twice = map.apply(after);
    requireSame(from.latentValues(), twice.values());
    requireSame(there.latentValues(), twice.auxiliary());
    return new Offer(
        to,
        to.logDensity()
            + back.logDensity()
            - from.logDensity()
            - there.logDensity()
            + jacobian.logAbsDet(to, back));
  }

  private static void requireWhole(Visit visit, Map<String, Tensor> given, String what) {
    visit
        .latents()
        .forEach(
            (site, latent) -> {
              if (visit.drawn().contains(site)) {
                throw new ModelException(
                    "The involution gives %s for site '%s', which the %s then has with shape %s in %s; it gives %s."
                        .formatted(
                            given.containsKey(site) ? "a value of another shape" : "no value",
                            site,
                            what,
                            latent.value().shape(),
                            latent.site().place().describe(),
                            given.keySet()));
              }
            });
    for (String site : given.keySet()) {
      if (!visit.latents().containsKey(site)) {
        throw new ModelException(
            "The involution gives a value for site '%s', which the %s then has not; it has %s. Take it out with without(…)."
                .formatted(site, what, visit.latents().keySet()));
      }
    }
  }

  private static void requireSame(Map<String, Tensor> before, Map<String, Tensor> twice) {
    for (Map.Entry<String, Tensor> site : before.entrySet()) {
      Tensor other = twice.get(site.getKey());
      if (other == null || !isSame(site.getValue(), other)) {
        throw new ModelException(
            ("The involution is none: applied twice it has to lead back, but site '%s' was %s and %s"
                    + " then. It has to be its own inverse, like a swap, a reflection, or a split with"
                    + " the merge that undoes it.")
                .formatted(
                    site.getKey(),
                    site.getValue(),
                    other == null ? "is not there" : "is " + other));
      }
    }
    for (String site : twice.keySet()) {
      if (!before.containsKey(site)) {
        throw new ModelException(
            "The involution is none: applied twice it has to lead back, but site '%s' is there then and was not before."
                .formatted(site));
      }
    }
  }

  private static boolean isSame(Tensor before, Tensor after) {
    if (!before.shape().equals(after.shape())) {
      return false;
    }
    double[] a = before.toArray();
    double[] b = after.toArray();
    for (int i = 0; i < a.length; i++) {
      if (!(Math.abs(a[i] - b[i]) <= TOLERANCE * (1 + Math.abs(a[i])))) {
        return false;
      }
    }
    return true;
  }
}
