package dev.merapi.laws.verify;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What all checks of a model found. Its text has a line for each.
 *
 * @param lines one for each check that ran
 * @param seed what brings about the same verdict again
 */
public record Verdict(List<Line> lines, long seed) {
  /** Copies the list. */
  public Verdict {
    lines = List.copyOf(lines);
  }

  /** A check, what it found, and how long it took. */
  public record Line(Check check, Outcome outcome, Duration time) {
    @Override
    public String toString() {
      String mark =
          switch (outcome) {
            case Outcome.Passed _ -> "holds";
            case Outcome.Failed _ -> "FAILS";
            case Outcome.Idle _ -> "idle ";
          };
      return "%s  %s (%d ms): %s"
          .formatted(mark, check.name(), time.toMillis(), outcome.sentence());
    }
  }

  /** What checks say that ask of no model: those are given one without sites. */
  public static Verdict of(List<Check> checks) {
    return Verification.of(checks);
  }

  /** Whether no check fails. */
  public boolean holds() {
    return failures().isEmpty();
  }

  /** The checks that fail. */
  public List<Line> failures() {
    return lines.stream().filter(line -> line.outcome() instanceof Outcome.Failed).toList();
  }

  /** The chance that a right model fails one of these checks, at most. */
  public double falseAlarm() {
    return lines.stream().mapToDouble(line -> line.check().falseAlarm()).sum();
  }

  /**
   * Returns normally if no check fails.
   *
   * @throws AssertionError with a sentence for each check that fails, and how to run it again
   */
  public void assertHolds() {
    if (!holds()) {
      throw new AssertionError(
          failures().stream()
              .map(
                  line ->
                      "%s: %s%n  It sees %s. Again, alone: .only(\"%s\").seed(%dL)"
                          .formatted(
                              line.check().name(),
                              line.outcome().sentence(),
                              line.check().sees(),
                              line.check().name(),
                              seed))
              .collect(Collectors.joining(System.lineSeparator())));
    }
  }

  @Override
  public String toString() {
    return lines.stream().map(Line::toString).collect(Collectors.joining(System.lineSeparator()))
        + "%n%s; chance of a false alarm at most %.0e; seed %d"
            .formatted(
                holds() ? "nothing fails" : failures().size() + " of these fail",
                falseAlarm(),
                seed);
  }
}
