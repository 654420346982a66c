package dev.merapi.infer.particle;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.deterministic;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.infer.codec.Codec;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;

/** Equations between populations, most of them bit for bit. */
final class SmcLaws {
  private static final Codec<Tensor> NUMBER =
      Codec.of((x, out) -> out.writeDouble(x.item()), in -> Tensor.scalar(in.readDouble()));
  private static final Codec<Particles<Tensor>> POPULATION = Particles.codec(NUMBER);

  private static byte[] bytes(Particles<Tensor> particles) {
    return POPULATION.bytes(particles);
  }

  /** next(run(m, k), f) = run(m.flatMap(f), k), wherever the data are cut. */
  @Example
  void goingOnIsBinding() {
    Smc smc = Smc.of(30);
    Particles<Tensor> whole = smc.run(Walks.model(Walks.DATA), Key.of(7));
    for (int cut = 1; cut < Walks.DATA.length; cut++) {
      int n = cut;
      double[] first = IntStream.range(0, n).mapToDouble(t -> Walks.DATA[t]).toArray();
      Particles<Tensor> before = smc.run(Walks.model(first), Key.of(7));
      assertArrayEquals(bytes(whole), bytes(smc.next(before, x -> Walks.after(n, x, Walks.DATA))));
    }
  }

  /**
   * A second observation of the same state, and a computed value, begin the program that goes on.
   */
  @Example
  void goingOnWithEvidenceIsBinding() {
    Smc smc = Smc.of(20).threshold(1);
    Model<Tensor> first = Walks.model(0.3, -0.2);
    for (int again = 0; again < 2; again++) {
      int more = again;
      java.util.function.Function<Tensor, Model<Tensor>> second =
          x ->
              deterministic("d", x.times(2))
                  .flatMap(_ -> observe("z", normal(x, 1), 0.4))
                  .flatMap(_ -> more == 0 ? Walks.after(2, x, Walks.DATA) : deterministic("e", x));
      assertArrayEquals(
          bytes(smc.run(first.flatMap(second), Key.of(3))),
          bytes(smc.next(smc.run(first, Key.of(3)), second)));
    }
  }

  @Example
  void threadsDoNotChangeABit() {
    Smc smc = Smc.of(101).resampling(Resampling.SSP);
    byte[] one = bytes(smc.run(Walks.model(Walks.DATA), Key.of(1)));
    for (int threads : new int[] {2, 3, 8}) {
      assertArrayEquals(one, bytes(smc.threads(threads).run(Walks.model(Walks.DATA), Key.of(1))));
    }
  }

  /** Saved after each observation and read again, nothing else kept. */
  @Example
  void killedBetweenObservationsItGoesOnToTheSameBytes() {
    Smc smc = Smc.of(50);
    Particles<Tensor> whole = smc.run(Walks.model(Walks.DATA), Key.of(5));
    byte[] saved = bytes(smc.run(Walks.model(Walks.DATA[0]), Key.of(5)));
    for (int t = 1; t < Walks.DATA.length; t++) {
      int now = t;
      Particles<Tensor> read = POPULATION.of(saved);
      assertArrayEquals(saved, bytes(read));
      saved = bytes(smc.next(read, x -> Walks.step(now, x, Walks.DATA[now])));
    }
    assertArrayEquals(bytes(whole), saved);
    assertEquals(whole.values(3), POPULATION.of(saved).values(3));
    assertArrayEquals(whole.ancestors(2), POPULATION.of(saved).ancestors(2));
  }

  /** A proposal that is the model itself draws the same, and changes no weight. */
  @Example
  void theModelAsItsProposalIsTheBootstrapFilter() {
    Smc smc = Smc.of(40);
    assertArrayEquals(
        bytes(smc.run(Walks.model(Walks.DATA), Key.of(2))),
        bytes(smc.run(Walks.model(Walks.DATA), Walks.model(Walks.DATA), Key.of(2))));
  }

  @Example
  void goingOnWithAProposalIsBinding() {
    Smc smc = Smc.of(40);
    Particles<Tensor> before =
        smc.run(Walks.model(Walks.DATA[0]), Walks.best(Walks.DATA[0]), Key.of(2));
    Particles<Tensor> after =
        smc.next(
            before,
            x -> Walks.after(1, x, Walks.DATA),
            x -> sample("x_1", normal(x, 1)).flatMap(_ -> rest()));
    Particles<Tensor> whole =
        smc.run(
            Walks.model(Walks.DATA),
            Walks.best(Walks.DATA[0])
                .flatMap(x -> sample("x_1", normal(x, 1)))
                .flatMap(_ -> rest()),
            Key.of(2));
    assertArrayEquals(bytes(whole), bytes(after));
  }

  private static Model<List<Tensor>> rest() {
    return dev.merapi.effects.Models.traverse(
        List.of(2, 3, 4, 5, 6, 7), t -> sample("x_" + t, normal(0, 2)));
  }

  /** The same population whether the past is kept or not, but for the past. */
  @Example
  void forgettingChangesNothingThatComes() {
    Smc smc = Smc.of(60);
    Particles<Tensor> before = smc.run(Walks.model(0.3, -0.2, 0.8), Key.of(4));
    Particles<Tensor> kept = smc.next(before, x -> Walks.after(3, x, Walks.DATA));
    Particles<Tensor> lost = smc.next(before.forgetting(), x -> Walks.after(3, x, Walks.DATA));
    assertEquals(kept.logEvidence(), lost.logEvidence());
    assertEquals(kept.evidenceVariance(), lost.evidenceVariance());
    assertArrayEquals(kept.weights(), lost.weights());
    assertEquals(5, lost.values(0).size());
  }

  /** E[Ẑ] = p(data) for every way to choose. */
  @Example
  void evidenceIsUnbiased() {
    for (Resampling way :
        List.of(
            Resampling.MULTINOMIAL,
            Resampling.STRATIFIED,
            Resampling.SYSTEMATIC,
            Resampling.RESIDUAL,
            Resampling.SSP)) {
      double[] ratios =
          ratios(Smc.of(50).resampling(way), 200).stream().mapToDouble(r -> r[0]).toArray();
      requireMean(1, ratios);
    }
  }

  /** E[(Ẑ/Z)² V] = Var(Ẑ/Z) for independent choices at every stop. */
  @Example
  void varianceOfTheEvidenceIsUnbiased() {
    Smc smc = Smc.of(100).resampling(Resampling.MULTINOMIAL).threshold(1);
    requireMean(
        0,
        ratios(smc, 300).stream()
            .mapToDouble(r -> (r[0] - 1) * (r[0] - 1) - r[0] * r[0] * r[1])
            .toArray());
  }

  /** Ẑ/Z and its estimated variance, of several runs. */
  private static List<double[]> ratios(Smc smc, int runs) {
    double exact = Walks.exact(Walks.DATA)[0];
    return IntStream.range(0, runs)
        .mapToObj(
            k -> {
              Particles<Tensor> run =
                  unchecked(() -> smc.run(Walks.model(Walks.DATA), Key.of(1000).fold(k)));
              return new double[] {Math.exp(run.logEvidence() - exact), run.evidenceVariance()};
            })
        .toList();
  }

  private static void requireMean(double expected, double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
    assertEquals(expected, mean, 4 * Math.sqrt(variance / values.length));
  }

  private static <T> T unchecked(java.util.function.Supplier<T> block) {
    return dev.merapi.effects.Settings.DEFAULT.validation(false).in(block);
  }

  @Example
  void valuesOfTheFilterAreThoseOfKalman() {
    double[] exact = Walks.exact(Walks.DATA);

    Particles<Tensor> run = Smc.of(20_000).run(Walks.model(Walks.DATA), Key.of(1));
    assertEquals(exact[1], run.mean(Tensor::item), 0.02);
    double mean = run.mean(Tensor::item);

    assertEquals(exact[2], run.mean(x -> (x.item() - mean) * (x.item() - mean)), 0.01);
    assertEquals(exact[0], run.logEvidence(), 4 * Math.sqrt(run.evidenceVariance()));
    assertTrue(run.evidenceVariance() < 0.001);
    assertEquals(exact[1], run.posterior().summary().find("x_7").orElseThrow().mean(), 0.02);
  }
}
