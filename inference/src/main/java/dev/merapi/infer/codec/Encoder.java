package dev.merapi.infer.codec;

import dev.merapi.tensor.ArgumentException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow: numbers big-endian, arrays and texts with their length in front. */
public final class Encoder {
  private ByteBuffer buffer = ByteBuffer.allocate(256);

  /** Nothing yet. */
  public Encoder() {}

  /** Appends a number. */
  public void writeInt(int value) {
    room(Integer.BYTES).putInt(value);
  }

  /** Appends a number. */
  public void writeLong(long value) {
    room(Long.BYTES).putLong(value);
  }

  /** Appends a number, all its bits. */
  public void writeDouble(double value) {
    room(Double.BYTES).putLong(Double.doubleToRawLongBits(value));
  }

  /** Appends yes or no. */
  public void writeBoolean(boolean value) {
    room(1).put((byte) (value ? 1 : 0));
  }

  /** Appends an array. */
  public void writeDoubles(double[] values) {
    writeInt(values.length);
    ByteBuffer out = room((long) Double.BYTES * values.length);
    for (double value : values) {
      out.putLong(Double.doubleToRawLongBits(value));
    }
  }

  /** Appends an array. */
  public void writeBytes(byte[] values) {
    writeInt(values.length);
    room(values.length).put(values);
  }

  /** Appends a text. */
  public void writeText(String text) {
    writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  /** A copy of what has been written. */
  public byte[] bytes() {
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  private ByteBuffer room(long count) {
    long needed = buffer.position() + count;
    if (needed > buffer.capacity()) {
      if (needed > Integer.MAX_VALUE - 16) {
        throw new ArgumentException(
            "A saved value takes %d bytes, but an array holds at most 2^31. Keep fewer draws of fewer sites."
                .formatted(needed));
      }
      long larger = Math.min(Integer.MAX_VALUE - 16L, Math.max(needed, 2L * buffer.capacity()));
      buffer = ByteBuffer.allocate((int) larger).put(buffer.flip());
    }
    return buffer;
  }
}
