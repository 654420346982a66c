package dev.merapi.infer.subsample;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.adapt.WarmUp;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.internal.given.Counts;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.mcmc.McmcInfo;
import dev.merapi.infer.mcmc.Nuts;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Hamiltonian Monte Carlo that looks at m of the N rows of a plate in a step, for millions of rows:
 * energy-conserving subsampling. The log likelihood is estimated by control variates: the Taylor
 * polynomial of each row at a place q* near the mode, whose sum over all rows is known, and the
 * mean of what is left over for the rows that were chosen, less half its variance. The rows are
 * part of the state: in each step one block of them is proposed anew, and a trajectory then sees
 * one smooth density. So the energy is conserved, which it is not where rows change on the way.
 *
 * <p>It is not exact: the marginal of q is the posterior up to an error that falls with 1/m², as
 * long as the standard deviation of the estimate is around 1 or below. That asks for a posterior
 * that is narrow, as it is with many rows, and for a q* in the middle of it. How often new rows are
 * taken is a column of the chains; where it is below a half, take more rows.
 *
 * <p>The program of the plate takes its data from the indices: {@code plate("rows", n, rows ->
 * observe("y", normal(…, 1), rows.subsample(y)))}. Only observations may be in it.
 *
 * <pre>{@code
 * Subsampled.of(model, "rows", 1000).posterior(key, 4, 1000)
 * }</pre>
 *
 * <p>Source: Dang, Quiroz, Kohn, Tran and Villani, "Hamiltonian Monte Carlo with energy conserving
 * subsampling" (2019), algorithm 1 and equations 6 and 9; blocks after Tran, Kohn, Quiroz and
 * Villani, "The block pseudo-marginal sampler" (2016).
 */
public final class Subsampled {
  /** The column that says how likely new rows were taken. */
  public static final String ROWS_ACCEPTED = "rows_acceptance";

  private final Model<?> model;
  private final String plate;
  private final int size;
  private final int blocks;
  private final Optional<Map<String, ? extends Tensor>> reference;
  private final Function<Potential, ? extends Tunable> kernel;

  private Subsampled(
      Model<?> model,
      String plate,
      int size,
      int blocks,
      Optional<Map<String, ? extends Tensor>> reference,
      Function<Potential, ? extends Tunable> kernel) {
    this.model = model;
    this.plate = plate;
    this.size = Counts.of(size, "rows", 8L * Double.BYTES);
    this.blocks = blocks;
    this.reference = reference;
    this.kernel = kernel;
    if (blocks < 1 || blocks > size) {
      throw new ArgumentException(
          "Of %d rows there can be 1 to %d blocks, but %d are asked for."
              .formatted(size, size, blocks));
    }
  }

  /**
   * NUTS on so many rows at a time, which are proposed anew in ten blocks, or fewer if there are
   * fewer rows.
   */
  public static Subsampled of(Model<?> model, String plate, int size) {
    return new Subsampled(model, plate, size, Math.clamp(size, 1, 10), Optional.empty(), Nuts::new);
  }

  /** With more blocks new rows are taken more often, and it takes longer until all are new. */
  public Subsampled blocks(int other) {
    return new Subsampled(model, plate, size, other, reference, kernel);
  }

  /** With another kernel given the rows. */
  public Subsampled kernel(Function<Potential, ? extends Tunable> other) {
    return new Subsampled(model, plate, size, blocks, reference, other);
  }

  /** With the place of the polynomials, rather than one that is climbed to on all rows. */
  public Subsampled around(Map<String, ? extends Tensor> values) {
    return new Subsampled(model, plate, size, blocks, Optional.of(Map.copyOf(values)), kernel);
  }

  /**
   * So many draws of each chain, behind a warm-up that ends by itself. Chains begin at q*.
   *
   * @throws ModelException if there is no such plate, or a latent site in it, or no more rows than
   *     are asked for
   */
  public Posterior posterior(Key key, int chains, int draws) {
    int all = Rows.count(model, plate);
    if (size >= all) {
      throw new ModelException(
          "Plate '%s' has %d rows, and %d are to be looked at in each step. Sample the model as it is."
              .formatted(plate, all, size));
    }
    LogDensity whole = LogDensity.of(model);
    double[] centre =
        reference
            .map(whole::unconstrain)
            .orElseGet(
                () ->
                    Start.climbed(4, 200)
                        .naming(whole::culprit)
                        .find(whole.potential(), 0, key.fold("reference"))
                        .point()
                        .position());
    Estimated estimated =
        Estimated.of(model, plate, all, size, new Coordinates(whole.coordinates()), centre);
    BiFunction<Potential, WarmUp, PointKernel<?, ?>> maker =
        (potential, warmUp) -> {
          Estimated own = (Estimated) potential;
          return exchanging(own, warmUp.on(kernel.apply(own)), all);
        };
    Sampler sampler =
        Sampler.with(maker, WarmUp.ADAPTIVE).chains(chains).draws(draws).start(Start.at(centre));
    return Posterior.of(
        whole, sampler.run(estimated, key.fold("chains"), Start.at(centre), Progress.NONE));
  }

  private <S> Exchanging<S> exchanging(Estimated own, PointKernel<S, McmcInfo> inner, int all) {
    return new Exchanging<>(own, inner, all, blocks);
  }
}
