package dev.merapi.tensor.internal.kernel;

import java.lang.System.Logger.Level;

/**
 * The one decision, taken when the class is loaded: do kernels run their vector halves?
 *
 * <p>They do when the module {@code jdk.incubator.vector} is in the boot layer and readable from
 * here, and the system property {@code merapi.simd} does not say {@code off}. Results never depend
 * on it; only speed does. Without the module one line says what to add.
 *
 * <p>{@code merapi.simd} is one of {@code preferred} (the CPU's width, the default), {@code off},
 * {@code 128}, {@code 256}, {@code 512} (bits; for tests: a width the CPU lacks is emulated).
 */
public final class Simd {
  /** Arrays shorter than this take the scalar loop: they would not repay the vector warm-up. */
  public static final int SHORTEST = 32;

  private static final String MODULE = "jdk.incubator.vector";
  private static final String CHOICE = System.getProperty("merapi.simd", "preferred");
  private static final boolean ON = decide();

  private Simd() {}

  /** True when vector code runs. */
  public static boolean on() {
    return ON;
  }

  /** True when a width was asked for, so that vector code runs even before it is compiled. */
  static boolean isForced() {
    return System.getProperty("merapi.simd") != null;
  }

  /** True when an array of this length is worth the vector loop. */
  public static boolean worth(int length) {
    return ON && length >= SHORTEST;
  }

  /** Doubles in one vector; 1 when vector code does not run. */
  public static int lanes() {
    return ON ? Species.lanes() : 1;
  }

  /** What was asked for: {@code preferred}, {@code off} or a width in bits. */
  static String choice() {
    return CHOICE;
  }

  private static boolean decide() {
    return switch (CHOICE) {
      case "off" -> false;
      case "preferred", "128", "256", "512" -> {
        warnWithoutFusion();
        yield present();
      }
      default ->
          throw new IllegalArgumentException(
              "System property merapi.simd is '"
                  + CHOICE
                  + "', which is no vector width. Use preferred, off, 128, 256 or 512.");
    };
  }

  /** Without the instruction Java computes a fused multiply-add in BigDecimal. */
  private static void warnWithoutFusion() {
    if (Fusion.nanos() > Fusion.SLOW) {
      System.getLogger(Simd.class.getName())
          .log(
              Level.WARNING,
              "This JVM multiplies and adds without the CPU's fma instruction (an old CPU, "
                  + "-XX:-UseFMA, or -XX:UseAVX=0): results are the same, but arithmetic takes "
                  + "about a hundred times as long. Start it without such flags, or with "
                  + "-Dmerapi.simd=off to silence this line.");
    }
  }

  private static boolean present() {
    boolean present =
        ModuleLayer.boot().findModule(MODULE).filter(Simd.class.getModule()::canRead).isPresent();
    if (!present) {
      System.getLogger(Simd.class.getName())
          .log(
              Level.WARNING,
              "Vector kernels are off: results are the same, but slower. "
                  + "Start the JVM with --add-modules "
                  + MODULE
                  + " to turn them on, or with -Dmerapi.simd=off to silence this line.");
    }
    return present;
  }
}
