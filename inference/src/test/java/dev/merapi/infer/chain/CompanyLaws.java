package dev.merapi.infer.chain;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.Sampler;
import dev.merapi.infer.adapt.WarmUp;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.infer.mcmc.Nuts;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.infer.mcmc.PointKernel;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.infer.mcmc.Targets;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.tensor.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

final class CompanyLaws {
  private static final Potential TARGET = new Targets.EightSchools();

  /** A target that says it likes company, and answers in an order of its own. */
  private record Sociable(Random order, AtomicInteger most) implements Potential {
    @Override
    public int dimension() {
      return TARGET.dimension();
    }

    @Override
    public double logDensityAndGradient(double[] position, double[] gradient) {
      return TARGET.logDensityAndGradient(position, gradient);
    }

    @Override
    public Potential fork() {
      return this;
    }

    @Override
    public int lanes() {
      return 8;
    }

    @Override
    public Together together(int width) {
      return (count, positions, values, gradients) -> {
        most.accumulateAndGet(count, Math::max);
        assertTrue(count <= width);
        List<Integer> turn = new ArrayList<>();
        for (int i = 0; i < count; i++) {
          turn.add(i);
        }
        Collections.shuffle(turn, order);
        for (int i : turn) {
          values[i] = TARGET.logDensityAndGradient(positions[i], gradients[i]);
        }
      };
    }
  }

  private static void assertSame(Chains alone, Chains together) {
    assertTrue(Arrays.deepEquals(alone.draws(), together.draws()), "draws differ");
    assertEquals(alone.last(), together.last());
    for (int c = 0; c < alone.size(); c++) {
      Chain one = alone.chains().get(c);
      Chain other = together.chains().get(c);
      assertTrue(Arrays.deepEquals(one.statistics(), other.statistics()));
      assertEquals(one.divergences(), other.divergences());
      assertEquals(one.warmUp(), other.warmUp());
      assertEquals(one.isComplete(), other.isComplete());
    }
  }

  /** Each chain alone = in company, however many there are and whoever is answered first. */
  @Property(tries = 12)
  void companyChangesNothing(
      @ForAll long seed,
      @ForAll @IntRange(min = 2, max = 6) int chains,
      @ForAll @IntRange(min = 2, max = 8) int lanes,
      @ForAll @IntRange(min = 1, max = 2) int threads,
      @ForAll boolean stan) {
    Sampler small =
        (stan ? Sampler.stan() : Sampler.nuts()).chains(chains).warmUp(60).draws(30).lanes(lanes);
    Sociable target = new Sociable(new Random(seed), new AtomicInteger());
    assertSame(
        small.threads(chains).run(TARGET, Key.of(seed)),
        small.threads(threads).run(target, Key.of(seed)));
    assertEquals(Math.min(lanes, Math.ceilDiv(chains, threads)) > 1, target.most().get() > 1);
  }

  /** Half of a log density. */
  private record Flattened(Potential steep) implements Potential {
    @Override
    public int dimension() {
      return steep.dimension();
    }

    @Override
    public double logDensityAndGradient(double[] position, double[] gradient) {
      double value = steep.logDensityAndGradient(position, gradient);
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] *= 0.5;
      }
      return 0.5 * value;
    }

    @Override
    public Potential fork() {
      return new Flattened(steep.fork());
    }
  }

  /** A kernel on a density that it makes of the common one keeps to its own. */
  @Test
  void anotherDensityIsNotShared() {
    Sampler flat =
        Sampler.of(p -> new Nuts(new Flattened(p)), WarmUp.STAN)
            .chains(3)
            .threads(1)
            .warmUp(30)
            .draws(10);
    Sociable target = new Sociable(new Random(1), new AtomicInteger());
    assertSame(flat.run(TARGET, Key.of(4)), flat.run(target, Key.of(4)));
    assertEquals(0, target.most().get());
  }

  /** What was begun in company goes on alone, in warm-up and behind it. */
  @Property(tries = 6)
  void companyMayPart(@ForAll long seed, @ForAll boolean early) {
    Sampler whole = Sampler.stan().chains(3).warmUp(50).draws(40).threads(1);
    Sociable target = new Sociable(new Random(seed), new AtomicInteger());
    AtomicInteger told = new AtomicInteger();
    int limit = early ? 30 : 200;
    Progress interrupting =
        progress -> {
          if (told.incrementAndGet() == limit) {
            throw new IllegalStateException("enough");
          }
        };
    assertThrows(
        IllegalStateException.class,
        () -> whole.run(target, Key.of(seed), Start.uniform(), interrupting));
    Chains half = whole.draws(15).run(target, Key.of(seed));
    assertFalse(half.chains().isEmpty());
    assertSame(whole.run(TARGET, Key.of(seed)), whole.lanes(1).resume(TARGET, half, Progress.NONE));
  }

  /** A thread that is interrupted gets what there is, and goes on from there to the same draws. */
  @Test
  void interruptsAreHeardInCompany() {
    Sampler whole = Sampler.stan().chains(3).warmUp(50).draws(4000).threads(1);
    Sociable target = new Sociable(new Random(1), new AtomicInteger());
    Thread caller = Thread.currentThread();
    Progress interrupting =
        progress -> {
          if (progress.iteration() == 100) {
            caller.interrupt();
          }
          if (progress.iteration() >= 100) {
            rest();
          }
        };
    Chains part = whole.run(target, Key.of(3), Start.uniform(), interrupting);
    assertTrue(Thread.interrupted());
    assertFalse(part.isComplete());
    assertSame(whole.run(TARGET, Key.of(3)), whole.resume(target, part, Progress.NONE));
  }

  /** Time for the calling thread to take note, many times over. */
  private static void rest() {
    try {
      Thread.sleep(10);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /** A kernel that writes its figures at once writes those of its columns. */
  @Test
  void figuresAreThoseOfTheColumns() {
    Nuts nuts = new Nuts(TARGET);
    assertFigures(nuts, Point.at(TARGET, new double[TARGET.dimension()]));
    PointKernel<?, ?> adapting = WarmUp.STAN.on(new Nuts(TARGET));
    assertBegun(adapting);
  }

  private static <S, I> void assertBegun(PointKernel<S, I> kernel) {
    Point start = Point.at(TARGET, new double[TARGET.dimension()]);
    assertFigures(kernel, kernel.begin(Key.of(1), start));
  }

  private static <S, I> void assertFigures(PointKernel<S, I> kernel, S start) {
    Optional<?> asking = kernel.asking();
    assertTrue(asking.isPresent());
    Transition<S, I> step = kernel.step(Key.of(2), start);
    List<Column<S, I>> columns = kernel.columns();
    double[] atOnce = new double[columns.size()];
    assertTrue(kernel.figures(step.state(), step.info(), atOnce));
    double[] oneByOne =
        columns.stream()
            .mapToDouble(column -> column.value().applyAsDouble(step.state(), step.info()))
            .toArray();
    assertArrayEquals(oneByOne, atOnce, 0);
  }
}
