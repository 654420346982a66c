package dev.merapi.laws.verify;

import java.util.regex.Pattern;

/**
 * A mistake that people make, and its correction.
 *
 * @param name what went wrong
 * @param wrong the model with the mistake
 * @param right the model without it
 * @param check the check that has to notice it
 * @param named what the sentence has to mention, as a regular expression
 */
record Mistake(String name, Verify wrong, Verify right, String check, Pattern named) {
  static Mistake of(String name, Verify wrong, Verify right, String check, String named) {
    return new Mistake(name, wrong, right, check, Pattern.compile(named));
  }

  @Override
  public String toString() {
    return name;
  }
}
