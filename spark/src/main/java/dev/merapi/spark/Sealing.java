package dev.merapi.spark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import javax.crypto.Cipher;
import javax.crypto.KDF;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.HKDFParameterSpec;

/**
 * One direction of a connection between two that share a secret: records that are encrypted and
 * authenticated by AES-GCM, with a 256-bit key for each direction of each connection, from the
 * secret and a random number of either side by HKDF-SHA256 (RFC 5869), and the number of the record
 * as its nonce. So a record that was changed, left out, repeated or sent back is refused.
 */
final class Sealing {
  /** How many random bytes each side sends in the clear, before all else. */
  static final int SALT = 32;

  /** How many bytes a record is longer than what is in it. */
  static final int TAG = 16;

  private static final int NONCE = 12;

  private final SecretKey key;
  private final Cipher cipher;
  private long number;

  private Sealing(SecretKey key, Cipher cipher) {
    this.key = key;
    this.cipher = cipher;
  }

  /**
   * What is sent in a direction.
   *
   * @param salts those of the worker and of the driver
   */
  static Sealing of(byte[] secret, byte[] salts, String direction) {
    try {
      HKDFParameterSpec how =
          HKDFParameterSpec.ofExtract()
              .addIKM(secret)
              .addSalt(salts)
              .thenExpand(direction.getBytes(StandardCharsets.US_ASCII), 32);
      return new Sealing(
          KDF.getInstance("HKDF-SHA256").deriveKey("AES", how),
          Cipher.getInstance("AES/GCM/NoPadding"));
    } catch (GeneralSecurityException missing) {
      throw new IllegalStateException("Every JDK has HKDF-SHA256 and AES-GCM.", missing);
    }
  }

  /** Random bytes. */
  static byte[] salt() {
    byte[] salt = new byte[SALT];
    new SecureRandom().nextBytes(salt);
    return salt;
  }

  /** The next record, of the first bytes of an array. */
  byte[] seal(byte[] bytes, int length) throws IOException {
    return next(Cipher.ENCRYPT_MODE, bytes, length);
  }

  /** What is in the next record. */
  byte[] open(byte[] record, int length) throws IOException {
    return next(Cipher.DECRYPT_MODE, record, length);
  }

  private byte[] next(int mode, byte[] bytes, int length) throws IOException {
    try {
      byte[] nonce = ByteBuffer.allocate(NONCE).putLong(NONCE - Long.BYTES, number++).array();
      cipher.init(mode, key, new GCMParameterSpec(Byte.SIZE * TAG, nonce));
      return cipher.doFinal(bytes, 0, length);
    } catch (GeneralSecurityException other) {
      throw new IOException("A record is not of who knows the secret, or was changed.", other);
    }
  }
}
