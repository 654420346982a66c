package dev.merapi.tensor.internal.op;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/**
 * The scaled passes = the recursion on the log scale: value, first and second derivatives, in
 * batches; = the sum over all paths.
 */
final class HmmLaws {
  private static Tensor random(long seed, int... sizes) {
    Shape shape = Shape.of(sizes);
    return Tensor.of(new SplittableRandom(seed).doubles(shape.count(), -3, 2).toArray(), shape);
  }

  private static final Tensor START = random(1, 2, 3);
  private static final Tensor TRANSITION = random(2, 2, 3, 3);
  private static final Tensor EMISSION = random(3, 2, 5, 3);

  private static List<Function<Tensor, List<Tensor>>> holes() {
    return List.of(
        x -> List.of(x.reshape(START.shape()), TRANSITION, EMISSION),
        x -> List.of(START, x.reshape(TRANSITION.shape()), EMISSION),
        x -> List.of(START, TRANSITION, x.reshape(EMISSION.shape())));
  }

  private static Tensor scaled(List<Tensor> inputs) {
    return new HmmLogSum().on(inputs.toArray(Tensor[]::new)).square().sum();
  }

  private static Tensor logScale(List<Tensor> inputs) {
    return HmmPosterior.stepByStep(inputs).square().sum();
  }

  @Test
  void equalsTheRecursionOnTheLogScale() {
    List<Tensor> inputs = List.of(START, TRANSITION, EMISSION);
    assertArrayEquals(
        HmmPosterior.stepByStep(inputs).toArray(),
        new HmmLogSum().on(START, TRANSITION, EMISSION).toArray(),
        1e-12);
  }

  @Test
  void derivativesEqualThoseOfTheRecursion() {
    List<Tensor> inputs = List.of(START, TRANSITION, EMISSION);
    for (int i = 0; i < 3; i++) {
      Function<Tensor, List<Tensor>> hole = holes().get(i);
      Tensor point = inputs.get(i).reshape(-1);
      double[] expected = Gradient.at(x -> logScale(hole.apply(x)), point).toArray();
      assertArrayEquals(expected, Gradient.at(x -> scaled(hole.apply(x)), point).toArray(), 1e-11);
      double[] second = Gradient.at(x -> slope(logScale(hole.apply(x)), x), point).toArray();
      assertArrayEquals(
          second, Gradient.at(x -> slope(scaled(hole.apply(x)), x), point).toArray(), 1e-9);
    }
  }

  private static Tensor slope(Tensor value, Tensor x) {
    Tensor gradient = Gradient.of(value, List.of(x)).getFirst();
    return gradient.times(Tensor.arange(gradient.size(0))).sum();
  }

  @Test
  void equalsTheSumOverAllPaths() {
    Tensor start = random(4, 2);
    Tensor transition = random(5, 2, 2);
    Tensor emission = random(6, 3, 2);
    double sum = 0;
    for (int path = 0; path < 8; path++) {
      int a = path & 1;
      int b = path >> 1 & 1;
      int c = path >> 2;
      double weight =
          start.get(a).item() + transition.get(a).get(b).item() + transition.get(b).get(c).item();
      sum +=
          Math.exp(
              weight
                  + emission.get(0).get(a).item()
                  + emission.get(1).get(b).item()
                  + emission.get(2).get(c).item());
    }
    assertEquals(Math.log(sum), new HmmLogSum().on(start, transition, emission).item(), 1e-13);
  }

  @Test
  void aChainThatNoPathExplainsHasNoWeight() {
    Tensor never = Tensor.full(Shape.of(4, 2), Double.NEGATIVE_INFINITY);
    Symbolic.Input start = Symbolic.Input.recorded("start", Tensor.of(0, 0).dense());
    Tensor sum = new HmmLogSum().on(start, random(5, 2, 2), never);
    assertEquals(Double.NEGATIVE_INFINITY, sum.item());
    assertArrayEquals(new double[2], Gradient.ofRecorded(sum, List.of(start)).getFirst().toArray());
  }

  /** Numbers from −reach to reach, some of them −∞. */
  private static Tensor wild(long seed, double reach, int... sizes) {
    Shape shape = Shape.of(sizes);
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[shape.count()];
    for (int i = 0; i < values.length; i++) {
      double never = random.nextDouble();
      double value = random.nextDouble(-reach, reach);
      values[i] = never < 0.3 ? Double.NEGATIVE_INFINITY : value;
    }
    return Tensor.of(values, shape);
  }

  private static void requireRecursion(Tensor start, Tensor transition, Tensor emission) {
    List<Tensor> inputs = List.of(start, transition, emission);
    Tensor expected = HmmPosterior.stepByStep(inputs);
    Tensor found = new HmmLogSum().on(start, transition, emission);
    double size = Math.max(1, Math.abs(expected.item()));
    if (expected.item() == Double.NEGATIVE_INFINITY) {
      assertEquals(expected.item(), found.item());
    } else {
      assertEquals(expected.item(), found.item(), 1e-12 * size);
    }
    for (int i = 0; i < 3; i++) {
      Tensor point = inputs.get(i);
      int hole = i;
      Function<Tensor, Tensor[]> at =
          x -> {
            Tensor[] operands = inputs.toArray(Tensor[]::new);
            operands[hole] = x;
            return operands;
          };
      double[] slow =
          Gradient.at(x -> HmmPosterior.stepByStep(List.of(at.apply(x))), point).toArray();
      double[] fast = Gradient.at(x -> new HmmLogSum().on(at.apply(x)), point).toArray();
      assertArrayEquals(slow, fast, 1e-9);
    }
  }

  @Test
  void tablesAreUsedInTurn() {
    for (int period = 1; period <= 5; period++) {
      requireRecursion(random(7, 3), random(8, period, 3, 3), random(9, 6, 3));
    }
  }

  @Test
  void noPathIsLostHoweverUnlikelyItsStepsAre() {
    for (int seed = 0; seed < 300; seed++) {
      double reach = seed % 3 == 0 ? 3 : seed % 3 == 1 ? 300 : 3000;
      requireRecursion(
          wild(3 * seed, reach, 3),
          wild(3 * seed + 1, reach, 1 + seed % 4, 3, 3),
          wild(3 * seed + 2, reach, 7, 3));
    }
  }

  /** From left to right, each state left for good: the weight of the first one fades away. */
  @Test
  void aStateMayComeBackFromFarBelowTheOthers() {
    Tensor start = Tensor.of(0, Double.NEGATIVE_INFINITY);
    Tensor moves = Tensor.of(new double[] {-5, 0, Double.NEGATIVE_INFINITY, 0}, Shape.of(2, 2));
    double[] evidence = new double[800];
    evidence[799] = -1e6;
    requireRecursion(start, moves, Tensor.of(evidence, Shape.of(400, 2)));
  }
}
