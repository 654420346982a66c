package dev.merapi.spark;

import dev.merapi.infer.codec.DamagedException;
import dev.merapi.infer.internal.form.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Files of a folder, on any file system that Hadoop knows, each of which is whole or not there. */
record KeptFiles(String folder, Configuration configuration, Envelope envelope) {
  /** What a file holds, if it is there and whole. */
  Optional<byte[]> read(String name) {
    Path file = new Path(folder, name);
    try {
      FileSystem files = file.getFileSystem(configuration);
      if (!files.exists(file)) {
        return Optional.empty();
      }
      try (FSDataInputStream in = files.open(file)) {
        return Optional.of(envelope.open(in.readAllBytes()));
      }
    } catch (DamagedException | IOException broken) {
      return Optional.empty();
    }
  }

  /** Keeps bytes: another file is written first, so that no file is half of one. */
  void write(String name, byte[] bytes) {
    Path file = new Path(folder, name);
    Path half = new Path(folder, "." + name + "." + System.nanoTime());
    try {
      FileSystem files = file.getFileSystem(configuration);
      try (FSDataOutputStream out = files.create(half, true)) {
        out.write(envelope.seal(bytes));
      }
      var _ = files.delete(file, false);
      if (!files.rename(half, file)) {
        var _ = files.delete(half, false);
      }
    } catch (IOException failed) {
      throw new UncheckedIOException("File %s cannot be written.".formatted(file), failed);
    }
  }
}
