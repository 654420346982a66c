package dev.merapi.distributions.combinator;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.continuous.Normal;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.internal.Near;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Normal draws kept with probability e^(−x²/2) are normal with half the mean and variance. */
class RejectorLaws {
  private static final int BLOCKS = 200;

  private static Rejector halved(Tensor loc) {
    Tensor logScale = loc.square().times(-0.25).minus(0.5 * Math.log(2));
    return Rejector.of(Normal.of(loc, Tensor.scalar(1)), x -> x.square().times(-0.5), logScale);
  }

  @Test
  void theDensityIsThatOfWhatIsKept() {
    Tensor x = Tensor.of(-2, 0.3, 1.7);
    Distribution half = Normal.of(Tensor.scalar(0.35), Tensor.scalar(Math.sqrt(0.5)));
    Near.check("log p", half.logProb(x), halved(Tensor.scalar(0.7)).logProb(x), 1e-14);
  }

  /** The gradient of E x² with respect to loc, one of each block; it is loc/2. */
  private static Tensor gradients(boolean path) {
    Tensor[] all = new Tensor[BLOCKS];
    for (int block = 0; block < BLOCKS; block++) {
      Symbolic.Input loc = Symbolic.Input.recorded("loc", Tensor.scalar(0.7).dense());
      Rejector.Accepted draws = halved(loc).accepted(Key.of(8).fold(block), Shape.of(100));
      Tensor f = draws.value().square();
      Tensor fixed = draws.value().dense();
      Tensor estimate =
          path
              ? f.plus(f.dense().times(draws.score()))
              : f.dense().times(halved(loc).logProb(fixed));
      all[block] = Gradient.ofRecorded(estimate.mean(), List.of(loc)).getFirst().dense();
    }
    return Tensor.stack(0, all);
  }

  /** Within 6 standard errors, 2e-9, and with less noise than the score alone. */
  @Test
  void thePathAndTheScoreMakeTheGradient() {
    Tensor path = gradients(true);
    Tensor score = gradients(false);
    for (Tensor estimates : List.of(path, score)) {
      double error = Math.sqrt(estimates.variance().item() / BLOCKS);
      double gap = Math.abs(estimates.mean().item() - 0.35);
      assertTrue(gap < 6 * error, () -> "mean " + estimates.mean());
    }
    assertTrue(path.variance().item() < score.variance().item());
  }

  @Test
  void whatIsNeverKeptIsASentence() {
    Rejector never =
        Rejector.of(
            Normal.of(Tensor.scalar(0), Tensor.scalar(1)),
            x -> x.times(0).minus(1e3),
            Tensor.scalar(-1e3));
    String message =
        assertThrows(ArgumentException.class, () -> never.sample(Key.of(1))).getMessage();
    assertTrue(message.contains("kept nothing of 10000 draws"), message);
  }
}
