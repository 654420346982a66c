package dev.merapi.infer.particle;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.effects.Site;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * The ground of a particle that looks ahead: continuous sites have the means of their
 * distributions, where there are such; others are drawn.
 */
record Typical(Numbers numbers) implements Ground {
  /** ln of weights and of what comes next, and a tenth of the weights alone. */
  static <A> double[] scores(Smc smc, Crew crew, Particles<A> at) {
    List<Particle<A>> particles = at.swarm().forked().particles();
    double[] ahead = new double[particles.size()];
    Key key = at.run().fold(at.step()).fold("ahead");
    crew.each(
        ahead.length,
        i ->
            ahead[i] =
                particles.get(i).isDead()
                    ? Double.NEGATIVE_INFINITY
                    : evidence(smc.stops(), particles.get(i), at.run(), key.fold(i)));
    double[] logWeights = at.logWeights();
    double[] both = logWeights.clone();
    Arrays.setAll(both, i -> logWeights[i] + ahead[i]);
    if (Weights.largest(both) == Double.NEGATIVE_INFINITY) {
      return logWeights;
    }
    double[] alone = Weights.normalised(logWeights);
    double[] together = Weights.normalised(both);
    Arrays.setAll(both, i -> Math.log(0.9 * together[i] + 0.1 * alone[i]));
    return both;
  }

  /** ln of the evidence of a particle's next stretch, at typical values. */
  private static <A> double evidence(Stops stops, Particle<A> from, Key run, Key own) {
    Numbers numbers = new Numbers(0);
    Particle<A> _ = Walk.on(stops, from.fresh(), run, own, new Typical(numbers));
    return numbers.gain();
  }

  @Override
  public Tensor draw(Site site, Key key) {
    Distribution distribution = site.distribution();
    if (distribution.isDiscrete() || site.isHidden()) {
      return distribution.sample(key);
    }
    try {
      Tensor mean = distribution.mean();
      boolean fits =
          mean.shape().equals(distribution.shape(Shape.SCALAR))
              && Double.isFinite(mean.sum().item());
      return fits ? mean : distribution.sample(key);
    } catch (ArgumentException none) {
      return distribution.sample(key);
    }
  }

  @Override
  public void weigh(Site site, Tensor value, Tensor logWeight) {
    numbers.weigh(site, value, logWeight);
  }

  @Override
  public boolean isDead() {
    return numbers.isDead();
  }
}
