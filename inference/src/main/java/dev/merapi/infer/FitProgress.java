package dev.merapi.infer;

/**
 * How far a fit has come.
 *
 * @param step the steps that have been made
 * @param bound the mean bound of the last block of steps
 * @param error its standard error
 * @param rate what the rate of the optimiser is multiplied by: it falls where the bound is flat
 * @param skipped the steps that were left out, since they were not finite
 */
public record FitProgress(long step, double bound, double error, double rate, long skipped) {}
