package dev.merapi.infer.adapt;

import dev.merapi.infer.mcmc.Tuning;

/**
 * How far warm-up has come: a value that can be saved and gone on from.
 *
 * @param iteration the warm-up iterations done
 * @param tuning what the kernel runs with next
 * @param averaging the state of step-size adaptation
 * @param window the draws of the present window
 */
public record Adaptation(int iteration, Tuning tuning, DualAveraging averaging, Welford window) {}
