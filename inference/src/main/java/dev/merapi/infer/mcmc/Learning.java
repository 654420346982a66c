package dev.merapi.infer.mcmc;

import dev.merapi.infer.codec.Codec;

/**
 * What a warm-up did besides its transitions.
 *
 * @param switches how often the metric changed
 * @param gradients the gradient evaluations of searches for a step size
 * @param targetAcceptance the acceptance it steered towards in the end
 * @param acceptance the mean acceptance over its last stretch; NaN where there was none
 * @param settled whether it ended because metric and step size had settled, or as it was told
 */
public record Learning(
    int switches, long gradients, double targetAcceptance, double acceptance, boolean settled) {
  /** The bytes of such a report: its components in order. */
  public static final Codec<Learning> CODEC =
      Codec.of(
          (report, out) -> {
            out.writeInt(report.switches);
            out.writeLong(report.gradients);
            out.writeDouble(report.targetAcceptance);
            out.writeDouble(report.acceptance);
            out.writeBoolean(report.settled);
          },
          in ->
              new Learning(
                  in.readInt(), in.readLong(), in.readDouble(), in.readDouble(), in.readBoolean()));
}
