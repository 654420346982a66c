package dev.merapi.infer.trace;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Run;
import dev.merapi.effects.Settings;
import dev.merapi.effects.Validate;
import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.internal.chained.Flat;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * A Metropolis step on the runs of a program, whose sites may change: another run is proposed and
 * taken with probability min(1, p(to) q(from | to) / (p(from) q(to | from))), where p is the
 * density of a run with its evidence. The state is the latent and computed values by site; the
 * report is that probability. No gradient, and any structure: loops, branches, discrete sites.
 *
 * <p>Moves compose as all kernels do, with particle Gibbs too: {@code Kernel.cycle(Move.one(model),
 * Move.involution(…))}.
 *
 * <p>Sources: Wingate, Stuhlmüller and Goodman, "Lightweight implementations of probabilistic
 * programming languages via transformational compilation" (2011), for {@link #one}; Green,
 * "Reversible jump Markov chain Monte Carlo computation and Bayesian model determination" (1995);
 * Cusumano-Towner, Lew and Mansinghka, "Automating involutive MCMC using probabilistic and
 * differentiable programming" (2020), for {@link #involution}.
 */
public final class Move implements Kernel<Map<String, Tensor>, Double> {
  private static final int ATTEMPTS = 1000;

  private final Model<?> model;
  private final Way way;
  private final String name;

  private Move(Model<?> model, Way way, String name) {
    this.model = model;
    this.way = way;
    this.name = name;
  }

  /** One latent site, chosen from all with equal chances, is drawn anew from its distribution. */
  public static Move one(Model<?> model) {
    return one(model, _ -> true);
  }

  /** One latent site of those with such names is drawn anew from its distribution. */
  public static Move one(Model<?> model, Predicate<String> among) {
    return new Move(model, Way.one(among), "one");
  }

  /** These sites are drawn anew together, and what is not there without them as well. */
  public static Move anew(Model<?> model, String... sites) {
    Set<String> names = Set.of(sites);
    return new Move(model, Way.anew(names::contains), "anew " + List.of(sites));
  }

  /** All sites with such names are drawn anew together. */
  public static Move anew(Model<?> model, Predicate<String> sites) {
    return new Move(model, Way.anew(sites), "anew");
  }

  /**
   * A program draws new values: its sites are called as those of the model, and it knows the run
   * before. What it does not draw stays; what the model then has besides is drawn by the model, and
   * what it has no longer is gone.
   *
   * {@snippet :
   * Move.proposed(model, now -> sample("x", normal(now.get("x"), 0.3)));
   * }
   */
  public static Move proposed(
      Model<?> model, Function<Map<String, Tensor>, ? extends Model<?>> proposal) {
    return new Move(model, new Proposed(proposal), "proposed");
  }

  /**
   * An auxiliary program draws besides the run, and a map that is its own inverse takes both to
   * another run with other auxiliary draws; it gives every latent value of both. |det ∂h| of its
   * continuous numbers is computed from its gradient; it may look at numbers. That h(h(x)) = x is
   * checked at every step.
   *
   * @param auxiliary the program, given the run
   * @param map h
   */
  public static Move involution(
      Model<?> model,
      Function<Map<String, Tensor>, ? extends Model<?>> auxiliary,
      UnaryOperator<Augmented> map) {
    return new Move(model, new Involved(auxiliary, map), "involution");
  }

  /**
   * A run to begin with, from the prior.
   *
   * @throws ModelException if the program is wrong in a way that its first run can see, or no draw
   *     of the prior has a density
   */
  public Map<String, Tensor> init(Key key) {
    if (Settings.current().validation()) {
      var _ = Run.run(key, Validate.on(model));
    }
    Visit visit = Visit.of(model, Map.of(), key);
    for (int k = 1; visit.isDead(); k++) {
      if (k == ATTEMPTS) {
        throw new ModelException(
            "None of %d runs of the prior has a density; the last one has lost it at site '%s'."
                .formatted(ATTEMPTS, visit.culprit()));
      }
      visit = Visit.of(model, Map.of(), key.fold(k));
    }
    return new Seen(model, visit);
  }

  /**
   * Another run, or the same one.
   *
   * @throws ModelException if a proposal misses or invents sites, an involution is none, or the
   *     state has no density; the state is as it was
   */
  @Override
  public Transition<Map<String, Tensor>, Double> step(Key key, Map<String, Tensor> state) {
    Visit from = Seen.visit(model, state);
    Way.Offer offer = way.offer(model, from, key.fold("way"));
    double ratio = offer.logRatio();
    double acceptance = Double.isNaN(ratio) ? 0 : Math.min(1, Math.exp(ratio));
    boolean accepted = Draws.uniform(key.fold("accept")) < acceptance;
    return new Transition<>(new Seen(model, accepted ? offer.to() : from), acceptance);
  }

  @Override
  public Codec<Map<String, Tensor>> codec() {
    return Flat.CODEC;
  }

  /** All numbers of a run; as many in each only where no site changes. */
  @Override
  public double[] position(Map<String, Tensor> state) {
    return Flat.row(state);
  }

  @Override
  public List<Column<Map<String, Tensor>, Double>> columns() {
    return List.of(new Column<>(Column.ACCEPTANCE, (_, acceptance) -> acceptance));
  }

  @Override
  public String identity() {
    return "Move " + name;
  }
}
