package dev.merapi.distributions.bijector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.internal.bijector.Householder;
import dev.merapi.distributions.internal.bijector.Orthogonal;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.ShapeException;
import dev.merapi.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What the bases are bases of. */
class OrthogonalExamples {
  private static void near(Tensor expected, Tensor actual) {
    assertTrue(expected.minus(actual).abs().max().item() < 1e-14, actual::toString);
  }

  @Test
  void aConstantIsItsFirstElementInBothBases() {
    Tensor ones = Tensor.ones(Shape.of(4));
    near(Tensor.of(2, 0, 0, 0), Orthogonal.discreteCosine(4).forward(ones));
    near(Tensor.of(2, 0, 0, 0), Orthogonal.haar(4).forward(ones));
  }

  @Test
  void aStepIsOneWaveletAndADifferenceOfNeighboursAnother() {
    double half = Math.sqrt(0.5);
    near(Tensor.of(0, 2, 0, 0), Orthogonal.haar(4).forward(Tensor.of(1, 1, -1, -1)));
    near(Tensor.of(0, 0, 2 * half, 0), Orthogonal.haar(4).forward(Tensor.of(1, -1, 0, 0)));
    String message = assertThrows(ShapeException.class, () -> Orthogonal.haar(0)).getMessage();
    assertTrue(message.contains("at least one") && message.contains("0"), message);
  }

  @Test
  void aWaveIsOneFrequency() {
    Tensor wave = Tensor.of(1, 0, -1, 0);
    near(Tensor.of(0, Math.sqrt(2), 0, 0), Orthogonal.realFourier(4).forward(wave));
    near(Tensor.of(0, 0, 0, 2), Orthogonal.realFourier(4).forward(Tensor.of(1, -1, 1, -1)));
    Tensor sine = Tensor.arange(5).times(2 * Math.PI * 2 / 5).sin();
    near(Tensor.of(0, 0, 0, 0, -Math.sqrt(2.5)), Orthogonal.realFourier(5).forward(sine));
  }

  @Test
  void aReflectionTurnsItsVectorAround() {
    Tensor v = Tensor.of(1, -2, 0.5);
    Householder mirror = new Householder(v.unsqueeze(0));
    near(v.unaryMinus(), mirror.forward(v));
    assertEquals(Shape.of(2, 3), mirror.forward(Tensor.ones(Shape.of(2, 3))).shape());
  }
}
