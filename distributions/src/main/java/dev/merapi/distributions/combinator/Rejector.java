package dev.merapi.distributions.combinator;

import dev.merapi.distributions.constraint.Constraint;
import dev.merapi.distributions.constraint.Interior;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.internal.Factory;
import dev.merapi.distributions.internal.Noise;
import dev.merapi.distributions.internal.Terms;
import dev.merapi.tensor.Attempts;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Draws of {@code proposal} q that are kept with probability a(x): p(x) = q(x) a(x) / c, c = E a(x)
 * under q. {@code logAcceptance} is ln a, a function of values [S.. B.. E..] to [S.. B..], and
 * {@code logScale} is ln c. Batches broadcast; events are those of q. A draw takes 1/c attempts.
 *
 * <p>Draws carry no gradient, so estimators use the score of p. {@link #accepted} gives draws that
 * carry the part that passes through a reparametrised q, and what the rest is weighted by.
 *
 * <p>Source: Naesseth, Ruiz, Linderman and Blei, "Reparameterization gradients through
 * acceptance-rejection sampling algorithms" (2017), equations 5 to 7.
 */
public record Rejector(
    Distribution proposal, UnaryOperator<Tensor> logAcceptance, Tensor logScale, Shape batchShape)
    implements Distribution {
  /** After so many attempts nothing is likely to be kept. */
  private static final int ATTEMPTS = 10_000;

  private static final Attempts PATIENCE =
      new Attempts(
          1,
          ATTEMPTS,
          "Rejector has kept nothing of %d draws for some of its elements; use a proposal that is nearer to the distribution"
              .formatted(ATTEMPTS));

  /** Checks the parameters, and that they broadcast to the batch shape. */
  public Rejector {
    parameters(proposal, logScale).check(batchShape);
  }

  /**
   * Draws of a distribution that are kept with a probability, whose mean has the given logarithm.
   */
  @Factory("rejector")
  public static Rejector of(
      Distribution proposal, UnaryOperator<Tensor> logAcceptance, Tensor logScale) {
    return new Rejector(proposal, logAcceptance, logScale, parameters(proposal, logScale).shape());
  }

  private static Parameters parameters(Distribution proposal, Tensor logScale) {
    return Parameters.of("Rejector").part("proposal", proposal).real("logScale", logScale);
  }

  @Override
  public Parameters parameters() {
    return parameters(proposal, logScale);
  }

  /**
   * Draws x and the score ln a(x) − ln c, both as functions of the parameters at fixed noise. The
   * gradient of E f(x) is the mean of ∇f(x) + f(x) ∇score.
   */
  public record Accepted(Tensor value, Tensor score) {}

  /**
   * Draws with the part of their gradient that passes through the proposal; under a traced key, or
   * with traced parameters that carry no numbers, without it.
   */
  public Accepted accepted(Key key, Shape sampleShape) {
    Shape rows = sampleShape.append(batchShape);
    Distribution wide = proposal.expand(batchShape);
    Key acceptance = key.fold("acceptance");
    Function<Tensor, Attempts.Attempt> attempt =
        i -> attempt(wide.sample(key.fold(i), sampleShape), acceptance.fold(i), rows);
    Tensor value = PATIENCE.from(attempt.apply(Tensor.scalar(0)), attempt);
    return new Accepted(value, acceptance(value).minus(logScale).expand(rows));
  }

  private Tensor acceptance(Tensor value) {
    return logAcceptance.apply(value);
  }

  private Attempts.Attempt attempt(Tensor value, Key key, Shape rows) {
    Tensor kept = Noise.uniform(key, rows).log().lt(acceptance(value).expand(rows));
    return new Attempts.Attempt(value, kept);
  }

  @Override
  public Shape eventShape() {
    return proposal.eventShape();
  }

  @Override
  public Constraint support() {
    return proposal.support();
  }

  @Override
  public Tensor sample(Key key, Shape sampleShape) {
    return Terms.detached(accepted(key, sampleShape).value());
  }

  @Override
  public Tensor logDensity(Tensor value) {
    return proposal.logDensity(value).plus(acceptance(value)).minus(logScale);
  }

  @Override
  public Tensor logDensity(Interior value) {
    return proposal.logDensity(value).plus(acceptance(value.value())).minus(logScale);
  }

  @Override
  public Rejector expand(Shape batchShape) {
    return Parameters.checked(() -> new Rejector(proposal, logAcceptance, logScale, batchShape));
  }
}
