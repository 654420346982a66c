package dev.merapi.infer.process;

import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.inverseGamma;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.let;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.effects.Model;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** The same regression exactly, by values of the function, by a basis and by inducing inputs. */
final class GaussianProcessExamples {
  private static final Tensor X = Tensor.linspace(-1, 1, 30);
  private static final Tensor Y =
      X.times(3).sin().plus(X.times(40).sin().times(0.1)); // the second part is noise for ℓ ≈ 1
  private static final Sampler SAMPLER = Sampler.nuts().chains(2).draws(300);

  private interface Likelihood {
    Model<Tensor> of(Stationary covariance, Tensor noise);
  }

  private static Model<Tensor> program(Likelihood likelihood) {
    return let(
        sample("deviation", halfNormal(1)),
        sample("length", inverseGamma(5, 4)),
        sample("noise", halfNormal(0.5)),
        (deviation, length, noise) ->
            likelihood.of(Covariance.squaredExponential(deviation, length), noise));
  }

  private static double[] noise(Likelihood likelihood) {
    Posterior posterior = Posterior.sample(SAMPLER, program(likelihood), 1);
    return new double[] {
      posterior.summary("noise").parameters().getFirst().mean(),
      posterior.summary("length").parameters().getFirst().mean()
    };
  }

  @Test
  void allFormsAgree() {
    double[] exact =
        noise(
            (k, noise) ->
                // @start region="process"
                observe("y", new GaussianProcess(k).marginal(X, noise), Y)
            // @end
            );
    assertEquals(0.075, exact[0], 0.02);
    // @start region="basis"
    HilbertBasis basis = HilbertBasis.around(X, 2, 20);
    Likelihood byBasis =
        (k, noise) ->
            basis
                .latent("f", k, X)
                .flatMap(f -> plate("rows", 30, _ -> observe("y", normal(f, noise), Y)));
    // @end
    Tensor few = Tensor.linspace(-1.1, 1.1, 8);
    double[][] others = {
      noise(byBasis),
      noise((k, noise) -> observe("y", new GaussianProcess(k).marginal(X, noise, few), Y)),
      noise(
          (k, noise) ->
              new GaussianProcess(k)
                  .latent("f", X, few)
                  .flatMap(f -> plate("rows", 30, _ -> observe("y", normal(f, noise), Y))))
    };
    for (double[] other : others) {
      assertEquals(exact[0], other[0], 0.01);
      assertEquals(exact[1], other[1], 0.12);
    }
  }
}
