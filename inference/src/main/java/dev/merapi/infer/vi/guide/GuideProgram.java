package dev.merapi.infer.vi.guide;

import dev.merapi.effects.Model;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A guide of one model: programs that share parameters. */
public interface GuideProgram {
  /** Draws the latent sites. */
  Model<?> draws();

  /** The sites of the model that it draws; empty where only a run can tell. */
  List<String> sites();

  /**
   * Gives every number of every site its p-quantile on the free scale, so that a monotone map onto
   * the support keeps it; none where that has no closed form.
   */
  Optional<Model<?>> quantile(double p);

  /** The same program at given values of its sites: the log-density of its run is the guide's. */
  Model<?> at(Map<String, ? extends Tensor> values);

  /**
   * The model, its observations with it, in the noise that this guide moves: its latent sites are
   * computed from one site {@code latent}. None unless it is a flow of all sites together.
   */
  default Optional<Model<?>> straightened() {
    return Optional.empty();
  }

  /**
   * What it becomes at the end of a fit, with the parameters that were found; itself unless its
   * shape depends on the optimum.
   *
   * @param curvature for a parameter of n free numbers the second derivatives of −bound, [n, n]
   */
  default GuideProgram fitted(Function<String, Tensor> curvature) {
    return this;
  }
}
