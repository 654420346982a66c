package dev.merapi.laws.verify;

/** How long a verification may take, and how many draws its tests may use. */
public enum Profile {
  /** What needs no chance, and sites and score at a few draws: below a second for a small model. */
  INSTANT(
      200,
      "below a second for a small model; it cannot see what a sampler does, nor faults that move the mean of a score by less than a tenth of its width"),
  /** Also exact-rank tests of a kernel, and the declared claims at more draws: some seconds. */
  THOROUGH(
      400,
      "some seconds; it cannot see an inference whose posteriors are a little too narrow, nor whether the data at hand are like those of the model"),
  /**
   * Also Geweke's test, calibration by simulation with a fit for each simulated data set, before
   * and after the data at hand, and predictions of these data: a minute and more.
   */
  NIGHTLY(
      1000,
      "a minute and more; it cannot see what program and simulator have in common, nor data unlike those of prior and posterior");

  private final int draws;
  private final String limits;

  Profile(int draws, String limits) {
    this.draws = draws;
    this.limits = limits;
  }

  /** The joint draws that a statistical check begins with. */
  public int draws() {
    return draws;
  }

  /** Its time, and what it cannot see. */
  public String limits() {
    return limits;
  }
}
