package dev.merapi.distributions.combinator;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Composition;
import dev.merapi.distributions.combinator.internal.Image;
import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.GreaterThan;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.constraint.Interval;
import dev.merapi.distributions.constraint.LessThan;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Ends;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;

/**
 * The distribution of f(x) for x of {@code base} and a bijector f: p(y) = p(x) / |det ∂f/∂x| with x
 * = f⁻¹(y). Batch axes of the base become event axes where the bijector works on larger events than
 * the base has.
 */
public record Transformed(Distribution base, Bijector bijector) implements Distribution {

  /** The distribution of the bijectors, in order, applied to draws of a distribution. */
  @Factory("transformed")
  public static Transformed of(Distribution base, Bijector... bijectors) {
    Bijector whole = bijectors.length == 1 ? bijectors[0] : Composition.of(bijectors);
    int missing = whole.domain().eventDim() - base.eventDim();
    Distribution fitted = missing > 0 ? base.toEvent(missing) : base;
    Shape draws = whole.inverseShape(whole.forwardShape(fitted.shape(Shape.SCALAR)));
    Shape batch = draws.dropRight(fitted.eventDim());
    Transformed made =
        new Transformed(batch.equals(fitted.batchShape()) ? fitted : fitted.expand(batch), whole);
    var _ = made.support();
    return made;
  }

  /** How many event axes of the base the bijector is repeated over. */
  private int repeated() {
    return base.eventDim() - bijector.domain().eventDim();
  }

  @Override
  public Shape batchShape() {
    return base.batchShape();
  }

  @Override
  public Shape eventShape() {
    Shape whole = bijector.forwardShape(base.shape(Shape.SCALAR));
    return whole.dropLeft(base.batchShape().rank());
  }

  @Override
  public Parameters parameters() {
    return Parameters.of("Transformed").part("base", base).part(bijector.parameters(), repeated());
  }

  @Override
  public Constraint support() {
    return Image.of(bijector, base.support())
        .orElseThrow(
            () ->
                new ArgumentException(
                    "Transformed: a value of %s must be %s, and what %s makes of such values is not known. Use a distribution of everything that the bijector takes (%s), or functions whose direction is known: a scale that may have either sign has none."
                        .formatted(
                            base.getClass().getSimpleName(),
                            base.support().describe(),
                            bijector.getClass().getSimpleName(),
                            bijector.domain().describe())));
  }

  @Override
  public boolean reparametrised() {
    return base.reparametrised();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return inside(bijector.forward(base.sample(key, sampleShape)));
  }

  /** Draws that were rounded to an open end of the support, next to it. */
  private Tensor inside(Tensor draws) {
    return switch (support()) {
      case Interval(Tensor low, boolean lowClosed, Tensor high, boolean highClosed) ->
          draws.maximum(lowClosed ? low : above(low)).minimum(highClosed ? high : below(high));
      case GreaterThan(Tensor low, boolean closed) when !closed -> draws.maximum(above(low));
      case LessThan(Tensor high, boolean closed) when !closed -> draws.minimum(below(high));
      case Constraint _ -> draws;
    };
  }

  private static Tensor above(Tensor end) {
    Tensor low = Terms.finite(end);
    return low.abs().times(0x1p-52).maximum(Tensor.scalar(Double.MIN_NORMAL)).plus(low);
  }

  private static Tensor below(Tensor end) {
    Tensor high = Terms.finite(end);
    return high.minus(high.abs().times(0x1p-53).maximum(Tensor.scalar(Double.MIN_NORMAL)));
  }

  /** Draws [S.. B.. E..] and their log-densities [S.. B..]. */
  public record Scored(Tensor value, Tensor logProb) {}

  /**
   * Draws and their log-densities, from the same draws of the base and without an inverse, which
   * for autoregressive flows takes a pass for each element.
   */
  public Scored sampleScored(Key key, Shape sampleShape) {
    Tensor x = base.sample(key, sampleShape);
    Bijector.Moved y = whole().forwardMoved(x);
    Tensor logDensity = base.logDensity(x).minus(y.logAbsDetJacobian());
    return new Scored(y.value(), logDensity.expand(sampleShape.append(batchShape())));
  }

  @Override
  public Tensor logDensity(Tensor value) {
    Bijector.Moved x = whole().inverseMoved(value);
    return base.logDensity(x.value()).minus(x.logAbsDetJacobian());
  }

  @Override
  public Tensor logDensity(Interior value) {
    Interior x = whole().inverseInside(value);
    return base.logDensity(x).minus(whole().logAbsDetJacobian(x.value(), value.value()));
  }

  @Override
  public Tensor logCdf(Tensor value) {
    return monotone() ? tail(value, true) : Distribution.super.logCdf(value);
  }

  @Override
  public Tensor logSurvival(Tensor value) {
    return monotone() ? tail(value, false) : Distribution.super.logSurvival(value);
  }

  @Override
  public Tensor icdf(Tensor probability) {
    return monotone()
        ? bijector.forward(
            Tensor.where(rising(), base.icdf(probability), base.inverseSurvival(probability)))
        : Distribution.super.icdf(probability);
  }

  @Override
  public Tensor inverseLogCdf(Tensor log) {
    return monotone() ? at(log, rising()) : Distribution.super.inverseLogCdf(log);
  }

  @Override
  public Tensor inverseLogSurvival(Tensor log) {
    return monotone() ? at(log, rising().not()) : Distribution.super.inverseLogSurvival(log);
  }

  /** A map of numbers on an interval that is one-to-one rises or falls. */
  private boolean monotone() {
    return base.eventDim() == 0
        && bijector.domain().eventDim() == 0
        && bijector.codomain().eventDim() == 0
        && Ends.of(base.support()).isPresent();
  }

  private Tensor rising() {
    Ends ends = Ends.of(base.support()).orElseThrow();
    Tensor low = bijector.forward(ends.at(Tensor.scalar(-0.5)));
    return bijector.forward(ends.at(Tensor.scalar(0.5))).gt(low);
  }

  private Tensor at(Tensor log, Tensor fromBelow) {
    return bijector.forward(
        Tensor.where(fromBelow, base.inverseLogCdf(log), base.inverseLogSurvival(log)));
  }

  /** Of the base, from the end from which the map rises; all on one side outside of the image. */
  private Tensor tail(Tensor value, boolean below) {
    Tensor middle = bijector.forward(base.support().interior(value.shape()));
    Tensor preimage = bijector.inverse(value);
    Tensor inside = base.support().check(preimage);
    Tensor x = bijector.inverse(Tensor.where(inside, value, middle));
    Tensor rising = below ? rising() : rising().not();
    Tensor tail = Tensor.where(rising, base.logCdf(x), base.logSurvival(x));
    Tensor all = below ? value.gt(middle) : value.lt(middle);
    Tensor never = Tensor.scalar(Double.NEGATIVE_INFINITY);
    return Tensor.where(inside, tail, Tensor.where(all, Tensor.scalar(0), never));
  }

  /** The bijector on all of an event of the base. */
  private Bijector whole() {
    return repeated() == 0
        ? bijector
        : new dev.merapi.distributions.bijector.EventAxes(bijector, repeated());
  }

  @Override
  public Transformed expand(Shape batchShape) {
    return new Transformed(base.expand(batchShape), bijector);
  }
}
