package dev.merapi.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/** Bytes as records: a length, and so many bytes that are sealed; one for each flush, or more. */
final class SealedOutput extends OutputStream {
  /** How many bytes a record has at most. */
  static final int MOST = 1 << 16;

  private final OutputStream out;
  private final Sealing sealing;
  private final byte[] open = new byte[MOST - Sealing.TAG];
  private int length;

  SealedOutput(OutputStream out, Sealing sealing) {
    this.out = out;
    this.sealing = sealing;
  }

  @Override
  public void write(int what) throws IOException {
    if (length == open.length) {
      send();
    }
    open[length++] = (byte) what;
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int done = 0;
    while (done < count) {
      if (length == open.length) {
        send();
      }
      int n = Math.min(count - done, open.length - length);
      System.arraycopy(bytes, offset + done, open, length, n);
      length += n;
      done += n;
    }
  }

  private void send() throws IOException {
    byte[] record = sealing.seal(open, length);
    length = 0;
    byte[] all = new byte[Integer.BYTES + record.length];
    ByteBuffer.wrap(all).putInt(record.length).put(record);
    out.write(all);
  }

  @Override
  public void flush() throws IOException {
    if (length > 0) {
      send();
    }
    out.flush();
  }
}
