package dev.merapi.infer.chain;

import dev.merapi.infer.codec.DamagedException;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.tensor.ArgumentException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A run in one file, as far as it has come: {@code read(write(c)) = c}, bit for bit.
 *
 * <pre>
 *   magic number 8 | version 4 | length 8 | fingerprint, chains … | SHA-256 of all before 32
 * </pre>
 *
 * <p>Numbers are big-endian. A file is written under a name of its own, forced to the disk and then
 * put in place as a whole, so a run that is killed at any moment leaves the last checkpoint behind,
 * and two runs that write the same file leave one of the two. Nothing of a file is believed before
 * its checksum is right, and no length beyond the bytes that are there.
 *
 * @param fingerprint the run it belongs to
 * @param chains the chains that have been saved, in order of their numbers
 */
public record Checkpoint(Fingerprint fingerprint, List<Chain> chains) {
  private static final long MAGIC = 0x4d65_7261_7069_4d43L;
  private static final int VERSION = 3;
  private static final int HEAD = Long.BYTES + Integer.BYTES + Long.BYTES;
  private static final int HASH = 32;
  private static final int BLOCK = 1 << 16;

  /** Copies the list. */
  public Checkpoint {
    chains = List.copyOf(chains);
  }

  /**
   * Writes it to {@code file}, in place of what that held.
   *
   * @throws CheckpointException if it cannot be written; the file is then as it was
   */
  public void write(Path file) {
    Path fresh = file.resolveSibling("." + file.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      try (FileChannel channel =
          FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(bytes());
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      replace(fresh, file);
    } catch (IOException | ArgumentException cause) {
      throw new CheckpointException(
          "The checkpoint '%s' cannot be written: %s.".formatted(file, cause.toString()), cause);
    } finally {
      delete(fresh);
    }
  }

  private static void replace(Path fresh, Path file) throws IOException {
    try {
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException _) {
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder != null) {
      force(folder);
    }
  }

  /** The new name on the disk, where the file system can do that to a folder. */
  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException _) {
      // The name is then written when the system thinks fit.
    }
  }

  private static void delete(Path fresh) {
    try {
      Files.deleteIfExists(fresh);
    } catch (IOException _) {
      // Nothing can be done, and the failure that led here is the one to report.
    }
  }

  private byte[] bytes() {
    Encoder body = new Encoder();
    Fingerprint.CODEC.write(fingerprint, body);
    body.writeInt(chains.size());
    chains.forEach(chain -> ChainCodec.CODEC.write(chain, body));
    byte[] content = body.bytes();
    ByteBuffer all = ByteBuffer.allocate(Math.addExact(HEAD + HASH, content.length));
    all.putLong(MAGIC).putInt(VERSION).putLong(content.length).put(content);
    MessageDigest digest = Fingerprint.sha256();
    digest.update(all.array(), 0, all.position());
    return all.put(digest.digest()).array();
  }

  /**
   * Reads the run in {@code file}.
   *
   * @throws CheckpointException if it cannot be read, is damaged, of another version, or no
   *     checkpoint at all
   */
  public static Checkpoint read(Path file) {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = head(file, channel);
      requireHash(file, channel, length);
      long room = Runtime.getRuntime().maxMemory() / 3;
      if (length > Math.min(room, Integer.MAX_VALUE - 16)) {
        throw new CheckpointException(
            "'%s' holds %d bytes of draws, and reading them takes three times as much; this JVM has %d (-Xmx)."
                .formatted(file, length, Runtime.getRuntime().maxMemory()));
      }
      return content(new Decoder(bytes(channel, HEAD, (int) length).array()));
    } catch (DamagedException | ArgumentException cause) {
      throw new CheckpointException(
          "'%s' is damaged, though its checksum is right: %s".formatted(file, cause.getMessage()),
          cause);
    } catch (OutOfMemoryError full) {
      throw new CheckpointException(
          "'%s' holds more than the memory of this JVM has room for: %d bytes (-Xmx)."
              .formatted(file, Runtime.getRuntime().maxMemory()),
          full);
    } catch (IOException cause) {
      throw new CheckpointException(
          "The checkpoint '%s' cannot be read: %s.".formatted(file, cause), cause);
    }
  }

  /** The length of the content, as the head says it and the size of the file bears out. */
  private static long head(Path file, FileChannel channel) throws IOException {
    long size = channel.size();
    if (size < Long.BYTES || bytes(channel, 0, Long.BYTES).getLong() != MAGIC) {
      throw new CheckpointException("'%s' is not a checkpoint of chains.".formatted(file));
    }
    if (size < HEAD + HASH) {
      throw new CheckpointException(
          "'%s' is damaged: it ends after %d bytes.".formatted(file, size));
    }
    ByteBuffer head = bytes(channel, Long.BYTES, HEAD - Long.BYTES);
    int version = head.getInt();
    if (version != VERSION) {
      throw new CheckpointException(
          ("'%s' is a checkpoint of version %d, but this library reads version %d. Go on with the"
                  + " library that wrote it, or start anew.")
              .formatted(file, version, VERSION));
    }
    long length = head.getLong();
    if (length != size - HEAD - HASH) {
      throw new CheckpointException(
          "'%s' is damaged: it claims %d bytes of content, but has %d."
              .formatted(file, length, size - HEAD - HASH));
    }
    return length;
  }

  private static void requireHash(Path file, FileChannel channel, long length) throws IOException {
    MessageDigest digest = Fingerprint.sha256();
    long end = HEAD + length;
    for (long at = 0; at < end; at += BLOCK) {
      digest.update(bytes(channel, at, (int) Math.min(BLOCK, end - at)));
    }
    byte[] found = digest.digest();
    if (!MessageDigest.isEqual(found, bytes(channel, end, HASH).array())) {
      throw new CheckpointException(
          "'%s' is damaged: its checksum is wrong. Go on from a copy, or start anew."
              .formatted(file));
    }
  }

  private static ByteBuffer bytes(FileChannel channel, long from, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(count);
    while (bytes.hasRemaining()) {
      if (channel.read(bytes, from + bytes.position()) < 0) {
        throw new EOFException("the file became shorter while it was read");
      }
    }
    return bytes.flip();
  }

  private static Checkpoint content(Decoder in) {
    Fingerprint fingerprint = Fingerprint.CODEC.read(in);
    List<Chain> chains = new ArrayList<>();
    int last = -1;
    for (int left = in.readCount(1); left > 0; left--) {
      Chain chain = ChainCodec.CODEC.read(in);
      if (chain.last().chain() <= last || chain.last().chain() >= fingerprint.chains()) {
        throw new DamagedException(
            "Chain %d of %d follows chain %d."
                .formatted(chain.last().chain(), fingerprint.chains(), last));
      }
      last = chain.last().chain();
      chains.add(chain);
    }
    in.requireEnd();
    return new Checkpoint(fingerprint, chains);
  }
}
