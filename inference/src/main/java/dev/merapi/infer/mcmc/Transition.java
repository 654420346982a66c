package dev.merapi.infer.mcmc;

/**
 * What one step of a {@link Kernel} returns.
 *
 * @param state the next state
 * @param info the report on the step
 */
public record Transition<S, I>(S state, I info) {}
