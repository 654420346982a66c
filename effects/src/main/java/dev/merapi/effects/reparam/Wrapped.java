package dev.merapi.effects.reparam;

import static dev.merapi.distributions.Distributions.improperUniform;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Models;
import dev.merapi.effects.Site;
import dev.merapi.tensor.Tensor;

/**
 * Draws an angle on a line, so that a sampler passes through ±π: x is {@code x_unwrapped} u up to
 * whole turns, and the factor {@code x_law} is ln p(x) + ln w(u), where w(u) = σ(u + π) − σ(u − π)
 * shares the density of an angle among its places on the line: Σₖ w(x + 2πk) = 1. The line has no
 * law to be drawn from; inference gives u a value.
 */
record Wrapped() implements Reparametrisation {
  @Override
  public Model<Tensor> draw(Site site) {
    Distribution law = site.distribution();
    if (!law.support().equals(Constraints.circular())) {
      throw new ModelException(
          "Site '%s' in %s is %s, but circular() is for angles, as those of VonMises; use locScale() or transform()."
              .formatted(site.name(), site.place().describe(), law.support().describe()));
    }
    Distribution line = improperUniform(Constraints.real()).expand(law.batchShape());
    return Models.sample(site.renamed(site.name() + "_unwrapped").distributed(line))
        .flatMap(
            u -> {
              Tensor turns = u.plus(Math.PI).div(2 * Math.PI).floor();
              Tensor x = u.minus(turns.times(2 * Math.PI));
              return Models.sample(
                      site.term(site.name() + "_law", law.logProbInside(x).plus(logShare(u))))
                  .map(_ -> x);
            });
  }

  /** ln (σ(a) − σ(b)) = ln σ(a) + ln σ(−b) + ln (1 − e^(b − a)). */
  private static Tensor logShare(Tensor u) {
    Tensor inside = u.plus(Math.PI).logSigmoid().plus(u.unaryMinus().plus(Math.PI).logSigmoid());
    return inside.plus(Math.log1p(-Math.exp(-2 * Math.PI)));
  }
}
