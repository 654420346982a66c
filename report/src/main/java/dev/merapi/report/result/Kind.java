package dev.merapi.report.result;

/** What the numbers of an array are, which decides how a file holds them. */
public enum Kind {
  /** Real numbers, as doubles. */
  REAL,
  /** Whole numbers. */
  WHOLE,
  /** 1 for true and 0 for false. */
  FLAG
}
