package dev.merapi.effects;

/**
 * Whether handlers further out see a site. A hidden site is still drawn by whoever runs the
 * program.
 */
public enum Visibility {
  /** Handlers see it. */
  VISIBLE,
  /** Handlers further out pass it by; it still runs. */
  HIDDEN
}
