package dev.merapi.distributions.internal;

/** Numbers that densities are made of, correctly rounded. */
public final class Constants {
  /** ln 2. */
  public static final double LOG_TWO = 0.6931471805599453;

  /** ln π. */
  public static final double LOG_PI = 1.1447298858494002;

  /** ½ ln 2π. */
  public static final double HALF_LOG_TWO_PI = 0.9189385332046728;

  /** ln 4π. */
  public static final double LOG_FOUR_PI = 2.5310242469692907;

  /** Euler's γ. */
  public static final double EULER_GAMMA = 0.5772156649015329;

  private Constants() {}
}
