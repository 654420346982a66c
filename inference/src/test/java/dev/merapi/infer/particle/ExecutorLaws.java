package dev.merapi.infer.particle;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.exponential;
import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.distributions.Distributions.poisson;
import static dev.merapi.distributions.Distributions.uniform;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.merapi.effects.Model;
import dev.merapi.effects.Settings;
import dev.merapi.infer.codec.Codec;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Particles as an axis of tensors have the bits of particles as continuations. */
final class ExecutorLaws {
  private static final Codec<Particles<Tensor>> POPULATION =
      Particles.codec(
          Codec.of((x, out) -> out.writeDoubles(x.toArray()), in -> Tensor.of(in.readDoubles())));

  private static void requireSame(Smc smc, Model<Tensor> model, Key key) {
    Particles<Tensor> one = smc.tensors(false).run(model, key);
    Particles<Tensor> all = smc.tensors(true).run(model, key);
    assertInstanceOf(Stacked.class, all.swarm());
    assertArrayEquals(POPULATION.bytes(one), POPULATION.bytes(all));
  }

  @Example
  void filter() {
    requireSame(Smc.of(137), Walks.model(Walks.DATA), Key.of(1));
    requireSame(Smc.of(2100).threads(3), Walks.model(0.3, 0.1, -0.2, 0.5), Key.of(1));
  }

  @Example
  void proposal() {
    Smc smc = Smc.of(137);
    Model<Tensor> model = Walks.model(Walks.DATA);
    Model<Tensor> best = Walks.best(Walks.DATA);
    Particles<Tensor> all = smc.run(model, best, Key.of(1));
    assertInstanceOf(Stacked.class, all.swarm());
    assertArrayEquals(
        POPULATION.bytes(smc.tensors(false).run(model, best, Key.of(1))), POPULATION.bytes(all));
  }

  @Example
  void aProgramThatDecidesRunsAsContinuations() {
    Model<Tensor> model =
        sample("z", bernoulli(0.5))
            .flatMap(z -> z.item() == 1 ? sample("x", normal(0, 1)) : pure(z))
            .flatMap(x -> observe("y", normal(x, 1), 0.3).map(_ -> x));
    Particles<Tensor> run = Smc.of(130).run(model, Key.of(1));
    assertInstanceOf(Forked.class, run.swarm());
  }

  /** A population that was an axis goes on with a program that decides. */
  @Example
  void goingOnFromTensorsToContinuations() {
    Smc smc = Smc.of(130);
    Model<Tensor> first = Walks.model(0.1, 0.2);
    java.util.function.Function<Tensor, Model<Tensor>> second =
        x -> x.item() > 0 ? Walks.step(2, x, 0.3) : Walks.step(2, x, 0.4);
    assertArrayEquals(
        POPULATION.bytes(smc.tensors(false).run(first.flatMap(second), Key.of(2))),
        POPULATION.bytes(smc.next(smc.run(first, Key.of(2)), second)));
  }

  /** Steps of all kinds, chosen at random. */
  private static Model<Tensor> program(Random random, int steps, int t, Tensor state) {
    if (t == steps) {
      return pure(state);
    }
    Model<Tensor> step =
        switch (random.nextInt(10)) {
          case 0 -> sample("x" + t, normal(state, 0.5));
          case 1 -> sample("x" + t, gamma(state.abs().plus(1), 2));
          case 2 -> sample("x" + t, bernoulli(state.sigmoid())).map(x -> x.plus(state));
          case 3 -> sample("x" + t, uniform(-1, 1)).map(x -> x.times(state));
          case 4 ->
              sample("x" + t, categorical(Tensor.of(0.2, 0.5, 0.3)))
                  .map(z -> Tensor.of(-1, 0.5, 1).get(z));
          case 5 -> observe("y" + t, normal(state, 1), random.nextGaussian()).map(_ -> state);
          case 6 -> factor("f" + t, state.times(state).times(-1)).map(_ -> state);
          case 7 -> deterministic("d" + t, state.tanh());
          case 8 -> {
            Tensor data = Tensor.of(random.nextInt(4), random.nextInt(4), random.nextInt(4));
            yield plate(
                "p" + t,
                3,
                _ ->
                    sample("w" + t, exponential(1))
                        .flatMap(
                            w ->
                                observe("c" + t, poisson(w.plus(state.abs())), data)
                                    .map(_ -> w.sum().times(0.1))));
          }
          default ->
              observe("u" + t, uniform(-2, state.abs().plus(0.5)), random.nextDouble())
                  .map(_ -> state.plus(0.1));
        };
    long seed = random.nextLong();
    return step.flatMap(next -> program(new Random(seed), steps, t + 1, next));
  }

  @Property(tries = 25)
  void generatedPrograms(@ForAll long seed) {
    Random random = new Random(seed);
    Model<Tensor> model =
        sample("start", normal(0, 1)).flatMap(x -> program(new Random(seed), 7, 0, x));
    Smc smc = Smc.of(100 + random.nextInt(20)).threshold(random.nextInt(3) * 0.5);
    boolean _ =
        Settings.DEFAULT
            .validation(false)
            .in(
                () -> {
                  requireSame(smc, model, Key.of(seed));
                  return true;
                });
    assertEquals(smc.run(model, Key.of(seed)).size(), smc.particles());
  }
}
