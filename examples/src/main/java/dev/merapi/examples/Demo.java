package dev.merapi.examples;

import dev.merapi.effects.Model;
import dev.merapi.infer.LogLikelihood;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.Predictive;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.Summary;
import dev.merapi.report.fit.PredictiveFit;
import dev.merapi.report.page.Report;
import dev.merapi.report.plot.Checks;
import dev.merapi.report.plot.Plots;
import dev.merapi.report.result.Recipe;
import dev.merapi.report.result.Results;
import dev.merapi.report.result.Variable;
import dev.merapi.report.store.ArvizJson;
import dev.merapi.report.store.CmdStanCsv;
import dev.merapi.report.store.DrawsCsv;
import dev.merapi.report.store.SummaryJson;
import dev.merapi.report.table.Table;
import dev.merapi.report.watch.Bar;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * Fits two models and reports each: a table on the output, and the files {@code
 * <model>/report.html}, a page for people, {@code <model>/summary.json}, {@code <model>/draws.csv}
 * and {@code <model>/results.json}, which ArviZ reads, in the output folder. While a model is
 * sampled, {@code <model>/chain_1.csv} and so on have each draw as soon as it is made.
 *
 * <p>Exits with 0, with 1 when a model or its data cannot be used, or with 2 when the command line
 * cannot; the error stream then has one sentence. A model's files are written when the model is
 * done, each wholly or not at all.
 */
public final class Demo {
  /** Smaller steps than usual: a hierarchy has a narrow neck where its spread is small. */
  private static final double TARGET_ACCEPTANCE = 0.95;

  private final Settings settings;
  private final PrintStream out;

  private Demo(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  /** Runs the demo; {@code --help} lists the options. */
  public static void main(String[] arguments) {
    System.exit(run(System.out, System.err, arguments));
  }

  /** Runs the demo and returns the exit code. */
  static int run(PrintStream out, PrintStream err, String... arguments) {
    CommandLine command = new CommandLine(Settings.class).setCommandName("demo");
    try {
      command.parseArgs(arguments);
      if (command.isUsageHelpRequested()) {
        command.usage(out);
        return 0;
      }
      Settings settings = command.getCommand();
      Settings.check(settings);
      new Demo(settings, out).run();
      return 0;
    } catch (ParameterException e) {
      err.println(e.getMessage() + "; --help lists the options.");
      return 2;
    } catch (RuntimeException e) {
      if (!isSentence(e)) {
        throw e;
      }
      err.println(e.getMessage());
      return 1;
    }
  }

  /** Whether the message of an error is meant for the user; the others are mistakes of ours. */
  private static boolean isSentence(RuntimeException e) {
    return e.getClass().getPackageName().startsWith("dev.merapi") || e instanceof ArgumentException;
  }

  private void run() {
    Table table = Table.read(settings.penguins());
    Table complete = table.complete("species", "flipper_length_mm", "body_mass_g");
    Penguins penguins = Penguins.of(complete);
    Settings.requireWritable(settings.out());

    fit("eight_schools", EightSchools.model());

    out.printf(
        "%n%s: %d of %d birds, the others lack a species, a flipper length or a mass; alpha is for %s%n",
        table.source(),
        complete.rows().size(),
        table.rows().size(),
        String.join(", ", penguins.species()));
    fit("penguins", penguins.model());
  }

  private void fit(String name, Model<?> model) {
    Sampler sampler =
        Sampler.nuts()
            .targetAcceptance(TARGET_ACCEPTANCE)
            .warmUp(settings.warmup())
            .draws(settings.draws())
            .chains(settings.chains())
            .threads(settings.threads());
    Path folder = settings.out().resolve(name);
    Key key = Key.of(settings.seed()).fold(name);
    Recipe recipe = Recipe.of(model, sampler, key);
    Posterior posterior;
    try (Bar bar = Bar.of(name, sampler)) {
      posterior = chains(folder).sample(sampler, model, key, Optional.of(recipe), bar);
    }
    Summary summary = posterior.summary();
    out.printf("%n%s%n%s%n", name, summary);
    new SummaryJson(folder.resolve("summary.json")).write(summary);
    new DrawsCsv(folder.resolve("draws.csv")).write(posterior);
    Map<String, Tensor> pointwise = LogLikelihood.of(model, posterior);
    Map<String, Tensor> replicated =
        Predictive.posterior(model, posterior, Key.of(settings.seed()).fold("predictive"));
    Results results =
        Results.of(model, posterior)
            .with(recipe)
            .with(Results.LOG_LIKELIHOOD, model, pointwise)
            .with(Results.PREDICTIVE, model, replicated);
    new ArvizJson(folder.resolve("results.json")).write(results);
    Report report =
        Report.of(name.replace('_', ' '), model, posterior)
            .plot(Plots.khat(PredictiveFit.of(pointwise, posterior).loo()))
            .setting("seed", Long.toString(settings.seed()))
            .setting("target acceptance", Double.toString(TARGET_ACCEPTANCE))
            .setting("to run it again", "mvn -q -pl examples -am compile exec:exec@demo");
    for (Map.Entry<String, Variable> site :
        results.group(Results.OBSERVED).variables().entrySet()) {
      Tensor drawn = Objects.requireNonNull(replicated.get(site.getKey()));
      report = report.plot(Checks.predictive(site.getKey(), drawn, site.getValue().values()));
    }
    report.write(folder.resolve("report.html"));
    out.printf("written to %s%n", folder);
  }

  /** The files of draws, without those of a run before. */
  private CmdStanCsv chains(Path folder) {
    CmdStanCsv chains = CmdStanCsv.in(folder, "chain", settings.chains());
    for (Path file : chains.files()) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new BadInput("--out: %s cannot be replaced. Give another folder.".formatted(file));
      }
    }
    return chains;
  }
}
