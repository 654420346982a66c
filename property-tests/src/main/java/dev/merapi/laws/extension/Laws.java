package dev.merapi.laws.extension;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Handler;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.vi.guide.Guide;
import dev.merapi.infer.vi.optim.Optimiser;
import dev.merapi.laws.verify.Verdict;
import dev.merapi.tensor.Shape;
import java.util.function.Function;

/**
 * The laws of what can be added to the library, in a line each: {@code
 * Laws.distribution(mine).assertHolds()}. The same hold for what is in it.
 */
public final class Laws {
  private Laws() {}

  /**
   * Of a distribution: it is a model of one site, which is verified; besides, its shapes, its
   * support, the algebra of expand and toEvent, and the total of its probability.
   */
  public static Verdict distribution(Distribution distribution) {
    return DistributionEquations.all(distribution);
  }

  /**
   * Of a bijector: images lie in the codomain, the inverse undoes the map, and the determinant is
   * that of differences, at points of the domain that normal numbers stand for.
   *
   * @param event the shape of one argument
   */
  public static Verdict bijector(Bijector bijector, Shape event) {
    return Verdict.of(BijectorEquations.all(bijector, event));
  }

  /**
   * Of a constraint: its interior lies in it, NaN does not, what is said of an array is what is
   * said of each value, and what it is reached by from unconstrained numbers ends in it.
   *
   * @param value the shape of one value
   */
  public static Verdict constraint(Constraint constraint, Shape value) {
    return Verdict.of(ConstraintEquations.all(constraint, value));
  }

  /**
   * Of a kernel, reversible or not, on three targets: it keeps them, it moves, a step is a function
   * of key and state, and a state that was saved goes on to the same bits.
   */
  public static Verdict kernel(Function<Potential, ? extends PointKernel<?, ?>> kernel) {
    return Verdict.of(KernelEquations.all(kernel));
  }

  /**
   * Of a handler: it leaves programs without sites alone, is the same around a whole as around its
   * parts, commutes with plates, and does the same each time.
   */
  public static Verdict handler(Handler handler) {
    return Verdict.of(HandlerEquations.all(handler));
  }

  /**
   * Of a guide for any model: it draws the latent sites, in their supports; its density at what it
   * drew is that of the draw; a fit raises the bound, and goes on from a saved state to the same
   * bits.
   */
  public static Verdict guide(Guide guide) {
    return Verdict.of(FittingEquations.ofGuide(guide));
  }

  /**
   * Of an optimiser: its step is a function of its arguments and touches nothing but them, no
   * gradient makes it forget its numbers, and it comes down.
   */
  public static Verdict optimiser(Optimiser optimiser) {
    return Verdict.of(FittingEquations.ofOptimiser(optimiser));
  }
}
