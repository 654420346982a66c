package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.internal.kernel.Domain;
import dev.merapi.tensor.internal.kernel.Threefry;

/**
 * Rows of parameter-free noise, each under a key of its own: element {@code i} of a row is element
 * {@code i} of the draw of that key. An instance owns the working memory of one thread, and {@link
 * #row} allocates nothing.
 */
public final class NoiseDraw {
  /** Rows up to this length are drawn element by element. */
  private static final int FEW = 4;

  private final Kind kind;
  private final int n;
  private final Tiles tiles;
  private final long[] block = new long[2];

  /** What is drawn from the words of a key. */
  public enum Kind {
    /** Uniform on the open interval (0, 1). */
    UNIFORM(UniformDraw::tile),
    /** Standard normal. */
    NORMAL(NormalDraw::tile),
    /** Exponential of rate 1. */
    EXPONENTIAL(ExponentialDraw::tile);

    /** A function without a state. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Tiles.Transform transform;

    Kind(Tiles.Transform transform) {
      this.transform = transform;
    }
  }

  /** For rows of {@code n} elements. */
  public NoiseDraw(Kind kind, int n) {
    this.kind = kind;
    this.n = n;
    this.tiles = new Tiles(n);
  }

  /** The row of one key: {@code out[offset … offset + n − 1]}. */
  public void row(long k0, long k1, double[] out, int offset) {
    if (n > FEW) {
      tiles.fill(k0, k1, 0, out, offset, n, kind.transform);
      return;
    }
    for (int i = 0; i < n; i++) {
      Threefry.block(k0, k1, i, Domain.DRAW, block, 0, 1);
      out[offset + i] =
          switch (kind) {
            case UNIFORM -> UniformDraw.of(block[0]);
            case NORMAL -> NormalDraw.of(block[0], block[1], 0);
            case EXPONENTIAL -> ExponentialDraw.of(block[0]);
          };
    }
  }
}
