package dev.merapi.report.plot;

/** What a colour stands for; the one who draws chooses it to fit a light or a dark page. */
public enum Ink {
  /** The first chain, and what a picture is about. */
  FIRST,
  /** The second chain. */
  SECOND,
  /** The third chain. */
  THIRD,
  /** The fourth chain. */
  FOURTH,
  /** What went wrong. */
  WARNING,
  /** What was observed. */
  DATA,
  /** What is there to compare with. */
  FAINT;

  /** The colour of a chain, counted from 0. */
  public static Ink chain(int c) {
    return values()[Math.floorMod(c, 4)];
  }
}
