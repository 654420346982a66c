package dev.merapi.infer.adapt;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.codec.Decoder;
import dev.merapi.infer.codec.Encoder;
import dev.merapi.infer.mcmc.Tuning;

/**
 * How far warm-up has come: a value that can be saved and gone on from.
 *
 * @param iteration the warm-up iterations done
 * @param tuning what the kernel runs with next
 * @param averaging the state of step-size adaptation
 * @param window the draws of the present window
 */
record Adaptation(int iteration, Tuning tuning, DualAveraging averaging, Welford window) {
  /** The bytes of an adaptation: its components in order. */
  public static final Codec<Adaptation> CODEC = Codec.of(Adaptation::write, Adaptation::read);

  private static void write(Adaptation adaptation, Encoder out) {
    out.writeInt(adaptation.iteration);
    Tuning.CODEC.write(adaptation.tuning, out);
    DualAveraging averaging = adaptation.averaging;
    out.writeDouble(averaging.centre());
    out.writeInt(averaging.count());
    out.writeDouble(averaging.error());
    out.writeDouble(averaging.logStepSize());
    out.writeDouble(averaging.logAverage());
    out.writeInt(adaptation.window.count());
    out.writeDoubles(adaptation.window.mean());
    out.writeDoubles(adaptation.window.squares());
  }

  private static Adaptation read(Decoder in) {
    int iteration = in.readInt();
    Tuning tuning = Tuning.CODEC.read(in);
    DualAveraging averaging =
        new DualAveraging(
            in.readDouble(), in.readInt(), in.readDouble(), in.readDouble(), in.readDouble());
    Welford window = new Welford(in.readInt(), in.readDoubles(), in.readDoubles());
    return new Adaptation(iteration, tuning, averaging, window);
  }
}
