package dev.merapi.effects.internal;

import dev.merapi.distributions.Distributions;
import dev.merapi.distributions.constraint.Independent;
import dev.merapi.distributions.constraint.WholeNumberBetween;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.tensor.Shape;

/** The two numbers that a key of a program is made of: a hidden site that is meant to be one. */
public final class KeyWords {
  private static final double LARGEST = 0x1p53 - 1;

  private KeyWords() {}

  /** Two whole numbers of 53 bits. */
  public static Distribution distribution() {
    return Distributions.discreteUniform(0, LARGEST).expand(Shape.of(2)).toEvent(1);
  }

  /** Whether a distribution, perhaps expanded by plates, is this one. */
  public static boolean are(Distribution distribution) {
    return distribution.support() instanceof Independent words
        && words.base() instanceof WholeNumberBetween between
        && between.high().eq(LARGEST).min().item() == 1;
  }
}
