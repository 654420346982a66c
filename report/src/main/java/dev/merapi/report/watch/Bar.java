package dev.merapi.report.watch;

import dev.merapi.infer.FitProgress;
import dev.merapi.infer.Sampler;
import dev.merapi.infer.Svi;
import dev.merapi.infer.chain.ChainProgress;
import dev.merapi.infer.chain.Progress;
import dev.merapi.tensor.ArgumentException;
import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a run is, for a person at a terminal: a line that redraws itself, with all chains
 * together, speed, time to go, and the divergences so far. Where there is no terminal it says
 * nothing.
 *
 * <pre>{@code
 * try (Bar bar = Bar.of("schools", sampler)) {
 *   posterior = Posterior.sample(sampler, model, key, bar);
 * }
 * }</pre>
 *
 * <p>A fit shows its steps, with the bound of the last of them: {@code svi.watch(bar::update)}.
 */
public final class Bar implements Progress, AutoCloseable {
  private static final int WIDTH = 100;
  private static final int MILLISECONDS = 200;

  private final Optional<ProgressBar> line;
  private final AtomicIntegerArray divergences;

  private Bar(Optional<ProgressBar> line, int chains) {
    this.line = line;
    this.divergences = new AtomicIntegerArray(chains);
  }

  /** A bar for all iterations of a sampler, on the terminal if there is one. */
  public static Bar of(String task, Sampler sampler) {
    return of(task, sampler, terminal());
  }

  /** A bar for all steps of a fit, which may end before them, on the terminal if there is one. */
  public static Bar of(String task, Svi fit) {
    return of(task, fit, terminal());
  }

  private static Optional<PrintStream> terminal() {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return terminal ? Optional.of(System.err) : Optional.empty();
  }

  /** A bar on a stream, or nowhere. */
  static Bar of(String task, Sampler sampler, Optional<PrintStream> stream) {
    long iterations =
        sampler.chains()
            * (sampler.warmUp().windows().most() + (long) sampler.draws() * sampler.thinning());
    return new Bar(stream.map(out -> line(task, iterations, out)), sampler.chains());
  }

  static Bar of(String task, Svi fit, Optional<PrintStream> stream) {
    return new Bar(stream.map(out -> line(task, fit.steps(), out)), 0);
  }

  private static ProgressBar line(String task, long most, PrintStream out) {
    return new ProgressBarBuilder()
        .setTaskName(task)
        .setInitialMax(most)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(MILLISECONDS)
        .showSpeed()
        .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
        .build();
  }

  /** The divergences after warm-up so far, of all chains. */
  public int divergences() {
    return IntStream.range(0, divergences.length()).map(divergences::get).sum();
  }

  /** One iteration of one chain more. */
  @Override
  public void update(ChainProgress progress) {
    if (progress.chain() < 0 || progress.chain() >= divergences.length()) {
      throw new ArgumentException(
          "There is no chain %d: there are %d, counted from 0"
              .formatted(progress.chain(), divergences.length()));
    }
    divergences.set(progress.chain(), progress.divergences());
    line.ifPresent(
        bar -> {
          bar.step();
          if (progress.divergences() > 0) {
            bar.setExtraMessage(divergences() + " diverged");
          }
        });
  }

  /** A block of steps of a fit more. */
  public void update(FitProgress progress) {
    line.ifPresent(
        bar -> {
          bar.stepTo(progress.step());
          bar.setExtraMessage(
              String.format(Locale.ROOT, "bound %.5g", progress.bound())
                  + (progress.skipped() > 0 ? ", %d skipped".formatted(progress.skipped()) : ""));
        });
  }

  /** Shows the final state. */
  @Override
  public void close() {
    line.ifPresent(ProgressBar::close);
  }
}
