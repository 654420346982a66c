package dev.merapi.distributions.conjugate;

import dev.merapi.distributions.definition.Parameters;
import dev.merapi.distributions.multivariate.MultivariateNormal;
import dev.merapi.distributions.sequence.GaussianHmm;
import dev.merapi.distributions.sequence.internal.GaussianMessage;
import dev.merapi.distributions.sequence.internal.GaussianState;
import dev.merapi.distributions.sequence.internal.StepReader;
import dev.merapi.tensor.Loop;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;

/**
 * The product of a {@link GaussianHmm} with independent normal densities N(yₜ; mₜ, Sₜ) of its
 * observations. With emission noise of covariance R and Σ = R + S it is c times another: c is the
 * density of m where S is added to the noise; the hidden path is the old one given that m was seen
 * so, from its last step back; and yₜ, around xₜ H + d before, is around (xₜ H + d) Σ⁻¹ S + m Σ⁻¹ R
 * with covariance R Σ⁻¹ S.
 */
record ConjugateHmm(GaussianHmm hmm, MultivariateNormal guess) {

  /** The product; the batch of {@code guess} is [.., T]. */
  Conjugate.Update update() {
    int steps = hmm.duration();
    Shape batch = Shape.broadcast(hmm.batchShape(), guess.batchShape().dropRight(1));
    Shape all = batch.append(steps);
    int m = hmm.emission().size(-1);
    MultivariateNormal noise = hmm.emissionNoise();
    Tensor r = noise.covariance();
    Tensor s = guess.covariance();
    Tensor root = r.plus(s).choleskyOrNaN();
    MultivariateNormal wide =
        Parameters.checked(() -> new MultivariateNormal(noise.loc(), root, all));
    Tensor seen = guess.loc().expand(all.append(m));
    Tensor keep = root.choleskySolve(s);
    Tensor pull = root.choleskySolve(r);
    Tensor loc =
        GaussianState.row(noise.loc(), keep)
            .plus(GaussianState.row(seen, pull))
            .expand(seen.shape());
    Tensor rest = root.solveTriangular(r, true);
    Tensor covariance = r.minus(rest.transpose().matmul(rest));
    MultivariateNormal emissionNoise =
        Parameters.checked(() -> new MultivariateNormal(loc, covariance.choleskyOrNaN(), all));
    Tensor emission = hmm.emission().matmul(keep);
    GaussianHmm blurred =
        GaussianHmm.of(
            hmm.initial(), hmm.transition(), hmm.transitionNoise(), hmm.emission(), wide, steps);
    GaussianHmm path = path(blurred, seen);
    GaussianHmm product =
        GaussianHmm.of(
            path.initial(),
            path.transition(),
            path.transitionNoise(),
            emission,
            emissionNoise,
            steps);
    return new Conjugate.Update(product, blurred.logDensity(seen).expand(batch));
  }

  /**
   * The distribution whose hidden path is that of {@code prior} given its observations {@code
   * seen}.
   */
  private static GaussianHmm path(GaussianHmm prior, Tensor seen) {
    int n = prior.transition().size(-1);
    Shape rows = seen.shape().dropRight(2);
    StepReader reader = new StepReader(all -> all.flip(0));
    var y = reader.sequence(seen.moveAxis(-2, 0).flip(0));
    var map = reader.tensor(prior.transition(), 2);
    var push = reader.noise(prior.transitionNoise());
    var sight = reader.tensor(prior.emission(), 2);
    var blur = reader.noise(prior.emissionNoise());
    Loop.State back =
        Loop.scan(
            List.of(Tensor.zeros(rows.append(n, n)), Tensor.zeros(rows.append(n))),
            reader.sequences(),
            (carry, step) -> {
              GaussianMessage.Link link =
                  new GaussianMessage(carry.get(0), carry.get(1))
                      .given(sight.at(step), blur.at(step), y.at(step))
                      .through(map.at(step), push.at(step));
              return new Loop.State(
                  List.of(link.before().precision(), link.before().information()),
                  List.of(link.map(), link.rest().loc(), link.rest().scaleTril()));
            });
    List<Tensor> links =
        back.outputs().stream().<Tensor>map(all -> all.flip(0).moveAxis(0, rows.rank())).toList();
    GaussianMessage first = new GaussianMessage(back.carry().get(0), back.carry().get(1));
    MultivariateNormal noise =
        Parameters.checked(
            () ->
                new MultivariateNormal(links.get(1), links.get(2), rows.append(prior.duration())));
    return GaussianHmm.of(
        first.through(Tensor.eye(n), prior.initial()).rest().expand(rows),
        links.get(0),
        noise,
        prior.emission(),
        prior.emissionNoise(),
        prior.duration());
  }
}
