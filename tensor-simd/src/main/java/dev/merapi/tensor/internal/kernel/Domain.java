package dev.merapi.tensor.internal.kernel;

/**
 * The second word of a counter: what a block of Threefry is for.
 *
 * <p>Two uses of one key with different domains see independent words. The low byte is the purpose;
 * a stream of rejections puts the number of its block above it.
 */
public final class Domain {
  /** Words of bulk draws: uniform, normal, exponential, integers. */
  public static final long DRAW = 0;

  /** {@code Key.of}. */
  public static final long SEED = 1;

  /** {@code Key.fold} of a number. */
  public static final long NUMBER = 2;

  /** {@code Key.fold} of a name, first block. */
  public static final long NAME = 3;

  /** {@code Key.split}. */
  public static final long SPLIT = 4;

  /** Draws by rejection: each element has an endless stream of its own. */
  public static final long STREAM = 5;

  private Domain() {}
}
