package dev.merapi.infer;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.codec.DamagedException;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.tensor.Key;
import java.util.Arrays;

/**
 * All that a fit remembers between two steps. With the same programs and settings, what follows
 * depends on it alone, to the bit, also when it was saved and read in between.
 */
public final class FitState {
  /** The state as bytes. */
  public static final Codec<FitState> CODEC = Codec.of(FitState::write, FitState::read);

  private static final String MAGIC = "merapi fit 1";

  private final Key.Known key;
  private final long step;
  private final long skipped;
  private final double[] position;
  private final double[] memory;
  private final double[] flatness;
  private final double[] history;

  FitState(
      Key.Known key,
      long step,
      long skipped,
      double[] position,
      double[] memory,
      double[] flatness,
      double[] history) {
    this.key = key;
    this.step = step;
    this.skipped = skipped;
    this.position = position.clone();
    this.memory = memory.clone();
    this.flatness = flatness.clone();
    this.history = history.clone();
  }

  /** The key of the fit: step t has the key that is folded from it with t. */
  public Key.Known key() {
    return key;
  }

  /** How many steps have been made. */
  public long step() {
    return step;
  }

  /** How many of them were left out, since they were not finite. */
  public long skipped() {
    return skipped;
  }

  /** The free numbers of all parameters, one after another. */
  public double[] position() {
    return position.clone();
  }

  /** What the optimiser remembers. */
  double[] memory() {
    return memory.clone();
  }

  /** What is known of whether the bound still rises. */
  double[] flatness() {
    return flatness.clone();
  }

  /** The mean bound of each block of steps. */
  public double[] history() {
    return history.clone();
  }

  private void write(Encoder out) {
    out.writeText(MAGIC);
    out.writeLong(key.k0());
    out.writeLong(key.k1());
    out.writeLong(step);
    out.writeLong(skipped);
    out.writeDoubles(position);
    out.writeDoubles(memory);
    out.writeDoubles(flatness);
    out.writeDoubles(history);
  }

  private static FitState read(Decoder in) {
    String magic = in.readText();
    if (!magic.equals(MAGIC)) {
      throw new DamagedException(
          "These bytes begin with '%s', not with '%s': they are not the state of a fit."
              .formatted(magic, MAGIC));
    }
    return new FitState(
        new Key.Known(in.readLong(), in.readLong()),
        in.readLong(),
        in.readLong(),
        in.readDoubles(),
        in.readDoubles(),
        in.readDoubles(),
        in.readDoubles());
  }

  /** Equal where every bit is. */
  @Override
  public boolean equals(Object other) {
    return other instanceof FitState state && Arrays.equals(CODEC.bytes(this), CODEC.bytes(state));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(CODEC.bytes(this));
  }

  @Override
  public String toString() {
    return "step %d of a fit of %d numbers".formatted(step, position.length);
  }
}
