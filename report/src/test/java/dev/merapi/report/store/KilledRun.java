package dev.merapi.report.store;

import static dev.merapi.distributions.Distributions.bernoulli;
import static dev.merapi.distributions.Distributions.halfNormal;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;

import dev.merapi.effects.Model;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.ChainProgress;
import dev.merapi.infer.chain.Drawn;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.chain.Saving;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
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

  static Saving saving(Path file) {
    return Saving.to(file).everyIterations(7);
  }

  /** Says "chain draw" for each draw; with a third argument also for each step of warm-up. */
  public static void main(String[] arguments) {
    PrintStream out = System.out;
    boolean saves = arguments.length > 2;
    Progress saying =
        new Progress() {
          @Override
          public void drawn(Drawn draw) {
            out.println(draw.chain() + " " + draw.draw());
          }

          @Override
          public void warmedUp(Drawn draw) {
            if (saves) {
              drawn(draw);
            }
          }

          @Override
          public void update(ChainProgress progress) {}
        };
    Path place = Path.of(arguments[0]);
    Sampler sampler = sampler(Integer.parseInt(arguments[1]));
    if (saves) {
      Posterior.sample(sampler, model(), KEY, saying, saving(place));
    } else {
      files(place).sample(sampler, model(), KEY, Optional.empty(), saying);
    }
  }

  /** Runs it in another JVM, kills it after so many lines, and returns how far each chain was. */
  static int[] said(int lines, String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--add-"))
        .forEach(command::add);
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), KilledRun.class.getName()));
    command.addAll(List.of(arguments));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    int[] said = new int[2];
    int heard = 0;
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      String line = reader.readLine();
      while (line != null) {
        String[] parts = line.split(" ", -1);
        if (parts.length == 2) {
          said[Integer.parseInt(parts[0])] = 1 + Integer.parseInt(parts[1]);
          heard++;
        }
        if (heard >= lines) {
          process.destroyForcibly();
        }
        line = reader.readLine();
      }
    } catch (IOException _) {
      // the pipe of a killed process
    }
    process.waitFor();
    return said;
  }
}
