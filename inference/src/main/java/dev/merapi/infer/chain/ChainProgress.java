package dev.merapi.infer.chain;

/**
 * Where a chain is.
 *
 * @param chain its number, from 0
 * @param warmingUp whether the iteration belonged to warm-up
 * @param iteration the iterations done in this run, warm-up included
 * @param iterations the iterations this run will do in all
 * @param stepSize the step size of the next iteration; NaN for kernels without one
 * @param divergences the divergences so far after warm-up
 */
public record ChainProgress(
    int chain,
    boolean warmingUp,
    long iteration,
    long iterations,
    double stepSize,
    int divergences) {}
