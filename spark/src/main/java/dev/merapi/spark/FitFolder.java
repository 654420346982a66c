package dev.merapi.spark;

import dev.merapi.infer.codec.DamagedException;
import dev.merapi.infer.internal.form.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Fits that are kept, a file for each, on any file system that Hadoop knows. */
record FitFolder(String folder, Configuration configuration) {
  private static final Envelope ENVELOPE = new Envelope("merapi-f", 1);

  /** The fit of this name, if it is there and whole. */
  Optional<FitResult> read(String name) {
    Path file = file(name);
    try {
      FileSystem files = file.getFileSystem(configuration);
      if (!files.exists(file)) {
        return Optional.empty();
      }
      try (FSDataInputStream in = files.open(file)) {
        return Optional.of(FitResult.CODEC.of(ENVELOPE.open(in.readAllBytes())));
      }
    } catch (DamagedException | IOException broken) {
      return Optional.empty();
    }
  }

  /** Keeps a fit: another file is written first, so that no file is half a fit. */
  void write(FitResult fit) {
    Path file = file(fit.name());
    Path half = new Path(file.getParent(), "." + file.getName() + "." + System.nanoTime());
    try {
      FileSystem files = file.getFileSystem(configuration);
      try (FSDataOutputStream out = files.create(half, true)) {
        out.write(ENVELOPE.seal(FitResult.CODEC.bytes(fit)));
      }
      var _ = files.delete(file, false);
      if (!files.rename(half, file)) {
        var _ = files.delete(half, false);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("The fit '%s' cannot be kept.".formatted(fit.name()), failed);
    }
  }

  /** A name may hold any characters. */
  private Path file(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return new Path(folder, HexFormat.of().formatHex(digest, 0, 16) + ".fit");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JVM has SHA-256.", impossible);
    }
  }
}
