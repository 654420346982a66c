package dev.merapi.effects;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Value.Observed;
import dev.merapi.effects.internal.Unobserved;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;

/**
 * Data of which some elements are missing: an observed site {@code name_observed} that counts where
 * the mask is 1, a latent site {@code name_unobserved} that counts where it is 0, and their join
 * {@code name}. A guide covers the second. Values at missing elements are not looked at and may be
 * NaN.
 */
record PartlyObserved(String name, Distribution distribution, Tensor value, Tensor mask) {

  Model<Tensor> model() {
    int eventDim = distribution.eventDim();
    requireBatch(value.shape().dropRight(Math.min(eventDim, value.rank())));
    Site seen = Site.of(name + "_observed", distribution, new Observed(value)).masked(mask);
    Site missing = Site.latent(name + "_unobserved", unobserved()).masked(mask.not());
    return Models.sample(seen)
        .andThen(Models.sample(missing))
        .flatMap(
            draw -> Models.deterministic(name, Tensor.where(perElement(), value, draw), eventDim));
  }

  /** Its coordinates are the missing elements; discrete ones are summed out, or drawn. */
  private Distribution unobserved() {
    return mask.not() instanceof Dense missing && !distribution.isDiscrete()
        ? new Unobserved(distribution.expand(whole()), missing)
        : distribution;
  }

  private Shape whole() {
    int eventDim = Math.min(distribution.eventDim(), value.rank());
    return Shape.broadcast(value.shape().dropRight(eventDim), distribution.batchShape());
  }

  private Tensor perElement() {
    Tensor condition = mask;
    for (int i = 0; i < distribution.eventDim(); i++) {
      condition = condition.unsqueeze(-1);
    }
    return condition;
  }

  private void requireBatch(Shape batch) {
    try {
      Shape joint = Shape.broadcast(batch, distribution.batchShape());
      if (mask.shape().broadcastsTo(joint)) {
        return;
      }
      throw mismatch(joint);
    } catch (ShapeException cause) {
      throw mismatch(batch);
    }
  }

  private ModelException mismatch(Shape batch) {
    return new ModelException(
        "The mask of site '%s' has shape %s, which does not broadcast to its batch shape %s. A mask has one element for each batch element, and none within an event of shape %s."
            .formatted(name, mask.shape(), batch, distribution.eventShape()));
  }
}
