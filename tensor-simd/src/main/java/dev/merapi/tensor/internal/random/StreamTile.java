package dev.merapi.tensor.internal.random;

import dev.merapi.tensor.internal.kernel.Domain;

/**
 * Streams of many keys, a tile at a time: the first block of each is computed with the others, by
 * vector instructions, and most draws need no other. Stream {@code i} is that of element 0 of the
 * key {@code (bits of noise[i], k1)}, word for word. An instance is the working memory of one bulk
 * draw.
 */
final class StreamTile {
  /** Streams of a tile: its arrays stay in the first-level cache. */
  private static final int SIZE = 256;

  private final long k1;
  private final long[] k0;
  private final long[] element;
  private final long[] first;
  private final long[] second;
  private final long[] pair = new long[2];

  private StreamTile(long k1, int size) {
    this.k1 = k1;
    this.k0 = new long[size];
    this.element = new long[size];
    this.first = new long[size];
    this.second = new long[size];
  }

  /** Draw {@code i} of a bulk draw, from a stream of its own. */
  @FunctionalInterface
  interface Draw {
    double of(Stream stream, int i);
  }

  /** {@code out[offset + i]} = the draw from the stream of {@code noise[no + i·ns]}. */
  static void fill(
      long k1, double[] noise, int no, int ns, double[] out, int offset, int n, Draw draw) {
    StreamTile tile = new StreamTile(k1, Math.min(SIZE, n));
    Stream stream = new Stream(0, k1, 0);
    for (int from = 0; from < n; from += SIZE) {
      int size = Math.min(SIZE, n - from);
      tile.load(noise, no + from * ns, ns, size);
      for (int i = 0; i < size; i++) {
        stream.begin(tile.k0[i], tile.first[i], tile.second[i]);
        out[offset + from + i] = draw.of(stream, from + i);
      }
    }
  }

  private void load(double[] noise, int no, int ns, int n) {
    for (int i = 0; i < n; i++) {
      k0[i] = Double.doubleToRawLongBits(noise[no + i * ns]);
    }
    KeyedThreefry.blocks(k0, k1, element, Domain.STREAM, first, second, pair, n);
  }
}
