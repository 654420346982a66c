package dev.merapi.effects;

import java.util.function.Supplier;

/**
 * How programs are run; an immutable value that travels with the run.
 *
 * @param validation whether sites are checked as they are reached: shapes, supports, names
 * @param fillsGaps whether an automatic plate may take a dim to the right of an enclosing plate
 *     that was given its dim; else such a plate is an error
 * @param jointTerms how many log-weights a table may have over elements of plates that a density
 *     looks at together, where discrete sites are summed out
 */
public record Settings(boolean validation, boolean fillsGaps, int jointTerms) {
  /** Everything is checked; gaps are filled; tables have up to 2²⁰ log-weights. */
  public static final Settings DEFAULT = new Settings(true, true, 1 << 20);

  private static final ScopedValue<Settings> CURRENT = ScopedValue.newInstance();

  /** The settings of the enclosing {@link #in}, or the default ones. */
  public static Settings current() {
    return CURRENT.orElse(DEFAULT);
  }

  /** These settings, with checks or without. */
  public Settings validation(boolean on) {
    return new Settings(on, fillsGaps, jointTerms);
  }

  /** These settings, with gaps filled or refused. */
  public Settings fillsGaps(boolean allowed) {
    return new Settings(validation, allowed, jointTerms);
  }

  /** These settings, with tables of up to so many log-weights over elements looked at together. */
  public Settings jointTerms(int most) {
    return new Settings(validation, fillsGaps, most);
  }

  /** The result of {@code block}, run with these settings wherever none are given. */
  public <A> A in(Supplier<A> block) {
    return ScopedValue.where(CURRENT, this).call(block::get);
  }
}
