package dev.merapi.spark;

import dev.merapi.infer.codec.DamagedException;
import dev.merapi.infer.internal.form.Envelope;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;

/** Fits that are kept, a file for each. */
record FitFolder(KeptFiles files) {
  static FitFolder of(String folder) {
    return new FitFolder(new KeptFiles(folder, new Configuration(), new Envelope("merapi-f", 1)));
  }

  /** The fit of this name, if it is there and whole. */
  Optional<FitResult> read(String name) {
    try {
      return files.read(file(name)).map(FitResult.CODEC::of);
    } catch (DamagedException broken) {
      return Optional.empty();
    }
  }

  void write(FitResult fit) {
    files.write(file(fit.name()), FitResult.CODEC.bytes(fit));
  }

  /** A name may hold any characters. */
  private static String file(String name) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16) + ".fit";
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JVM has SHA-256.", impossible);
    }
  }
}
