package dev.merapi.distributions.multivariate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.distributions.divergence.GoodnessOfFit;
import dev.merapi.distributions.internal.LastAxis;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Matchings against the list of all of them. */
class MatchingLaws {
  private static Tensor logits(int seed, int... sizes) {
    Shape shape = Shape.of(sizes);
    double[] numbers = new double[shape.count()];
    Draws.normal(Key.of(seed), numbers, 0, numbers.length);
    return Tensor.of(numbers, shape);
  }

  /** ln of the sum over all values, of the sum of the logits of each. */
  private static double constant(Matching matching, Tensor logits) {
    Tensor all = matching.enumerateSupport(false);
    return LastAxis.choose(logits, all).sum(-1).logSumExp().item();
  }

  @Test
  void theConstantIsTheSumOverAllMatchings() {
    for (int n = 1; n <= 5; n++) {
      Tensor logits = logits(n, n, n);
      Matching matching = Matching.oneToOne(logits);
      Tensor identity = Tensor.arange(n);
      double expected = logits.diagonal().sum().item() - constant(matching, logits);
      assertEquals(expected, matching.logProb(identity).item(), 1e-12);
    }
    Tensor logits = logits(9, 6, 3);
    Matching matching = Matching.twoToOne(logits);
    assertEquals(Shape.of(90, 6), matching.enumerateSupport(false).shape());
    Tensor value = Tensor.of(2, 0, 1, 1, 0, 2);
    double expected = LastAxis.choose(logits, value).sum().item() - constant(matching, logits);
    assertEquals(expected, matching.logProb(value).item(), 1e-12);
  }

  /** Of permutations with equal logits, each has probability 1/n!. */
  @Test
  void equalLogitsAreUniform() {
    Matching matching = Matching.oneToOne(Tensor.zeros(Shape.of(10, 10)));
    assertEquals(-Math.log(3628800), matching.logProb(Tensor.arange(10).flip(0)).item(), 1e-12);
  }

  @Test
  void drawsFollowTheProbabilities() {
    Matching one = Matching.oneToOne(logits(1, 4, 4));
    assertTrue(GoodnessOfFit.of(one, one.sample(Key.of(2), Shape.of(20_000))) > 1e-4);
    Matching two = Matching.twoToOne(logits(2, 4, 2));
    assertTrue(GoodnessOfFit.of(two, two.sample(Key.of(3), Shape.of(20_000))) > 1e-4);
  }

  @Test
  void drawsOfABatchFollowTheirOwnLogits() {
    Tensor logits = logits(4, 2, 3, 3).times(3);
    Tensor draws = Matching.oneToOne(logits).sample(Key.of(5), Shape.of(8_000));
    for (int b = 0; b < 2; b++) {
      Tensor own = draws.moveAxis(1, 0).get(b);
      assertTrue(GoodnessOfFit.of(Matching.oneToOne(logits.get(b)), own) > 1e-4);
    }
  }

  @Test
  void theModeIsTheBestOfAll() {
    for (int seed = 0; seed < 10; seed++) {
      for (Matching matching :
          List.of(Matching.oneToOne(logits(seed, 5, 5)), Matching.twoToOne(logits(seed, 6, 3)))) {
        Tensor best = matching.logProb(matching.enumerateSupport(false)).max();
        assertEquals(best.item(), matching.logProb(matching.mode()).item(), 1e-13);
      }
    }
  }

  /** Gurvits (2011) and Anari and Rezaei (2019): Z_B ≤ Z ≤ 2^(n/2) Z_B. */
  @Test
  void beliefsBoundTheConstant() {
    for (int seed = 0; seed < 20; seed++) {
      Tensor logits = logits(seed, 6, 6).times(2);
      Matching matching = Matching.oneToOne(logits);
      double exact = constant(matching, logits);
      double bethe = MatchingBeliefs.total(logits, 1, 100).item();
      assertTrue(bethe < exact + 1e-9 && exact < bethe + 3 * Math.log(2), bethe + " " + exact);
    }
    Tensor logits = logits(30, 6, 3);
    double exact = constant(Matching.twoToOne(logits), logits);
    double bethe = MatchingBeliefs.total(logits, 2, 100).item();
    assertTrue(bethe < exact && exact < bethe + 3 * Math.log(2), bethe + " " + exact);
  }

  /** Where one matching has nearly all probability, there is nothing to approximate. */
  @Test
  void beliefsAreExactForOneMatching() {
    Tensor sharp = Tensor.eye(30).times(60).plus(logits(7, 30, 30));
    Matching matching = Matching.oneToOne(sharp).approximated(20);
    assertEquals(0, matching.logProb(Tensor.arange(30)).item(), 1e-9);
    Matching single = Matching.oneToOne(Tensor.of(new double[][] {{2}})).approximated(3);
    assertEquals(0, single.logProb(Tensor.of(0)).item(), 0);
  }

  /** The density of these thirty is out of reach, and a mask of 0 does not ask for it. */
  @Test
  void aMaskOfNothingAsksForNothing() {
    Matching large = Matching.oneToOne(Tensor.zeros(Shape.of(30, 30)));
    assertEquals(0, large.mask(false).logProb(Tensor.arange(30)).item());
  }

  @Test
  void whatCannotBeDoneIsSaid() {
    Matching large = Matching.oneToOne(Tensor.zeros(Shape.of(30, 30)));
    var tooMany = assertThrows(ArgumentException.class, () -> large.logProb(Tensor.arange(30)));
    assertEquals(
        "A matching with 30 places of 1 has 1073741824 states, and more than 20000 are not counted one by one; approximated(rounds) gives its density",
        tooMany.getMessage());
    var shape =
        assertThrows(
            ArgumentException.class, () -> Matching.twoToOne(Tensor.zeros(Shape.of(3, 3))));
    assertEquals(
        "OneTwoMatching wants logits of shape [.., 2n, n], but theirs is [3, 3]",
        shape.getMessage());
    Matching small = Matching.twoToOne(Tensor.zeros(Shape.of(4, 2)));
    var outside =
        assertThrows(ArgumentException.class, () -> small.requireInSupport(Tensor.of(0, 0, 0, 1)));
    assertEquals(
        "The value [0.0, 0.0, 0.0, 1.0] is outside the support of Matching: it must be a vector in which each number from 0 to 1 stands 2 times",
        outside.getMessage());
  }
}
