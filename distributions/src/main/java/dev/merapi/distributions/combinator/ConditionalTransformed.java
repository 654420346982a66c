package dev.merapi.distributions.combinator;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Conditional;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * A distribution for every context: that of f(x) for x of {@code base} and the bijector f that a
 * context selects, p(y | context). The batch axes of the context are batch axes of the
 * distribution.
 */
public record ConditionalTransformed(Distribution base, Conditional bijector) {

  /** The distribution given a context [.., c]. */
  public Transformed given(Tensor context) {
    Bijector chosen = bijector.given(context);
    Distribution fitted = base.toEvent(Math.max(0, chosen.domain().eventDim() - base.eventDim()));
    Shape batch = Shape.broadcast(fitted.batchShape(), context.shape().dropRight(1));
    return Transformed.of(fitted.expand(batch), chosen);
  }
}
