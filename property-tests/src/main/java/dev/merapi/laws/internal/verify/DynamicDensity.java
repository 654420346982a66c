package dev.merapi.laws.internal.verify;

import dev.merapi.effects.Model;
import dev.merapi.effects.Site;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.internal.program.RecordedPotential;
import dev.merapi.infer.internal.program.Sites;
import dev.merapi.infer.internal.program.Worldwise;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The joint density of a program that looks at numbers: it runs again wherever it is asked. */
public final class DynamicDensity {
  private static final Key FIXED = Key.of(0);

  private DynamicDensity() {}

  /** The density over the given sites. */
  public static Potential of(Model<?> model, List<Coordinate> sites) {
    return new RecordedPotential(
        new Coordinates(sites), free -> Worldwise.logDensity(model, FIXED, free));
  }

  /** Where the values of a draw lie. */
  public static double[] position(Model<?> model, List<Coordinate> sites, Draw draw) {
    Function<Site, Tensor> inverse =
        site -> Coordinates.bijector(site).inverse(Sites.part(draw.latents(), site));
    Trace trace = Worldwise.first(model, FIXED, inverse);
    List<Tensor> parts = new ArrayList<>();
    for (Coordinate site : sites) {
      Entry.Sampled entry = trace.sampled(site.site()).orElseThrow();
      parts.add(inverse.apply(entry.site()).expand(site.free()));
    }
    return new Coordinates(sites).join(parts);
  }
}
