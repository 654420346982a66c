package dev.merapi.distributions.combinator;

import static dev.merapi.distributions.Distributions.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.bijector.Affine;
import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.bijector.Composition;
import dev.merapi.distributions.bijector.Exp;
import dev.merapi.distributions.bijector.Power;
import dev.merapi.distributions.bijector.Sigmoid;
import dev.merapi.distributions.bijector.Softplus;
import dev.merapi.distributions.bijector.Tanh;
import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The support of what bijectors make of a distribution is the image of its support (fault A6). */
class ImageLaws {
  private static final double NEVER = Double.NEGATIVE_INFINITY;

  private static Affine affine(double loc, double scale) {
    return new Affine(Tensor.scalar(loc), Tensor.scalar(scale));
  }

  private static double at(Distribution law, double x) {
    return law.logProb(Tensor.scalar(x)).item();
  }

  @Test
  void valuesOutsideTheImageHaveNoDensity() {
    Distribution shifted = transformed(halfNormal(1), affine(3, 2));
    assertEquals(Constraints.atLeast(3).describe(), shifted.support().describe());
    assertEquals(NEVER, at(shifted, 2.9));
    assertEquals(at(halfNormal(1), 0.5) - Math.log(2), at(shifted, 4), 1e-15);
    assertEquals(4.596, shifted.sample(Key.of(1), Shape.of(200_000)).mean().item(), 0.015);
    Distribution grown = transformed(uniform(0, 1), new Exp());
    assertEquals(NEVER, at(grown, 20));
    assertEquals(-Math.log(2), at(grown, 2), 1e-15);
    assertEquals(NEVER, at(truncated(beta(2, 3), 0, 3), 1.5));
    assertTrue(Double.isFinite(at(truncated(beta(2, 3), 0, 3), 0.5)));
  }

  /** Draws have a density, and points beyond the ends of the image have none. */
  @Test
  void theImageHoldsTheDraws() {
    List<Distribution> bases =
        List.of(
            halfNormal(1),
            uniform(-1, 2),
            beta(2, 3),
            normal(0, 1),
            pareto(1, 3),
            truncated(normal(0, 1), -1, 0.5),
            transformed(exponential(1), affine(0, -1)));
    List<Bijector> maps =
        List.of(
            affine(1, 2),
            affine(1, -2),
            new Exp(),
            new Sigmoid(),
            new Softplus(),
            new Tanh(),
            Composition.of(affine(0.5, -0.5), new Exp()),
            Composition.of(new Exp(), new Power(Tensor.scalar(-2))),
            Composition.of(new Tanh(), affine(3, 0.5), new Exp(), new Exp().inverse()));
    for (Distribution base : bases) {
      for (Bijector map : maps) {
        Distribution law = transformed(base, map);
        Tensor draws = law.sample(Key.of(7), Shape.of(500));
        String what = base + " by " + map;
        assertTrue(((Dense) law.support().check(draws)).all().item() == 1, what);
        assertTrue(law.logProb(draws).gt(NEVER).all().item() == 1, what);
        Tensor ends = base.support().interior(Shape.SCALAR);
        assertFalse(law.logProb(map.forward(ends)).isNan().item() == 1, what);
        for (double beyond : new double[] {-1e6, -2.5, -1.5, -1e-3, 1e-3, 1.5, 30, 1e6}) {
          Tensor x = map.inverse(Tensor.scalar(beyond));
          boolean inside =
              ((Dense) map.codomain().check(Tensor.scalar(beyond))).item() == 1
                  && ((Dense) base.support().check(x)).item() == 1;
          double density = at(law, beyond);
          assertEquals(inside, density > NEVER, () -> what + " at " + beyond + ": " + density);
        }
      }
    }
  }

  @Test
  void aDirectionThatIsNotKnownIsRefused() {
    Symbolic.Input scale = Symbolic.Input.of("scale", Shape.SCALAR);
    Bijector either = new Affine(Tensor.scalar(0), scale);
    String said =
        assertThrows(ArgumentException.class, () -> transformed(halfNormal(1), either))
            .getMessage();
    assertTrue(said.contains("a scale that may have either sign has none"), said);
    assertEquals(Constraints.real(), transformed(normal(0, 1), either).support());
    scale.promise(dev.merapi.tensor.Bounds.POSITIVE);
    assertEquals(
        "a finite number ≥ a bound of shape []",
        transformed(halfNormal(1), new Affine(Tensor.scalar(0), scale)).support().describe());
  }
}
