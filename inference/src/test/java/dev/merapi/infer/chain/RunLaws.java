package dev.merapi.infer.chain;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.Sampler;
import dev.merapi.infer.adapt.MetricShape;
import dev.merapi.infer.adapt.WarmUp;
import dev.merapi.infer.adapt.Windows;
import dev.merapi.infer.mcmc.Nuts;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Targets;
import dev.merapi.tensor.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

final class RunLaws {
  private static final Potential TARGET = new Targets.EightSchools();

  @Provide
  Arbitrary<Sampler> samplers() {
    return Arbitraries.of(
        Sampler.stan(),
        Sampler.nuts().metric(MetricShape.DENSE),
        Sampler.nuts().metric(MetricShape.FIXED),
        Sampler.nuts(),
        Sampler.nuts().metric(MetricShape.FISHER_DIAGONAL),
        Sampler.hmc(1.5),
        Sampler.randomWalk());
  }

  private static void assertSame(Chains expected, Chains actual) {
    assertTrue(Arrays.deepEquals(expected.draws(), actual.draws()), "draws differ");
    assertEquals(expected.last(), actual.last());
    for (int c = 0; c < expected.size(); c++) {
      assertTrue(
          Arrays.deepEquals(
              expected.chains().get(c).statistics(), actual.chains().get(c).statistics()));
      assertEquals(expected.chains().get(c).divergences(), actual.chains().get(c).divergences());
      assertEquals(expected.chains().get(c).warmUp(), actual.chains().get(c).warmUp());
    }
  }

  /** The same bits on one thread and on several. */
  @Property(tries = 10)
  void threadsChangeNothing(
      @ForAll("samplers") Sampler sampler,
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 5) int threads) {
    Sampler small = sampler.chains(3).warmUp(60).draws(40);
    Chains one = small.threads(1).run(TARGET, Key.of(seed));
    assertSame(one, small.threads(threads).run(TARGET, Key.of(seed)));
  }

  /** A chain does not depend on how many others there are; other keys give other chains. */
  @Property(tries = 10)
  void chainsAreTheirOwn(@ForAll("samplers") Sampler sampler, @ForAll long seed) {
    Sampler small = sampler.warmUp(30).draws(20);
    Chains two = small.chains(2).run(TARGET, Key.of(seed));
    Chains three = small.chains(3).run(TARGET, Key.of(seed));
    assertSame(two, new Chains(three.chains().subList(0, 2)));
    assertNotEquals(two.last().get(0), two.last().get(1));
    assertNotEquals(two.last(), small.chains(2).run(TARGET, Key.of(seed + 1)).last());
  }

  /** a + b draws = a draws, to a file and back, b draws: bit for bit. */
  @Property(tries = 20)
  void resumingIsNotHavingStopped(
      @ForAll("samplers") Sampler sampler,
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 50) int a,
      @ForAll @IntRange(min = 0, max = 50) int b)
      throws IOException {
    Sampler small = sampler.chains(2).warmUp(60).thinning(2);
    Chains whole = small.draws(a + b).run(TARGET, Key.of(seed));
    Chains first = small.draws(a).run(TARGET, Key.of(seed));
    assertSame(whole, small.draws(a + b).resume(TARGET, throughAFile(first), Progress.NONE));
  }

  /** Stopped at any iteration, warm-up and thinning included, and resumed: the same draws. */
  @Property(tries = 20)
  void interruptionLosesNothing(
      @ForAll("samplers") Sampler sampler,
      @ForAll long seed,
      @ForAll @IntRange(min = 1, max = 99) int at)
      throws IOException {
    Sampler small = sampler.chains(2).threads(1).warmUp(60).draws(20).thinning(3);
    Chains whole = small.run(TARGET, Key.of(seed));
    Thread caller = Thread.currentThread();
    Chains part =
        small.run(
            TARGET,
            Key.of(seed),
            small.start(),
            progress -> {
              if (progress.iteration() == at && progress.chain() == 0) {
                caller.interrupt();
                awaitStop();
              }
            });
    assertTrue(Thread.interrupted(), "the interrupt status is set again");
    assertSame(whole, small.resume(TARGET, throughAFile(part), Progress.NONE));
  }

  /** steps(a + b) = steps(a) then steps(b). */
  @Property(tries = 20)
  void stepsGoOnFromAState(
      @ForAll long seed,
      @ForAll @IntRange(min = 0, max = 80) int a,
      @ForAll @IntRange(min = 0, max = 80) int b) {
    PointKernel<?, ?> kernel = kernel();
    ChainState start = start(kernel, Key.of(seed));
    Chain whole = Chain.steps(kernel, start, a + b, 1);
    Chain first = Chain.steps(kernel(), start, a, 1);
    Chain both = first.then(Chain.steps(kernel(), first.last(), b, 1));
    assertSame(new Chains(List.of(whole)), new Chains(List.of(both)));
  }

  private static <S> ChainState start(PointKernel<S, ?> kernel, Key key) {
    Point origin = Point.at(TARGET, new double[TARGET.dimension()]);
    return ChainState.first(0, key, kernel, kernel.begin(Key.of(1), origin));
  }

  private static PointKernel<?, ?> kernel() {
    return new WarmUp(Windows.stan(50), 0.8, MetricShape.DIAGONAL).on(new Nuts(TARGET.fork()));
  }

  /** Time for the calling thread to take note; a chain that goes on for longer loses nothing. */
  private static void awaitStop() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  private static Chains throughAFile(Chains chains) throws IOException {
    Path file = Files.createTempFile("chains", ".checkpoint");
    try {
      Fingerprint fingerprint = new Fingerprint("", "", "", Key.of(1), chains.size(), 1);
      new Checkpoint(fingerprint, chains.chains()).write(file);
      Checkpoint read = Checkpoint.read(file);
      assertEquals(fingerprint, read.fingerprint());
      assertSame(chains, new Chains(read.chains()));
      return new Chains(read.chains());
    } finally {
      Files.delete(file);
    }
  }
}
