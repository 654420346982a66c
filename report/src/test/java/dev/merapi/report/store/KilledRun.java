package dev.merapi.report.store;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.ChainProgress;
import dev.merapi.infer.chain.Drawn;
import dev.merapi.infer.chain.Progress;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** A run that says each draw that it has made, for a test that kills it. */
final class KilledRun {
  static final Key KEY = Key.of(11);

  private KilledRun() {}

  static Model<Tensor> model() {
    return sample("mu", normal(0, 2))
        .flatMap(
            mu ->
                sample("tau", halfNormal(2))
                    .flatMap(
                        tau ->
                            sample("shifted", bernoulli(0.3))
                                .flatMap(
                                    shifted ->
                                        plate(
                                            "school",
                                            List.of("Choate", "Exeter", "Hill"),
                                            _ ->
                                                sample("theta", normal(mu, tau))
                                                    .flatMap(
                                                        theta ->
                                                            observe(
                                                                "y",
                                                                normal(theta.plus(shifted), 1),
                                                                Tensor.of(1, 2, 4)))))));
  }

  static Sampler sampler(int draws) {
    return Sampler.nuts().warmUp(200).draws(draws).chains(2).threads(2);
  }

  static CmdStanCsv files(Path folder) {
    return CmdStanCsv.in(folder, "run", 2);
  }

  public static void main(String[] arguments) {
    PrintStream out = System.out;
    Progress saying =
        new Progress() {
          @Override
          public void drawn(Drawn draw) {
            out.println(draw.chain() + " " + draw.draw());
          }

          @Override
          public void update(ChainProgress progress) {}
        };
    files(Path.of(arguments[0]))
        .sample(sampler(Integer.parseInt(arguments[1])), model(), KEY, Optional.empty(), saying);
  }
}
