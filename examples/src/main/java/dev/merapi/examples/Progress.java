package dev.merapi.examples;

import java.io.Console;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * How far a run is: a bar that redraws itself on a terminal, and a line now and then where the
 * output goes to a file or a pipe. Threads may share one.
 */
final class Progress implements AutoCloseable {
  private static final int WIDTH = 80;

  private final ProgressBar bar;

  private Progress(ProgressBar bar) {
    this.bar = bar;
  }

  /** Starts at zero of {@code steps}. */
  static Progress of(String task, long steps, PrintStream out) {
    Console console = System.console();
    boolean terminal = console != null && console.isTerminal();
    return new Progress(
        new ProgressBarBuilder()
            .setTaskName(task)
            .setInitialMax(steps)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(terminal ? 100 : 1000)
            .setConsumer(terminal ? redrawing(out) : lines(out))
            .build());
  }

  private static ProgressBarConsumer redrawing(PrintStream out) {
    return new ConsoleProgressBarConsumer(out, WIDTH);
  }

  private static ProgressBarConsumer lines(PrintStream out) {
    return new DelegatingProgressBarConsumer(out::println, WIDTH);
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
