package dev.merapi.infer;

import dev.merapi.effects.Model;
import dev.merapi.effects.Site;
import dev.merapi.effects.check.Finding;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.internal.check.Spelling;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.infer.internal.program.Coordinates;
import dev.merapi.infer.internal.program.GraphDraws;
import dev.merapi.infer.internal.program.GraphValues;
import dev.merapi.infer.internal.program.ReportedValues;
import dev.merapi.infer.internal.program.Sites;
import dev.merapi.infer.internal.program.Unconstrained;
import dev.merapi.infer.internal.program.Worldwise;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What positions in ℝⁿ stand for: the values of a model's sites at a position, and the position of
 * given values.
 *
 * @param model the model as its author wrote it
 * @param laid the same, with the discrete sites that are summed out laid along axes
 * @param coordinates where each latent site lies in a position
 * @param inTurn whether it runs once for each value of its discrete sites
 */
record PositionValues(Model<?> model, Model<?> laid, Coordinates coordinates, boolean inTurn) {
  private static final Key FIXED = Key.of(0);

  /** Values of latent and computed sites by position and key; by graphs where it is static. */
  BiFunction<double[], Key, Map<String, Dense>> constrainer(boolean isStatic) {
    boolean draws = !laid.equals(model);
    if (isStatic && draws) {
      return GraphDraws.of(model, laid, coordinates, ReportedValues::of);
    }
    if (isStatic) {
      Function<double[], Map<String, Dense>> values =
          GraphValues.of(coordinates, free -> ReportedValues.of(model, free));
      return (position, _) -> values.apply(position);
    }
    return (position, key) -> {
      Map<String, Tensor> free = coordinates.split(position);
      if (inTurn) {
        return Worldwise.draw(model, FIXED, free, key);
      }
      Map<String, Dense> dense = new LinkedHashMap<>();
      ReportedValues.of(draws ? drawn(free, key) : model, free)
          .forEach((name, value) -> dense.put(name, value.dense()));
      return dense;
    };
  }

  /** The model with a draw for each site that is summed out. */
  private Model<?> drawn(Map<String, Tensor> free, Key key) {
    Trace trace = Unconstrained.run(laid, FIXED, site -> Sites.part(free, site)).trace().trace();
    return new Substitute(FactorGraph.of(trace).draw(key).toJavaMap()).on(model);
  }

  /**
   * The position at which the latent sites have the given values; a sentence where one has not the
   * shape of its site, or is outside of its support.
   */
  double[] position(Map<String, ? extends Tensor> values) {
    double[] position = new double[coordinates.dimension()];
    Function<Site, Tensor> inverse =
        site -> Coordinates.bijector(site).inverse(Sites.inside(values, coordinates, site));
    Trace trace =
        inTurn
            ? Worldwise.first(model, FIXED, inverse)
            : Unconstrained.run(laid, FIXED, inverse).trace().trace();
    Finding.raise(new Spelling(values.keySet(), trace).findings());
    for (Coordinate site : coordinates.sites()) {
      Entry.Sampled entry = trace.sampled(site.site()).get();
      double[] part = Coordinates.bijector(entry.site()).inverse(entry.value()).toArray();
      System.arraycopy(part, 0, position, site.offset(), part.length);
    }
    return position;
  }
}
