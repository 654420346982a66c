package dev.merapi.spark;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * What {@link SealedOutput} was given. A read that takes too long throws, and the next one goes on
 * where it was.
 */
final class SealedInput extends InputStream {
  private final InputStream in;
  private final Sealing sealing;
  private final byte[] head = new byte[Integer.BYTES];
  private final byte[] record = new byte[SealedOutput.MOST];
  private int headLength;
  private int recordLength;
  private byte[] open = {};
  private int at;

  SealedInput(InputStream in, Sealing sealing) {
    this.in = in;
    this.sealing = sealing;
  }

  @Override
  public int read() throws IOException {
    return filled() ? open[at++] & 0xFF : -1;
  }

  @Override
  public int read(byte[] into, int offset, int count) throws IOException {
    if (count == 0) {
      return 0;
    }
    if (!filled()) {
      return -1;
    }
    int n = Math.min(count, open.length - at);
    System.arraycopy(open, at, into, offset, n);
    at += n;
    return n;
  }

  /** Whether there is something to read; false at the end. */
  private boolean filled() throws IOException {
    while (at == open.length) {
      while (headLength < head.length) {
        int n = in.read(head, headLength, head.length - headLength);
        if (n < 0 && headLength == 0) {
          return false;
        }
        headLength += there(n);
      }
      int length = ByteBuffer.wrap(head).getInt();
      if (length < Sealing.TAG || length > record.length) {
        throw new IOException("A record of %d bytes is none.".formatted(length));
      }
      while (recordLength < length) {
        recordLength += there(in.read(record, recordLength, length - recordLength));
      }
      open = sealing.open(record, length);
      at = 0;
      headLength = 0;
      recordLength = 0;
    }
    return true;
  }

  private static int there(int n) throws EOFException {
    if (n < 0) {
      throw new EOFException("A connection ended within a record.");
    }
    return n;
  }
}
