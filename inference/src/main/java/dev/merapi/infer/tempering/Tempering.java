package dev.merapi.infer.tempering;

import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.internal.given.Counts;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.tensor.ArgumentException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * Non-reversible parallel tempering, for several modes: one replica at each of the densities
 * r(q)^(1 − β) p(q)^β between a reference r, which is easy to move in, and the target p. Neighbours
 * exchange their places, even pairs and odd pairs in turn, so replicas travel instead of diffusing.
 * The draws are those at β = 1; what replicas see on the way gives the evidence.
 *
 * <p>Law: the product of all densities is invariant.
 *
 * <p>Source: S. Syed, A. Bouchard-Côté, G. Deligiannidis, A. Doucet, "Non-reversible parallel
 * tempering: a scalable highly parallel MCMC scheme" (2022), algorithms 1 and 2.
 *
 * {@snippet class="dev.merapi.infer.tempering.TemperingExamples" region="tempering"}
 *
 * @param reference the easy density, on the same coordinates: the prior, or a normal one that is
 *     wide enough for all modes; its normaliser counts in the evidence
 * @param betas from 0 to 1, rising
 * @param explorer makes the kernel of a level
 * @param warmUp the first steps, which are no draws
 */
public record Tempering(
    Potential reference,
    List<Double> betas,
    Function<Potential, ? extends Tunable> explorer,
    int warmUp) {
  /** What the kernel of a level takes beside its position. */
  private static final long BYTES = 4096;

  static final String TRIPS = "round_trips";
  static final String WORK = "work_";
  static final String EXCHANGE = "exchange_";

  /** Copies the list; refuses what does not rise from 0 to 1. */
  public Tempering {
    betas = List.copyOf(betas);
    boolean rises = betas.size() >= 2 && betas.getFirst() == 0 && betas.getLast() == 1;
    for (int k = 1; k < betas.size(); k++) {
      rises &= betas.get(k) > betas.get(k - 1);
    }
    if (!rises || warmUp < 0) {
      throw new ArgumentException(
          "Tempering takes at least two levels that rise from 0 to 1, and a warm-up of 0 steps or more, but got %s and %d."
              .formatted(betas, warmUp));
    }
  }

  /**
   * So many levels at equal distances, which explore by slices, with a warm-up of 200 steps. Twice
   * as many as {@link #barrier} are good.
   */
  public static Tempering of(Potential reference, int levels) {
    Counts.of(levels, "levels", BYTES + (long) reference.dimension() * Double.BYTES);
    List<Double> betas = new ArrayList<>();
    for (int k = 0; k < levels; k++) {
      betas.add(k / (levels - 1.0));
    }
    return new Tempering(reference, betas, Kernel::slice, 200);
  }

  /** With another kernel at each level. */
  public Tempering explorer(Function<Potential, ? extends Tunable> other) {
    return new Tempering(reference, betas, other, warmUp);
  }

  /** With another warm-up. */
  public Tempering warmUp(int steps) {
    return new Tempering(reference, betas, explorer, steps);
  }

  /**
   * The kernel for a target, of which it becomes the only user: {@code Sampler.of(t::on)}.
   *
   * @throws ArgumentException if target and reference differ in dimension
   */
  public PointKernel<?, ?> on(Potential target) {
    if (target.dimension() != reference.dimension()) {
      throw new ArgumentException(
          "The reference has %d coordinates, but the target has %d."
              .formatted(reference.dimension(), target.dimension()));
    }
    return new Swapping(this, target);
  }

  /** How often each pair of neighbours refuses to exchange, on average: 1 − exchange. */
  private double[] refusals(Chains chains) {
    double[] refusals = new double[betas.size() - 1];
    for (int k = 0; k < refusals.length; k++) {
      refusals[k] =
          1
              - Arrays.stream(chains.column(EXCHANGE + k))
                  .flatMapToDouble(Arrays::stream)
                  .average()
                  .orElse(0);
    }
    return refusals;
  }

  /**
   * The communication barrier Λ, the sum of the shares of refusals: about 2 + 2 Λ steps are a round
   * trip at best, however many levels there are.
   */
  public double barrier(Chains chains) {
    return Arrays.stream(refusals(chains)).sum();
  }

  /** The same levels where all neighbours refuse equally often, as far as these chains tell. */
  public Tempering adapted(Chains chains) {
    double[] refusals = refusals(chains);
    double total = Arrays.stream(refusals).sum();
    List<Double> next = new ArrayList<>(betas);
    int k = 0;
    double before = 0;
    for (int i = 1; i + 1 < betas.size() && total > 0; i++) {
      double wanted = total * i / (betas.size() - 1);
      while (k + 1 < refusals.length && before + refusals[k] < wanted) {
        before += refusals[k++];
      }
      double share = refusals[k] > 0 ? Math.min(1, (wanted - before) / refusals[k]) : 1;
      next.set(i, betas.get(k) + share * (betas.get(k + 1) - betas.get(k)));
    }
    for (int i = 1; i < next.size(); i++) {
      if (!(next.get(i) > next.get(i - 1))) {
        return this;
      }
    }
    return new Tempering(reference, next, explorer, warmUp);
  }

  /**
   * ln ∫ p − ln ∫ r by stepping stones, Σ ln mean exp((βₖ₊₁ − βₖ) (ln p − ln r)) over the draws of
   * each level. Source: W. Xie, P. Lewis, Y. Fan, L. Kuo, M.-H. Chen, "Improving marginal
   * likelihood estimation for Bayesian phylogenetic model selection" (2011).
   */
  public double logEvidence(Chains chains) {
    double sum = 0;
    for (int k = 0; k + 1 < betas.size(); k++) {
      double apart = betas.get(k + 1) - betas.get(k);
      double[] terms =
          Arrays.stream(chains.column(WORK + k))
              .flatMapToDouble(Arrays::stream)
              .map(work -> apart * work)
              .toArray();
      double most = Arrays.stream(terms).max().orElse(Double.NEGATIVE_INFINITY);
      sum +=
          most == Double.NEGATIVE_INFINITY
              ? most
              : most
                  + Math.log(Arrays.stream(terms).map(t -> Math.exp(t - most)).average().orElse(0));
    }
    return sum;
  }
}
