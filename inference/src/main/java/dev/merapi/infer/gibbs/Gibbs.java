package dev.merapi.infer.gibbs;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.adapt.WarmUp;
import dev.merapi.infer.adapt.Windows;
import dev.merapi.infer.internal.chained.Chained;
import dev.merapi.infer.internal.chained.Flat;
import dev.merapi.infer.internal.program.GivenPotential;
import dev.merapi.infer.mcmc.Nuts;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.compile.Jit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Gibbs sampling of all latent values of a model: blocks of sites, one after the other, each given
 * the present values of the rest. For what NUTS cannot do: discrete sites that are too many to be
 * summed out, and conditional distributions that are known. Each block leaves the posterior
 * invariant, and so does the sweep.
 *
 * <pre>{@code
 * Gibbs.of(model).exact("z").by(weights, "w").moved("mu", "sigma").posterior(key, 4, 1000)
 * }</pre>
 *
 * <p>Chains begin at draws from the prior.
 *
 * <p>Source: Geman and Geman, "Stochastic relaxation, Gibbs distributions, and the Bayesian
 * restoration of images" (1984); Neal, "MCMC using Hamiltonian dynamics" (2011), section 5.1.
 */
public final class Gibbs {
  private static final int WARM_UP = 500;

  private final Model<?> model;
  private final List<Block> blocks;

  private Gibbs(Model<?> model, List<Block> blocks) {
    this.model = model;
    this.blocks = List.copyOf(blocks);
  }

  /** A draw of some sites from their distribution given all others, and the data. */
  @FunctionalInterface
  public interface Conditional {
    /**
     * New values of the sites of the block.
     *
     * @param values the present ones of all latent sites
     */
    Map<String, Tensor> draw(Key key, Map<String, Tensor> values);
  }

  /** A model of which no site is moved yet. */
  public static Gibbs of(Model<?> model) {
    return new Gibbs(model, List.of());
  }

  /**
   * Discrete sites, drawn jointly and exactly given the rest: all elements of a plate at once, and
   * a Markov chain as a whole. It costs what their elimination costs.
   */
  public Gibbs exact(String... sites) {
    return with(new Block.Exact(List.of(sites)));
  }

  /**
   * Discrete sites, one after the other, of which each element proposes another value than it has,
   * by the probabilities given the rest: all elements of a plate at once. It changes more often
   * than {@link #exact}, and mixes at least as well for a site by itself. Source: Liu, "Peskun's
   * theorem and a modified discrete-state Gibbs sampler" (1996).
   */
  public Gibbs modified(String... sites) {
    Gibbs more = this;
    for (String site : sites) {
      more = more.with(new Block.Modified(List.of(site)));
    }
    return more;
  }

  /**
   * Sites that are drawn by a function: it is trusted to give their distribution given the rest.
   */
  public Gibbs by(Conditional conditional, String... sites) {
    return with(new Block.Given(conditional, List.of(sites)));
  }

  /** Continuous sites, moved by a step of NUTS given the rest. */
  public Gibbs moved(String... sites) {
    return moved(Nuts::new, sites);
  }

  /** Continuous sites, moved by a step of some kernel, which is tuned in 500 sweeps of warm-up. */
  public Gibbs moved(Function<Potential, ? extends Tunable> kernel, String... sites) {
    return with(new Block.Moved(kernel, List.of(sites)));
  }

  /**
   * Continuous and discrete sites together, by trajectories of Hamiltonian dynamics on which
   * discrete elements change one by one, each time one that is drawn anew: for sites that hang
   * together so closely that neither can move alone. Its step size is tuned in 500 sweeps of
   * warm-up. Source: Zhou, "Mixed Hamiltonian Monte Carlo for mixed discrete and continuous
   * variables" (2020).
   *
   * @param length of a trajectory, in units in which a standard normal has the period 2π
   * @param changes how many are tried on a trajectory, at least 1: a few for each element
   * @throws ArgumentException if the length is not positive and finite, or there are no changes
   */
  public Gibbs mixed(double length, int changes, String... sites) {
    if (!(length > 0 && length < Double.POSITIVE_INFINITY) || changes < 1) {
      throw new ArgumentException(
          "A mixed trajectory has a positive, finite length and at least one change, but got %s and %d."
              .formatted(length, changes));
    }
    return with(new Block.Mixed(length, changes, List.of(sites)));
  }

  private Gibbs with(Block block) {
    List<Block> more = new ArrayList<>(blocks);
    more.add(block);
    return new Gibbs(model, more);
  }

  /**
   * So many draws of each chain, behind a warm-up.
   *
   * @throws ModelException if a latent site is in no block, or a block names what is none
   */
  public Posterior posterior(Key key, int chains, int draws) {
    Map<String, Tensor> first = prior(key.fold("first"));
    Supplier<Sweep> sweeps = sweeps(first);
    return Chained.posterior(
        sweeps,
        (sweep, start) -> sweep.begin(start.fold("begin"), prior(start)),
        state -> Flat.names(state.values()),
        key,
        chains,
        draws);
  }

  /** Values of all latent sites, drawn from the prior. */
  private Map<String, Tensor> prior(Key key) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    Trace.run(key, model)
        .trace()
        .latents()
        .forEach(
            entry -> {
              if (!entry.site().isIndexSet() && !entry.site().isHidden()) {
                values.put(entry.name(), entry.value());
                requireFitting(entry.site());
              }
            });
    requireAll(values);
    return values;
  }

  private void requireFitting(Site site) {
    for (Block block : blocks) {
      boolean discrete = site.distribution().isDiscrete();
      if (block.sites().contains(site.name())
          && (((block instanceof Block.Exact || block instanceof Block.Modified) && !discrete)
              || (block instanceof Block.Moved && discrete))) {
        throw new ModelException(
            "Site '%s' in %s is %s. %s"
                .formatted(
                    site.name(),
                    site.place().describe(),
                    discrete
                        ? "discrete, and no kernel on ℝⁿ moves it"
                        : "continuous, and is not drawn by going through its values",
                    discrete
                        ? "Draw it by exact(…) or by(…)."
                        : "Move it by moved(…), or draw it by(…)."));
      }
    }
  }

  private void requireAll(Map<String, Tensor> values) {
    for (Block block : blocks) {
      for (String site : block.sites()) {
        if (!values.containsKey(site)) {
          throw new ModelException(
              "A block of Gibbs sampling moves site '%s', but the latent sites of the model are %s."
                  .formatted(site, values.keySet()));
        }
      }
    }
    List<String> left = new ArrayList<>(values.keySet());
    blocks.forEach(block -> left.removeAll(block.sites()));
    if (!left.isEmpty()) {
      throw new ModelException(
          "No block of Gibbs sampling moves the sites %s. Name each in exact(…) if it is discrete, in moved(…) if it is continuous, or in by(…)."
              .formatted(left));
    }
  }

  /** Sweeps for several threads, which share what is compiled. */
  private Supplier<Sweep> sweeps(Map<String, Tensor> example) {
    List<Supplier<Part>> parts = new ArrayList<>();
    for (Block block : blocks) {
      Map<String, Tensor> rest = new LinkedHashMap<>(example);
      rest.keySet().removeAll(block.sites());
      parts.add(
          switch (block) {
            case Block.Exact(List<String> sites) -> exact(sites, List.copyOf(rest.keySet()));
            case Block.Given(Conditional conditional, List<String> sites) ->
                () ->
                    (key, values, _) ->
                        new Part.Move(own(conditional, key, values, sites), Part.NOTHING);
            case Block.Moved(var kernel, _) -> moved(kernel, rest);
            case Block.Mixed mixed -> MixedPart.of(model, mixed, example, warmUp());
            case Block.Modified(List<String> sites) ->
                ModifiedPart.of(model, sites.getFirst(), List.copyOf(rest.keySet()));
          });
    }
    return () -> new Sweep(parts.stream().map(Supplier::get).toList());
  }

  private Supplier<Part> exact(List<String> sites, List<String> others) {
    Jit draw = ExactPart.graph(model, sites, others);
    return () -> new ExactPart(model, sites, others, draw);
  }

  private static Map<String, Tensor> own(
      Conditional conditional, Key key, Map<String, Tensor> values, List<String> sites) {
    Map<String, Tensor> drawn = conditional.draw(key, Collections.unmodifiableMap(values));
    for (String site : sites) {
      Tensor before = values.get(site);
      Tensor now = drawn.get(site);
      if (now == null || before == null || !now.shape().equals(before.shape())) {
        throw new ModelException(
            "A conditional of Gibbs sampling has to draw site '%s' with values of shape %s, but it gives %s."
                .formatted(
                    site,
                    before == null ? "?" : before.shape(),
                    now == null ? "only " + drawn.keySet() : "shape " + now.shape()));
      }
    }
    Map<String, Tensor> kept = new LinkedHashMap<>(drawn);
    kept.keySet().retainAll(sites);
    return kept;
  }

  private Supplier<Part> moved(
      Function<Potential, ? extends Tunable> kernel, Map<String, Tensor> rest) {
    GivenPotential potential = GivenPotential.of(model, rest);
    WarmUp warmUp = warmUp();
    return () -> {
      GivenPotential own = potential.fork();
      return part(own, warmUp.on(kernel.apply(own)));
    };
  }

  private static WarmUp warmUp() {
    return WarmUp.STAN.windows(Windows.stan(WARM_UP));
  }

  private static <S> Part part(GivenPotential potential, PointKernel<S, ?> kernel) {
    return new MovedPart<>(potential, kernel);
  }
}
