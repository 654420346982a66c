package dev.merapi.effects;

/**
 * Whether handlers further out see a site. A hidden site is still drawn by whoever runs the
 * program.
 */
public enum Visibility {
  VISIBLE,
  HIDDEN
}
