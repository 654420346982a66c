package dev.merapi.infer.vi.guide;

import dev.merapi.effects.Model;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
}
