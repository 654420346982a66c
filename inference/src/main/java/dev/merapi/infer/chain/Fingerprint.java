package dev.merapi.infer.chain;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What the draws of a run depend on. A checkpoint goes on only as the run that it belongs to.
 *
 * @param library the version of Merapi
 * @param kernel {@link dev.merapi.infer.mcmc.Kernel#identity}
 * @param target what the kernel aims at; {@link #of(Potential, String)} for a potential
 * @param key the key of the run
 * @param chains the number of chains
 * @param thinning the iterations for each draw
 */
public record Fingerprint(
    String library, String kernel, String target, Key key, int chains, int thinning) {
  static final Codec<Fingerprint> CODEC =
      Codec.of(
          (fingerprint, out) -> {
            out.writeText(fingerprint.library);
            out.writeText(fingerprint.kernel);
            out.writeText(fingerprint.target);
            out.writeLong(fingerprint.key.k0());
            out.writeLong(fingerprint.key.k1());
            out.writeInt(fingerprint.chains);
            out.writeInt(fingerprint.thinning);
          },
          in ->
              new Fingerprint(
                  in.readText(),
                  in.readText(),
                  in.readText(),
                  new Key.Known(in.readLong(), in.readLong()),
                  in.readInt(),
                  in.readInt()));

  private static final int PROBES = 4;

  /** The version of this library, where it comes from an archive that says it. */
  static String version() {
    return Optional.ofNullable(Fingerprint.class.getPackage().getImplementationVersion())
        .orElse("without a version");
  }

  /**
   * A potential in a text: its names, and a hash of them and of its value and gradient at a few
   * fixed positions, which another model, other data and other priors change.
   */
  public static String of(Potential potential, String names) {
    MessageDigest digest = sha256();
    digest.update(names.getBytes(StandardCharsets.UTF_8));
    int n = potential.dimension();
    double[] position = new double[n];
    double[] gradient = new double[n];
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * (n + 1));
    for (int probe = 0; probe < PROBES; probe++) {
      Draws.uniform(Key.of(probe), position, 0, n);
      for (int i = 0; i < n; i++) {
        position[i] = 2 * position[i] - 1;
      }
      bytes.clear();
      bytes.putDouble(potential.logDensityAndGradient(position, gradient));
      for (double g : gradient) {
        bytes.putLong(Double.doubleToLongBits(g));
      }
      digest.update(bytes.array());
    }
    return "%d coordinates, %s".formatted(n, HexFormat.of().formatHex(digest.digest()));
  }

  /** What differs between a saved run and this one, in a sentence; none if nothing does. */
  Optional<String> difference(Fingerprint saved) {
    if (!saved.target.equals(target)) {
      return Optional.of(
          "of another model or other data (%s, here %s)".formatted(saved.target, target));
    }
    if (!saved.library.equals(library)) {
      return Optional.of("with Merapi %s, here %s".formatted(saved.library, library));
    }
    if (!saved.kernel.equals(kernel)) {
      return Optional.of("by another kernel (%s, here %s)".formatted(saved.kernel, kernel));
    }
    if (!saved.key.equals(key)) {
      return Optional.of("with another key (%s, here %s)".formatted(saved.key, key));
    }
    if (saved.chains != chains) {
      return Optional.of("of %d chains, here %d".formatted(saved.chains, chains));
    }
    return saved.thinning == thinning
        ? Optional.empty()
        : Optional.of("with %d iterations a draw, here %d".formatted(saved.thinning, thinning));
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every JVM has SHA-256.", impossible);
    }
  }
}
