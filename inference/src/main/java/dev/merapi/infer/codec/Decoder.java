package dev.merapi.infer.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * Reads what an {@link Encoder} has written. A length is believed only as far as there are bytes
 * left, so damaged or hostile bytes cannot ask for more memory than they take themselves.
 */
public final class Decoder {
  private final ByteBuffer buffer;

  /** Reads from the first byte on; the array is not copied. */
  public Decoder(byte[] bytes) {
    this.buffer = ByteBuffer.wrap(bytes);
  }

  /** The next number. */
  public int readInt() {
    return need(Integer.BYTES).getInt();
  }

  /** The next number. */
  public long readLong() {
    return need(Long.BYTES).getLong();
  }

  /** The next number, all its bits. */
  public double readDouble() {
    return Double.longBitsToDouble(need(Double.BYTES).getLong());
  }

  /**
   * Yes or no.
   *
   * @throws DamagedException if the bytes hold no yes or no
   */
  public boolean readBoolean() {
    byte value = need(1).get();
    if (value != 0 && value != 1) {
      throw new DamagedException("A yes or no is %d, neither 1 nor 0.".formatted(value));
    }
    return value == 1;
  }

  /**
   * A number of things that take at least {@code bytes} each.
   *
   * @throws DamagedException if the bytes that are left cannot hold so many entries
   */
  public int readCount(int bytes) {
    int count = readInt();
    if (count < 0 || (long) count * bytes > buffer.remaining()) {
      throw new DamagedException(
          "A list claims %d entries, but only %d bytes are left."
              .formatted(count, buffer.remaining()));
    }
    return count;
  }

  /** The next array. */
  public double[] readDoubles() {
    double[] values = new double[readCount(Double.BYTES)];
    for (int i = 0; i < values.length; i++) {
      values[i] = readDouble();
    }
    return values;
  }

  /** The next array. */
  public byte[] readBytes() {
    byte[] values = new byte[readCount(1)];
    buffer.get(values);
    return values;
  }

  /** The next text. */
  public String readText() {
    return new String(readBytes(), StandardCharsets.UTF_8);
  }

  /**
   * Refuses bytes behind the last value.
   *
   * @throws DamagedException if there are any
   */
  public void requireEnd() {
    if (buffer.hasRemaining()) {
      throw new DamagedException("%d bytes follow the last value.".formatted(buffer.remaining()));
    }
  }

  private ByteBuffer need(int bytes) {
    if (buffer.remaining() < bytes) {
      throw new DamagedException(
          "The bytes end early: %d are needed, %d are left.".formatted(bytes, buffer.remaining()));
    }
    return buffer;
  }
}
