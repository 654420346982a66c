package dev.merapi.infer.internal.form;

import dev.merapi.infer.codec.DamagedException;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;

/**
 * What stands around bytes that travel: eight characters that say what they are, the version of
 * their form, a checksum (CRC-32C) and their number.
 *
 * @param kind what they are, eight characters
 * @param version the version of the form that this library writes, and the last that it reads
 */
public record Envelope(String kind, int version) {
  private static final int KIND = 8;

  /** The bytes with what stands around them. */
  public byte[] seal(byte[] body) {
    Encoder out = new Encoder();
    out.writeLong(number());
    out.writeInt(version);
    out.writeInt(checksum(body));
    out.writeBytes(body);
    return out.bytes();
  }

  /**
   * The bytes within.
   *
   * @throws DamagedException if they are something else, were changed, or are of a later version
   */
  public byte[] open(byte[] sealed) {
    Decoder in = new Decoder(sealed);
    if (sealed.length < KIND || in.readLong() != number()) {
      throw new DamagedException(
          "These bytes are no saved model: they do not begin with '%s'.".formatted(kind));
    }
    int found = in.readInt();
    if (found < 1 || found > version) {
      throw new DamagedException(
          "The model was saved in form %d, but this version of the library reads forms 1 to %d. Use the version that saved it, or a later one."
              .formatted(found, version));
    }
    int checksum = in.readInt();
    byte[] body = in.readBytes();
    in.requireEnd();
    if (checksum(body) != checksum) {
      throw new DamagedException(
          "The bytes of a saved model have changed since they were written: their checksum is another.");
    }
    return body;
  }

  private long number() {
    return new Decoder(kind.getBytes(StandardCharsets.US_ASCII)).readLong();
  }

  private static int checksum(byte[] body) {
    CRC32C sum = new CRC32C();
    sum.update(body);
    return (int) sum.getValue();
  }
}
