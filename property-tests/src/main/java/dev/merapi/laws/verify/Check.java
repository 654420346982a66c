package dev.merapi.laws.verify;

import dev.merapi.tensor.Key;
import java.util.function.BiFunction;

/**
 * One thing that is asked of a model. A check is a value: users write their own beside those of
 * {@link Verify}.
 *
 * @param name what it is called in reports, and by {@link Verify#only}
 * @param sees the mistakes that it notices
 * @param blind what it cannot see
 * @param falseAlarm the chance that a right model fails it; 0 where nothing is left to chance
 * @param from the shortest profile that has time for it
 * @param run the check itself, a function of the model and a key
 */
public record Check(
    String name,
    String sees,
    String blind,
    double falseAlarm,
    Profile from,
    BiFunction<Subject, Key, Outcome> run) {
  /** The chance that a right model fails one check that may err, at most. */
  public static final double FALSE_ALARM = Staged.FALSE_ALARM;

  /** A check that leaves nothing to chance, for every profile. */
  public static Check exact(
      String name, String sees, String blind, BiFunction<Subject, Key, Outcome> run) {
    return new Check(name, sees, blind, 0, Profile.INSTANT, run);
  }

  /**
   * A check that fails a right model with a probability of at most {@link #FALSE_ALARM}.
   *
   * @param from the shortest profile that has time for it
   */
  public static Check chance(
      String name, String sees, String blind, Profile from, BiFunction<Subject, Key, Outcome> run) {
    return new Check(name, sees, blind, FALSE_ALARM, from, run);
  }

  /** A check by fits, with margins that chance does not cross. */
  static Check fitted(
      String name, String sees, String blind, BiFunction<Subject, Key, Outcome> run) {
    return new Check(name, sees, blind, 0, Profile.THOROUGH, run);
  }
}
