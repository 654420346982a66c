package dev.merapi.infer;

import dev.merapi.effects.Model;
import dev.merapi.infer.vi.Bound;
import dev.merapi.infer.vi.TraceEnum;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.infer.vi.optim.Optimiser;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.function.Consumer;

/**
 * Variational inference: the parameters of a guide, and of the model, that make a bound on ln p(x)
 * as large as it gets, so that the guide comes close to the posterior.
 *
 * <p>{@code Fit fit = Svi.of(model,
 * Guide.normal()).optimiser(Optimiser.adam(0.01)).run(Key.of(1))}. A value: the parameters belong
 * to what {@link #run} gives back. The result depends on programs, settings and key alone, and not
 * on threads or on whether the fit was interrupted and resumed.
 *
 * @param model the model, with its observations
 * @param guide what approximates its posterior
 * @param objective the bound; −bound is what the optimiser minimises
 * @param way whether the parameters move by random steps, or to the maximum of averages
 * @param optimiser how the parameters move by steps
 * @param steps the most steps that are made, at least 1
 * @param block the steps that are looked at together, to see whether the bound still rises
 * @param tolerance the rise in a block that is not worth its time
 * @param watch is told of each block
 */
public record Svi(
    Model<?> model,
    Guide guide,
    Bound.Objective objective,
    Way way,
    Optimiser optimiser,
    long steps,
    int block,
    double tolerance,
    Consumer<FitProgress> watch) {

  /** How the maximum of the bound is looked for. */
  public enum Way {
    /** Averages where they are smooth and there are at most 1000 free numbers, else steps. */
    AUTOMATIC,
    /** Random steps, by an {@link Optimiser}. */
    STEPS,
    /** L-BFGS on averages under fixed keys, which grow until the maximum stays where it is. */
    AVERAGES
  }

  /** Refuses settings out of range. */
  public Svi {
    if (steps < 1 || block < 2) {
      throw new ArgumentException(
          "A fit makes at least 1 step, in blocks of at least 2, but steps is %d and block is %d."
              .formatted(steps, block));
    }
    if (!(tolerance >= 0)) {
      throw new ArgumentException(
          "The tolerance is a rise of the bound, at least 0, but it is %s.".formatted(tolerance));
    }
  }

  /**
   * A guide that is made from the model. Small smooth problems go by averages; others by steps of
   * Adam with rate 0.01, at most 100,000.
   */
  public static Svi of(Model<?> model, Guide guide) {
    return new Svi(
        model,
        guide,
        TraceEnum.EXACT,
        Way.AUTOMATIC,
        Optimiser.adam(0.01),
        100_000,
        250,
        1e-3,
        _ -> {});
  }

  /** A guide that was written as a program. */
  public static Svi of(Model<?> model, Model<?> guide) {
    return of(model, Guide.program(guide));
  }

  /** With another objective, such as {@code TraceEnum.EXACT.particles(8)}, or one's own. */
  public Svi objective(Bound.Objective newObjective) {
    return new Svi(model, guide, newObjective, way, optimiser, steps, block, tolerance, watch);
  }

  /**
   * By L-BFGS on averages under fixed keys. Needs draws that gradients flow through, and whole
   * plates: otherwise an average is not smooth.
   */
  public Svi averages() {
    return new Svi(
        model, guide, objective, Way.AVERAGES, optimiser, steps, block, tolerance, watch);
  }

  /** By random steps, each moving the parameters in this way. */
  public Svi optimiser(Optimiser newOptimiser) {
    return new Svi(
        model, guide, objective, Way.STEPS, newOptimiser, steps, block, tolerance, watch);
  }

  /** By at most this many random steps. */
  public Svi steps(long most) {
    return new Svi(model, guide, objective, Way.STEPS, optimiser, most, block, tolerance, watch);
  }

  /** Looking at so many steps together. */
  public Svi block(int length) {
    return new Svi(model, guide, objective, way, optimiser, steps, length, tolerance, watch);
  }

  /**
   * Ending when the bound rises by less than this in a block. With 0 only noise ends a fit: where
   * there is none, it goes on to its last step.
   */
  public Svi tolerance(double rise) {
    return new Svi(model, guide, objective, way, optimiser, steps, block, rise, watch);
  }

  /** Told of each block of steps, by the thread that runs: be quick. */
  public Svi watch(Consumer<FitProgress> observer) {
    return new Svi(model, guide, objective, way, optimiser, steps, block, tolerance, observer);
  }

  /**
   * Checks that model and guide fit together, and compiles the step.
   *
   * @throws dev.merapi.effects.ModelException if they do not fit, or the bound is not finite at the
   *     start: a sentence that names the site
   */
  public Fitting prepare(Key key) {
    return Fitting.of(this, key);
  }

  /** Fits from the start. */
  public Fit run(Key key) {
    Fitting fitting = prepare(key);
    return fitting.run(fitting.init());
  }

  /** Fits from the start, under the key of a seed. */
  public Fit run(long seed) {
    return run(Key.of(seed));
  }
}
