package dev.merapi.examples;

import java.io.Console;
import java.io.PrintStream;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a run is: a bar that redraws itself on a terminal, and where there is none a line now and
 * then on the given stream. Threads may share one.
 */
final class Bar implements AutoCloseable {
  private static final int WIDTH = 80;

  private final ProgressBar bar;

  private Bar(ProgressBar bar) {
    this.bar = bar;
  }

  /** Starts at zero of {@code steps}. */
  static Bar of(String task, long steps, PrintStream err) {
    boolean terminal =
        Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    return new Bar(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(terminal ? 100 : 1000)
            .setConsumer(terminal ? redrawing() : lines(err))
            .build());
  }

  private static ProgressBarConsumer redrawing() {
    return new ConsoleProgressBarConsumer(System.out, WIDTH);
  }

  private static ProgressBarConsumer lines(PrintStream err) {
    return new DelegatingProgressBarConsumer(err::println, WIDTH);
  }

  /** One step more. */
  void step() {
    bar.step();
  }

  /** Shows the final state. */
  @Override
  public void close() {
    bar.close();
  }
}
