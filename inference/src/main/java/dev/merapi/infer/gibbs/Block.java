package dev.merapi.infer.gibbs;

import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Tunable;
import java.util.List;
import java.util.function.Function;

/** Some sites, and how they are moved given the rest. */
sealed interface Block {
  /** The sites. */
  List<String> sites();

  /** Discrete sites, drawn together from their distribution given the rest. */
  record Exact(List<String> sites) implements Block {}

  /** Sites that a function of the author's draws. */
  record Given(Gibbs.Conditional conditional, List<String> sites) implements Block {}

  /** Continuous sites, moved by a kernel on ℝⁿ. */
  record Moved(Function<Potential, ? extends Tunable> kernel, List<String> sites)
      implements Block {}

  /** Continuous sites on a trajectory, and discrete ones that change on the way. */
  record Mixed(double length, int changes, List<String> sites) implements Block {}

  /** A discrete site, of which each element proposes another value than it has. */
  record Modified(List<String> sites) implements Block {}
}
