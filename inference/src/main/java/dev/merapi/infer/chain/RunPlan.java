package dev.merapi.infer.chain;

import dev.merapi.infer.adapt.WarmUp;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Tunable;
import java.util.function.Function;

/**
 * What one chain does.
 *
 * @param kernel makes the kernel of a chain from a potential that the chain owns
 * @param warmUp how the kernel is tuned
 * @param draws the draws kept
 * @param thinning the iterations made for each draw kept
 */
public record RunPlan(
    Function<Potential, ? extends Tunable> kernel, WarmUp warmUp, int draws, int thinning) {}
