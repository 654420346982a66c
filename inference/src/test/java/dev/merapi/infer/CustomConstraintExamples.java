package dev.merapi.infer;

import static dev.merapi.distributions.Distributions.improperUniform;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.bijector.Affine;
import dev.merapi.distributions.bijector.BijectiveConstraint;
import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Exp;
import dev.merapi.distributions.constraint.CustomConstraint;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.effects.Model;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** Sets of one's own as supports. */
final class CustomConstraintExamples {

  /** The numbers above a limit. */
  private record Beyond(double limit) implements BijectiveConstraint {
    @Override
    public Tensor check(Tensor value) {
      return value.gt(limit);
    }

    @Override
    public String describe() {
      return "a number beyond " + limit;
    }

    @Override
    public Tensor interior(Shape value) {
      return Tensor.scalar(limit + 1);
    }

    @Override
    public Bijector bijector() {
      return new Exp().then(new Affine(Tensor.scalar(limit), Tensor.scalar(1)));
    }
  }

  /** Numbers whose sine is positive: nobody has said how a chain gets there. */
  private record Crests() implements CustomConstraint {
    @Override
    public Tensor check(Tensor value) {
      return value.sin().gt(0);
    }

    @Override
    public String describe() {
      return "a number with a positive sine";
    }

    @Override
    public Tensor interior(Shape value) {
      return Tensor.scalar(1);
    }
  }

  /** x > 3 with density e^(3 − x): the mean is 4. */
  @Test
  void aChainMovesInASetOfOnesOwn() {
    Model<Tensor> model =
        sample("x", improperUniform(new Beyond(3)))
            .flatMap(x -> factor("density", x.unaryMinus()).map(_ -> x));
    Posterior posterior = Posterior.sample(Sampler.nuts().draws(2000), model, Key.of(1));
    Tensor x = posterior.get("x");
    assertTrue(x.min().item() > 3);
    assertEquals(4, x.mean().item(), 0.1);
  }

  @Test
  void aValueOutsideIsRefusedByItsDescription() {
    assertEquals(
        Double.NEGATIVE_INFINITY, improperUniform(new Beyond(3)).logProb(Tensor.scalar(2)).item());
  }

  @Test
  void aSetWithoutABijectorSaysWhatIsMissing() {
    String message =
        assertThrows(ArgumentException.class, () -> BijectTo.of(new Crests())).getMessage();
    assertEquals(
        "No bijector leads to a constraint whose value is a number with a positive sine: it names none; let it implement BijectiveConstraint",
        message);
  }
}
