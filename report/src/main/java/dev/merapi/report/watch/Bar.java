package dev.merapi.report.watch;

import dev.merapi.infer.Sampler;
import dev.merapi.infer.chain.ChainProgress;
import dev.merapi.infer.chain.Progress;
import dev.merapi.tensor.ArgumentException;
import java.io.Console;
import java.io.PrintStream;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
 */
public final class Bar implements Progress, AutoCloseable {
  private static final int WIDTH = 100;
  private static final int MILLISECONDS = 200;

  private final Optional<ProgressBar> line;
  private final int chains;
  private final Map<Integer, Integer> divergences = new ConcurrentHashMap<>();

  private Bar(Optional<ProgressBar> line, int chains) {
    this.line = line;
    this.chains = chains;
  }

  /** A bar for all iterations of a sampler, on the terminal if there is one. */
  public static Bar of(String task, Sampler sampler) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return of(task, sampler, terminal ? Optional.of(System.err) : Optional.empty());
  }

  /** A bar on a stream, or nowhere. */
  static Bar of(String task, Sampler sampler, Optional<PrintStream> stream) {
    long iterations =
        sampler.chains()
            * (sampler.warmUp().windows().most() + (long) sampler.draws() * sampler.thinning());
    return new Bar(
        stream.map(
            out ->
                new ProgressBarBuilder()
                    .setTaskName(task)
                    .setInitialMax(iterations)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(MILLISECONDS)
                    .showSpeed()
                    .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                    .build()),
        sampler.chains());
  }

  /** The divergences after warm-up so far, of all chains. */
  public int divergences() {
    return divergences.values().stream().mapToInt(Integer::intValue).sum();
  }

  /** One iteration of one chain more. */
  @Override
  public void update(ChainProgress progress) {
    if (progress.chain() < 0 || progress.chain() >= chains) {
      throw new ArgumentException(
          "There is no chain %d: there are %d, counted from 0".formatted(progress.chain(), chains));
    }
    divergences.put(progress.chain(), progress.divergences());
    line.ifPresent(
        bar -> {
          bar.step();
          if (progress.divergences() > 0) {
            bar.setExtraMessage(divergences() + " diverged");
          }
        });
  }

  /** Shows the final state. */
  @Override
  public void close() {
    line.ifPresent(ProgressBar::close);
  }
}
