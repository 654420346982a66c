package dev.merapi.infer.particle;

import dev.merapi.effects.Model;
import dev.merapi.effects.Models;
import dev.merapi.effects.Run;
import dev.merapi.effects.Settings;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.internal.chained.Chained;
import dev.merapi.infer.internal.chained.Flat;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Particle marginal Metropolis–Hastings: parameters θ move by a random walk on the unconstrained
 * scale of their prior and are accepted with probability min(1, p(θ′) Ẑ(θ′) / p(θ) Ẑ(θ)), where
 * Ẑ(θ) is the evidence that a population estimates for the rest of the program, which needs no
 * density; one particle of it, drawn by weight, is the draw of the rest. Without parameters the
 * population alone is proposed: particle independent Metropolis–Hastings.
 *
 * <p>It leaves the exact posterior invariant, since Ẑ has no bias. About one particle for each
 * observation keeps the variance of ln Ẑ near 1, where it works best.
 *
 * <p>Source: Andrieu, Doucet and Holenstein, "Particle Markov chain Monte Carlo methods" (2010),
 * sections 2.4.1 and 2.4.2.
 *
 * @param <T> what the program of the parameters returns
 */
public final class ParticleMetropolis<T> implements Kernel<ParticleMetropolis.State, Boolean> {
  private static final Key FIXED = Key.of(0);

  private final Smc smc;
  private final Model<T> parameters;
  private final Function<? super T, ? extends Model<?>> rest;
  private final Optional<LogDensity> prior;
  private final Tuning tuning;

  private ParticleMetropolis(
      Smc smc,
      Model<T> parameters,
      Function<? super T, ? extends Model<?>> rest,
      Optional<LogDensity> prior,
      Tuning tuning) {
    this.smc = smc;
    this.parameters = parameters;
    this.rest = rest;
    this.prior = prior;
    this.tuning = tuning;
  }

  /**
   * What the next step needs, and a draw.
   *
   * @param logPrior ln of the density of the parameters on the unconstrained scale
   * @param logEvidence ln Ẑ
   * @param position the parameters on that scale
   * @param values the parameters on their own, and one particle
   */
  public record State(
      double logPrior, double logEvidence, List<Double> position, Map<String, Tensor> values) {
    /** Copies the list. */
    public State {
      position = List.copyOf(position);
    }
  }

  /**
   * Parameters by a random walk with steps of {@code scale} in each direction.
   *
   * @param smc how the rest is run
   * @param parameters the program of the parameters: continuous sites
   * @param rest the rest of the program, given them
   */
  public static <T> ParticleMetropolis<T> of(
      Smc smc, Model<T> parameters, Function<? super T, ? extends Model<?>> rest, double scale) {
    LogDensity prior = LogDensity.of(parameters);
    return new ParticleMetropolis<>(
        smc,
        parameters,
        rest,
        Optional.of(prior),
        Tuning.unit(prior.dimension()).withStepSize(scale));
  }

  /** The population alone. */
  public static ParticleMetropolis<Boolean> independent(Smc smc, Model<?> model) {
    return new ParticleMetropolis<>(
        smc, Models.pure(true), _ -> model, Optional.empty(), Tuning.unit(0));
  }

  /** A state to begin with: parameters from their prior. */
  public State init(Key key) {
    double[] position =
        prior
            .map(
                density -> {
                  Map<String, Tensor> values = new LinkedHashMap<>();
                  Trace trace =
                      Settings.current()
                          .validation(false)
                          .in(() -> Trace.run(key.fold("prior"), parameters).trace());
                  trace.latents().forEach(site -> values.put(site.name(), site.value()));
                  return density.unconstrain(values);
                })
            .orElse(new double[0]);
    return at(
        key, position, prior.map(density -> logDensity(density.potential(), position)).orElse(0.0));
  }

  private static double logDensity(Potential potential, double[] position) {
    return potential.logDensityAndGradient(position, new double[position.length]);
  }

  private State at(Key key, double[] position, double logPrior) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    Model<T> chosen = parameters;
    if (prior.isPresent()) {
      Map<String, Dense> given = prior.get().constrain(position);
      values.putAll(given);
      chosen = new Substitute(values).on(parameters);
    }
    T theta = Run.run(FIXED, chosen, Settings.current().validation(false));
    Particles<?> particles = smc.run(rest.apply(theta), key.fold("population"));
    int one = Resampling.MULTINOMIAL.ancestors(key.fold("one"), particles.weights(), 1)[0];
    values.putAll(particles.values(one));
    return new State(
        logPrior, particles.logEvidence(), Arrays.stream(position).boxed().toList(), values);
  }

  @Override
  public Transition<State, Boolean> step(Key key, State state) {
    double[] position = new double[state.position().size()];
    Draws.normal(key.fold("proposal"), position, 0, position.length);
    tuning.metric().displacement(position, position);
    for (int i = 0; i < position.length; i++) {
      position[i] = state.position().get(i) + tuning.stepSize() * position[i];
    }
    double logPrior = prior.map(density -> logDensity(density.potential(), position)).orElse(0.0);
    if (!Double.isFinite(logPrior)) {
      return new Transition<>(state, false);
    }
    Settings quiet = Settings.current().validation(false);
    State next = quiet.in(() -> at(key, position, logPrior));
    double gain = next.logPrior() + next.logEvidence() - state.logPrior() - state.logEvidence();
    boolean accepted = Math.log(Draws.uniform(key.fold("accept"))) < gain;
    return new Transition<>(accepted ? next : state, accepted);
  }

  /**
   * So many draws of each chain, after a fifth as many that are left out, as a posterior of the
   * parameters and the sites of the rest.
   */
  public Posterior posterior(Key key, int chains, int draws) {
    return Chained.posterior(
        () -> this,
        (kernel, start) -> kernel.init(start),
        state -> Flat.names(state.values()),
        key,
        chains,
        draws);
  }

  /** With another metric and scale of the random walk. */
  public ParticleMetropolis<T> tuned(Tuning other) {
    return new ParticleMetropolis<>(smc, parameters, rest, prior, other);
  }

  @Override
  public Codec<State> codec() {
    return Codec.of(
        (state, out) -> {
          out.writeDouble(state.logPrior());
          out.writeDouble(state.logEvidence());
          out.writeDoubles(state.position().stream().mapToDouble(x -> x).toArray());
          Flat.CODEC.write(state.values(), out);
        },
        in ->
            new State(
                in.readDouble(),
                in.readDouble(),
                Arrays.stream(in.readDoubles()).boxed().toList(),
                Flat.CODEC.read(in)));
  }

  @Override
  public double[] position(State state) {
    return Flat.row(state.values());
  }

  @Override
  public List<Column<State, Boolean>> columns() {
    return List.of(
        new Column<>("log_evidence", (state, _) -> state.logEvidence()),
        new Column<>(Column.ACCEPTANCE, (_, accepted) -> accepted ? 1 : 0));
  }
}
