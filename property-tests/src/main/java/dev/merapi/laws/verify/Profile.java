package dev.merapi.laws.verify;

/** How long a verification may take, and how many draws its tests may use. */
public enum Profile {
  /** What needs no chance, and the score at a few draws: below a second for a small model. */
  INSTANT(200),
  /** Also exact-rank tests of a kernel, and the declared claims at more draws: some seconds. */
  THOROUGH(400),
  /** Also calibration by simulation, with a fit for each simulated data set: a minute and more. */
  NIGHTLY(1000);

  private final int draws;

  Profile(int draws) {
    this.draws = draws;
  }

  /** The joint draws that a statistical check begins with. */
  public int draws() {
    return draws;
  }
}
