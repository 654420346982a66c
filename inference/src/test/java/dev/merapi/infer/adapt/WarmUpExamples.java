package dev.merapi.infer.adapt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.Chain;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.infer.mcmc.Learning;
import dev.merapi.infer.mcmc.LowRankMetric;
import dev.merapi.infer.mcmc.McmcInfo;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.Targets;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.infer.mcmc.Tunable;
import dev.merapi.infer.mcmc.Tuning;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;

/** What a warm-up that ends by itself does. */
final class WarmUpExamples {
  /** Two growing windows are not needed where every draw is exact. */
  private static final int SHORTEST = 215;

  /** Draws a normal exactly, and says of 50 transitions behind warm-up that they were refused. */
  @SuppressWarnings("ArrayRecordComponent") // a counter that all share
  private record Refusing(Tuning tuning, int[] steps) implements Tunable {
    @Override
    public Transition<Point, McmcInfo> step(Key key, Point state) {
      int n = steps[0]++;
      double x = Draws.normal(key);
      double acceptance = n < SHORTEST ? 0.8 : n < SHORTEST + 50 ? 0 : 0.95;
      return new Transition<>(
          new Point(new double[] {x}, -0.5 * x * x, new double[] {-x}),
          new McmcInfo(acceptance, 0, 1, 1, null));
    }

    @Override
    public Point init(double[] position) {
      return new Point(position, 0, new double[] {-position[0]});
    }

    @Override
    public Refusing tuned(Tuning other) {
      return new Refusing(other, steps);
    }

    @Override
    public double reasonableStepSize(Key key, Point at) {
      return 1;
    }
  }

  private static List<Integer> ends(Windows windows, int until) {
    return IntStream.range(0, until).filter(windows::endsWindow).mapToObj(i -> i + 1).toList();
  }

  @Example
  void windowsAreShortThenGrow() {
    Windows windows = Windows.selfEnding(200, 1000);
    List<Integer> ends = ends(windows, 1000);
    assertEquals(List.of(10, 20, 30, 40, 50, 60, 70, 80, 90, 170, 290, 470, 740, 955), ends);
    assertFalse(windows.mayEnd(89));
    assertTrue(windows.mayEnd(169));
    assertEquals(List.of(10, 51), ends(Windows.brief(60), 60));
    assertEquals(List.of(), ends(Windows.brief(19), 19));
    assertEquals(
        List.of(10, 20, 30, 40, 50, 60, 70, 80, 90, 170, 255), ends(Windows.brief(300), 300));
    assertThrows(ArgumentException.class, () -> Windows.selfEnding(300, 200));
  }

  /** A normal in bad units is known after the shortest warm-up there is. */
  @Example
  void aNormalIsSettledSoon() {
    Chains chains = Sampler.nuts().draws(100).run(new Targets.Normals(0.001, 1, 1000), Key.of(1));
    for (Chain chain : chains.chains()) {
      assertTrue(chain.warmUp().iterations() < 300, chain.warmUp().toString());
      Learning learning = chain.warmUp().learning().orElseThrow();
      assertTrue(learning.settled());
      assertEquals(0.8, learning.targetAcceptance());
      assertEquals(10, learning.switches());
      assertInstanceOf(LowRankMetric.class, chain.warmUp().tuning().orElseThrow().metric());
      assertEquals(3, chain.warmUp().directions());
      double steps = Arrays.stream(chain.column(Column.STEPS)).average().orElseThrow();
      assertTrue(steps < 10, "leapfrogs a draw " + steps);
    }
    assertTrue(chains.gradients() > chains.leapfrogs());
  }

  @Example
  void divergencesAskForSmallSteps() {
    Chain chain =
        Sampler.nuts()
            .chains(1)
            .draws(10)
            .run(new Targets.Well(2, 1), Key.of(1))
            .chains()
            .getFirst();
    assertEquals(0.95, chain.warmUp().learning().orElseThrow().targetAcceptance());
  }

  /** All the first draws are rejected: they become warm-up, and the step is found anew. */
  @Example
  void aFrozenStepIsWarmedUpAgain() {
    Chain chain =
        Sampler.of(_ -> new Refusing(Tuning.unit(1), new int[1]), WarmUp.ADAPTIVE)
            .chains(1)
            .draws(200)
            .run(new Targets.Normals(1), Key.of(1))
            .chains()
            .getFirst();
    assertEquals(SHORTEST + 50 + 100, chain.warmUp().iterations());
    assertEquals(SHORTEST + 150, chain.warmUp().leapfrogs());
    assertEquals(200, chain.size());
    assertEquals(0.95, chain.warmUp().learning().orElseThrow().targetAcceptance());
    assertEquals(0.95, Arrays.stream(chain.column(Column.ACCEPTANCE)).min().orElseThrow());
  }

  /** What was asked for is what is done. */
  @Example
  void aGivenLengthIsKept() {
    Chain chain =
        Sampler.nuts()
            .chains(1)
            .warmUp(60)
            .draws(10)
            .run(new Targets.Well(2, 1), Key.of(1))
            .chains()
            .getFirst();
    assertEquals(60, chain.warmUp().iterations());
  }
}
