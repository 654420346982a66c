package dev.merapi.infer.discrete;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Site;
import dev.merapi.effects.Value;
import dev.merapi.effects.internal.MapView;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.infer.internal.discrete.InTurn;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.infer.internal.discrete.Undrawn;
import dev.merapi.infer.internal.discrete.WorldChecks;
import dev.merapi.infer.internal.sum.Phrases;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import java.util.Map;

/**
 * The discrete latent sites of a model, jointly, given everything else: its data, and the values of
 * the other latent sites, which are substituted or drawn from the prior with the key. Masks apply
 * and scales do not. A model without such a site is refused. Running the model with {@code
 * Substitute} of the result goes on from there.
 */
public final class InferDiscrete {
  private InferDiscrete() {}

  /**
   * An exact joint draw: name → [B.. E..].
   *
   * @throws ModelException if no discrete site is latent, or the sum is too large
   */
  public static Map<String, Tensor> draw(Model<?> model, Key key) {
    try {
      return new MapView<>(graph(model, key).draw(key));
    } catch (SymbolicValueException looks) {
      return new MapView<>(InTurn.values(inTurn(model, key).draw(key)));
    }
  }

  /**
   * The most probable values of all sites together: name → [B.. E..].
   *
   * @throws ModelException if no discrete site is latent, or the sum is too large
   */
  public static Map<String, Tensor> mode(Model<?> model, Key key) {
    try {
      return new MapView<>(graph(model, key).mode());
    } catch (SymbolicValueException looks) {
      return new MapView<>(InTurn.values(inTurn(model, key).mode()));
    }
  }

  /**
   * The probability of each value of each site: name → [B.., K].
   *
   * @throws ModelException if no discrete site is latent, or the sum is too large
   */
  public static Map<String, Tensor> marginals(Model<?> model, Key key) {
    try {
      return new MapView<>(graph(model, key).marginals());
    } catch (SymbolicValueException looks) {
      return new MapView<>(inTurn(model, key).marginals());
    }
  }

  /** A program that looks at numbers of discrete sites: other latent sites must be decided. */
  private static InTurn inTurn(Model<?> model, Key key) {
    return InTurn.of(model, new Decided(), key);
  }

  private record Decided() implements Rewrite {
    @Override
    public Site site(Site site) {
      if (site.value() instanceof Value.Latent
          && !site.isIndexSet()
          && site.infer().enumerate().isEmpty()) {
        throw new ModelException(
            ("The program looks at the number of an enumerated site, so it runs once for each of"
                    + " its values, and site '%s' in %s would be drawn anew in each run. Observe or"
                    + " substitute it, or use tensor operations instead of Java control flow.")
                .formatted(site.name(), site.place().describe()));
      }
      return site;
    }
  }

  /**
   * What is summed, in what order, over which tables.
   *
   * @throws ModelException if no discrete site is latent
   */
  public static String explain(Model<?> model, Key key) {
    return graph(model, key).explain();
  }

  private static FactorGraph graph(Model<?> model, Key key) {
    Trace trace =
        WorldChecks.checked(() -> Trace.run(key, new Undrawn().on(Laid.out(model))).trace());
    if (!Laid.isIn(trace)) {
      throw new ModelException(
          "There is no discrete latent site to infer; the model has %s. A discrete site that is observed or substituted is known already."
              .formatted(
                  trace.latents().isEmpty()
                      ? "no latent site"
                      : "the latent sites "
                          + Phrases.quoted(trace.latents().stream().map(Entry::name).toList())));
    }
    return FactorGraph.of(trace);
  }
}
