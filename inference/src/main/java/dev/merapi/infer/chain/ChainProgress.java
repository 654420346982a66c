package dev.merapi.infer.chain;

/**
 * Where a chain is.
 *
 * @param chain its number, from 0
 * @param warmingUp whether the iteration belonged to warm-up
 * @param iteration the iterations done in this run, warm-up included
 * @param iterations the iterations this run will do in all
 * @param stepSize the step size of the next iteration
 * @param divergences the divergences so far after warm-up
 */
public record ChainProgress(
    int chain,
    boolean warmingUp,
    int iteration,
    int iterations,
    double stepSize,
    int divergences) {}
