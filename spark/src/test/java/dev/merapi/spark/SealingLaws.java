package dev.merapi.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What is sealed is read by who knows the secret, as it was written, and by nobody else. */
class SealingLaws {
  private static final byte[] SECRET = new byte[32];
  private static final byte[] SALTS = new byte[64];

  private static Sealing sealing(String direction) {
    return Sealing.of(SECRET, SALTS, direction);
  }

  private static byte[] sent(byte[]... parts) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (SealedOutput out = new SealedOutput(bytes, sealing("up"))) {
      for (byte[] part : parts) {
        out.write(part);
        out.flush();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] read(byte[] bytes, Sealing sealing) throws IOException {
    return new SealedInput(new ByteArrayInputStream(bytes), sealing).readAllBytes();
  }

  private static byte[] bytes(int n) {
    byte[] bytes = new byte[n];
    new SplittableRandom(n).nextBytes(bytes);
    return bytes;
  }

  @Test
  void whatIsReadIsWhatWasWritten() throws IOException {
    for (int n : new int[] {0, 1, 100, SealedOutput.MOST - Sealing.TAG, 70_000, 200_000}) {
      assertArrayEquals(bytes(n), read(sent(bytes(n)), sealing("up")));
    }
    byte[] two = read(sent(bytes(3), bytes(5)), sealing("up"));
    assertArrayEquals(bytes(3), Arrays.copyOf(two, 3));
    assertArrayEquals(bytes(5), Arrays.copyOfRange(two, 3, 8));
  }

  @Test
  void nothingIsInTheClear() throws IOException {
    byte[] said = "a position of some length".getBytes(StandardCharsets.US_ASCII);
    String once = new String(sent(said), StandardCharsets.ISO_8859_1);
    assertTrue(!once.contains("position"));
    byte[] twice = sent(said, said);
    int record = twice.length / 2;
    assertTrue(
        !Arrays.equals(
            Arrays.copyOf(twice, record), Arrays.copyOfRange(twice, record, 2 * record)));
  }

  @Test
  void othersAreRefused() throws IOException {
    byte[] good = sent(bytes(10), bytes(10));
    byte[] secret = SECRET.clone();
    secret[5] = 1;
    byte[] salts = SALTS.clone();
    salts[40] = 1;
    for (Sealing other :
        new Sealing[] {
          Sealing.of(secret, SALTS, "up"), Sealing.of(SECRET, salts, "up"), sealing("down")
        }) {
      assertThrows(IOException.class, () -> read(good, other));
    }
    for (int i = 0; i < good.length; i++) {
      byte[] changed = good.clone();
      changed[i] ^= 1;
      assertThrows(IOException.class, () -> read(changed, sealing("up")));
    }
    int record = good.length / 2;
    byte[] again = good.clone();
    System.arraycopy(good, 0, again, record, record);
    assertThrows(IOException.class, () -> read(again, sealing("up")));
    byte[] second = Arrays.copyOfRange(good, record, good.length);
    assertThrows(IOException.class, () -> read(second, sealing("up")));
    byte[] cut = Arrays.copyOf(good, good.length - 1);
    assertThrows(IOException.class, () -> read(cut, sealing("up")));
  }

  /** A byte at a time, and before each of them a read that takes too long. */
  @Test
  void aReadThatTakesTooLongGoesOn() throws IOException {
    byte[] good = sent(bytes(50));
    InputStream slow =
        new InputStream() {
          private int at;
          private boolean late = true;

          @Override
          public int read() throws IOException {
            late = !late;
            if (!late) {
              throw new SocketTimeoutException("late");
            }
            return at < good.length ? good[at++] & 0xFF : -1;
          }

          @Override
          public int read(byte[] into, int offset, int count) throws IOException {
            int next = read();
            if (next < 0) {
              return -1;
            }
            into[offset] = (byte) next;
            return 1;
          }
        };
    SealedInput in = new SealedInput(slow, sealing("up"));
    byte[] read = new byte[50];
    int n = 0;
    int late = 0;
    while (n < read.length) {
      try {
        read[n] = (byte) in.read();
        n++;
      } catch (SocketTimeoutException again) {
        late++;
      }
    }
    assertArrayEquals(bytes(50), read);
    assertEquals(good.length, late);
  }
}
