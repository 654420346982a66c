package dev.merapi.infer.chain;

/**
 * How a draw came about.
 *
 * @param logDensity log p(q) of the draw
 * @param energy the Hamiltonian at the draw
 * @param acceptance the mean acceptance probability of the transition
 * @param depth the depth of the trajectory's tree
 * @param leapfrogs the gradient evaluations of the transition
 * @param stepSize the step size it ran with
 * @param divergent whether the trajectory diverged
 */
public record DrawStats(
    double logDensity,
    double energy,
    double acceptance,
    int depth,
    int leapfrogs,
    double stepSize,
    boolean divergent) {}
