package dev.merapi.infer.chain;

import io.vavr.collection.Vector;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * The states of a run in one file: {@code read(write(s)) = s}, bit for bit.
 *
 * <p>A magic number, a version, the number of chains, then each {@link ChainState} field by field,
 * numbers big-endian as {@link java.io.DataOutput} has them. A file is replaced as a whole, so a
 * run that is killed while it writes leaves the old checkpoint behind.
 */
public final class Checkpoint {
  private static final long MAGIC = 0x4d65_7261_7069_4d43L;
  private static final int VERSION = 1;

  private Checkpoint() {}

  /** Writes the states to {@code file}, in place of what it held. */
  public static void write(Path file, Vector<ChainState> states) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(fresh)))) {
      out.writeLong(MAGIC);
      out.writeInt(VERSION);
      out.writeInt(states.size());
      for (ChainState state : states) {
        StateFormat.write(out, state);
      }
    }
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads the states in {@code file}.
   *
   * @throws IOException if it cannot be read, or is no checkpoint of this version
   */
  public static Vector<ChainState> read(Path file) throws IOException {
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      if (in.readLong() != MAGIC) {
        throw new IOException("'" + file + "' is not a checkpoint of chains.");
      }
      int version = in.readInt();
      if (version != VERSION) {
        throw new IOException(
            "'"
                + file
                + "' is a checkpoint of version "
                + version
                + ", but this library reads version "
                + VERSION
                + ". Resume it with the library that wrote it.");
      }
      int chains = in.readInt();
      Vector<ChainState> states = Vector.empty();
      for (int c = 0; c < chains; c++) {
        states = states.append(StateFormat.read(in));
      }
      return states;
    }
  }
}
