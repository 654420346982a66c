package dev.merapi.infer.internal.discrete;

import dev.merapi.infer.internal.sum.Backward;
import dev.merapi.infer.internal.sum.Choosing;
import dev.merapi.infer.internal.sum.Summation;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import io.vavr.Tuple2;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

/**
 * The tables by which enumerated sites are drawn: each given the values of those that were summed
 * out after it. They are functions of everything else, so where they are symbolic, one graph gives
 * them for any values of it.
 *
 * @param steps the sums, in their order
 * @param enumerated the sites, by name
 */
public record Conditionals(Vector<Summation> steps, Map<String, Drawn> enumerated) {

  /** All log-weights. */
  public Vector<Tensor> tables() {
    return steps.flatMap(Summation::tables);
  }

  /** The same sums over other log-weights, of the shapes of {@link #tables}. */
  public Conditionals with(Vector<Tensor> tables) {
    Vector<Summation> bound = Vector.empty();
    int from = 0;
    for (Summation step : steps) {
      int to = from + step.tables().size();
      bound = bound.append(step.with(tables.slice(from, to)));
      from = to;
    }
    return new Conditionals(bound, enumerated);
  }

  /** An exact draw of all sites: name → value, [B.. E..]. */
  public Map<String, Tensor> draw(Key key) {
    return choose(Choosing.draw(key));
  }

  /** Values chosen on the way back through the sums. */
  public Map<String, Tensor> choose(Choosing choice) {
    Map<String, Tensor> positions = Backward.through(steps, choice);
    return enumerated.map((name, site) -> new Tuple2<>(name, site.values(positions)));
  }
}
