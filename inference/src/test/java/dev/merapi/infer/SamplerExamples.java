package dev.merapi.infer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.adapt.WarmUp;
import dev.merapi.infer.chain.Chain;
import dev.merapi.infer.chain.ChainProgress;
import dev.merapi.infer.chain.ChainState;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.DivergentDraw;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.chain.Start;
import dev.merapi.infer.chain.StartException;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Nuts;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.SamplingException;
import dev.merapi.infer.mcmc.Targets;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import net.jqwik.api.Example;

final class SamplerExamples {
  private static final Sampler SMALL = Sampler.nuts().chains(2).warmUp(50).draws(30);

  /** A function that misbehaves in one way or another. */
  private record Broken(double value, boolean fails) implements Potential {
    @Override
    public int dimension() {
      return 2;
    }

    @Override
    public double logDensityAndGradient(double[] position, double[] gradient) {
      if (fails) {
        throw new ArithmeticException("no such number");
      }
      return value;
    }

    @Override
    public Potential fork() {
      return this;
    }
  }

  private static String message(Class<? extends Exception> type, Runnable action) {
    return String.valueOf(assertThrows(type, action::run).getMessage());
  }

  @Example
  void v40SaysWhatFailedWhereNoChainCanStart() {
    Potential nowhere = new Broken(Double.NaN, false);
    Start start = Start.uniform(q -> "Site 'y' of " + q.length + " is outside its support.");
    String message =
        message(StartException.class, () -> SMALL.run(nowhere, Key.of(1), start, Progress.NONE));
    assertTrue(message.contains("100 tries from uniform(−2.0, 2.0)"), message);
    assertTrue(message.contains("the log density is NaN"), message);
    assertTrue(message.contains("Site 'y' of 2 is outside its support."), message);
    assertTrue(message.contains("Give starting values inside the support"), message);
  }

  @Example
  void searchesForAStartWithDensity() {
    Chains chains = SMALL.run(new Targets.Well(2, 0.5), Key.of(2));
    assertTrue(chains.isComplete());
    for (double[][] draws : chains.draws()) {
      for (double[] q : draws) {
        assertTrue(q[0] * q[0] + q[1] * q[1] <= 0.25);
      }
    }
  }

  @Example
  void refusesAGivenStartWithoutDensity() {
    String message =
        message(
            StartException.class,
            () -> SMALL.run(new Targets.Well(1, 1), Key.of(3), Start.at(2.0), Progress.NONE));
    assertTrue(message.contains("The start given for chain"), message);
    assertTrue(message.contains("-Infinity"), message);
  }

  @Example
  void startsWhereItIsTold() {
    Start start = Start.each(List.of(new double[] {1, 2}, new double[] {3, 4}), _ -> "");
    Chains chains =
        SMALL.warmUp(0).draws(0).run(new Targets.Banana(), Key.of(4), start, Progress.NONE);
    Kernel<?, ?> kernel = WarmUp.ADAPTIVE.on(new Nuts(new Targets.Banana()));
    assertEquals(1.0, position(kernel, chains.last().get(0))[0]);
    assertEquals(4.0, position(kernel, chains.last().get(1))[1]);
  }

  private static <S> double[] position(Kernel<S, ?> kernel, ChainState state) {
    return kernel.position(state.of(kernel));
  }

  private static String refusal(double[]... positions) {
    Start start = Start.each(List.of(positions), _ -> "");
    return message(
        ArgumentException.class,
        () -> SMALL.run(new Targets.Banana(), Key.of(4), start, Progress.NONE));
  }

  @Example
  void v42RefusesTheWrongNumberOfStarts() {
    double[] q = {1, 2};
    assertEquals(
        "There are 2 chains and 3 starts. Give one for each chain, or a single one for all.",
        refusal(q, q, q));
    assertTrue(refusal().startsWith("There are 2 chains and 0 starts."));
  }

  @Example
  void v42RefusesAStartOfTheWrongDimension() {
    String message = refusal(new double[] {1, 2}, new double[] {3});
    assertTrue(
        message.contains("start of chain 1 has 1 coordinates, but the target has 2"), message);
    assertTrue(message.contains("one number for each coordinate"), message);
  }

  @Example
  void failsAsThePotentialFailed() {
    assertEquals(
        "no such number",
        message(ArithmeticException.class, () -> SMALL.run(new Broken(0, true), Key.of(5))));
  }

  @Example
  void noticesAnImproperTarget() {
    String message =
        message(SamplingException.class, () -> SMALL.run(new Broken(0, false), Key.of(6)));
    assertTrue(message.contains("seems improper"), message);
  }

  @Example
  void reportsEveryIteration() {
    Queue<ChainProgress> seen = new ConcurrentLinkedQueue<>();
    SMALL.run(new Targets.Banana(), Key.of(7), Start.uniform(), seen::add);
    for (int c = 0; c < 2; c++) {
      int chain = c;
      List<ChainProgress> own = seen.stream().filter(p -> p.chain() == chain).toList();
      assertEquals(80, own.size());
      for (int i = 0; i < 80; i++) {
        assertEquals(i + 1, own.get(i).iteration());
        assertEquals(i < 50, own.get(i).warmingUp());
        assertEquals(80, own.get(i).iterations());
      }
    }
  }

  @Example
  void keepsStatisticsAndDivergencesOfDraws() {
    Chains chains = SMALL.targetAcceptance(0.3).draws(300).run(new Targets.Well(2, 1), Key.of(8));
    Chain chain = chains.chains().getFirst();
    assertEquals(300, chain.size());
    assertEquals(300, chain.statistics().length);
    assertEquals(50, chain.warmUp().iterations());
    assertFalse(chain.divergences().isEmpty());
    for (DivergentDraw divergent : chain.divergences()) {
      assertEquals(1, chain.column(Column.DIVERGING)[divergent.draw()]);
    }
    assertEquals(Arrays.stream(chain.column(Column.DIVERGING)).sum(), chain.divergences().size());
  }

  @Example
  void refusesSettingsOutOfRange() {
    assertTrue(message(ArgumentException.class, () -> SMALL.chains(0)).contains("chains"));
    assertTrue(
        message(ArgumentException.class, () -> SMALL.targetAcceptance(1))
            .contains("strictly between 0 and 1"));
  }
}
