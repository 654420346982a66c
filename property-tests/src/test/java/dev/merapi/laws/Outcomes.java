package dev.merapi.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.effects.Infer;
import dev.merapi.effects.Model;
import dev.merapi.effects.Rewrite;
import dev.merapi.effects.Run;
import dev.merapi.effects.enumerate.EnumerateSequential;
import dev.merapi.effects.enumerate.World;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.infer.vi.TraceEnum;
import dev.merapi.laws.internal.Forced;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The bound and its gradient over every outcome of a guide that draws its discrete sites, without
 * any randomness.
 *
 * @param model the model, which depends on the parameters
 * @param guide the guide, which depends on the parameters and draws
 * @param parameters where the gradient is taken
 */
record Outcomes(
    Function<Tensor, Model<?>> model, Function<Tensor, Model<?>> guide, Tensor parameters) {
  private static final Key KEY = Key.of(3);
  private static final Rewrite UNMARKED = site -> site.inferred(Infer::drawn);

  /** A number and its gradient. */
  record Slope(double value, Tensor gradient) {
    Slope plus(double weight, Slope other) {
      return new Slope(value + weight * other.value, gradient.plus(other.gradient.times(weight)));
    }

    void assertEqual(Slope other) {
      assertEquals(value, other.value, 1e-10);
      assertArrayEquals(gradient.toArray(), other.gradient.toArray(), 1e-9);
    }
  }

  /** Of a function of the parameters. */
  Slope slope(Function<Tensor, Tensor> function) {
    Symbolic.Input at = Symbolic.Input.recorded("parameters", parameters.dense());
    Tensor result = function.apply(at);
    return new Slope(result.item(), Gradient.ofRecorded(result, List.of(at)).getFirst());
  }

  private Slope zero() {
    return new Slope(0, Tensor.zeros(parameters.shape()));
  }

  /** Of the objective where the guide draws these values. */
  Slope drawn(TraceEnum objective, Map<String, Tensor> values) {
    return slope(
        at -> objective.elbo(model.apply(at), Forced.all(values).on(guide.apply(at)), KEY));
  }

  /** The mean of the objective over all that the guide may draw. */
  Slope mean(TraceEnum objective) {
    Slope mean = zero();
    for (Map<String, Tensor> values : outcomes()) {
      double probability = slope(at -> probability(at, values)).value();
      mean = mean.plus(probability, drawn(objective, values));
    }
    return mean;
  }

  /** Σ q (ln p − ln q), term by term. */
  Slope exact() {
    Slope exact = zero();
    for (Map<String, Tensor> values : outcomes()) {
      Slope term = slope(at -> probability(at, values).times(bound(at, values)));
      exact = exact.plus(1, term);
    }
    return exact;
  }

  private List<Map<String, Tensor>> outcomes() {
    return Run.run(KEY, EnumerateSequential.all(UNMARKED.on(guide.apply(parameters))))
        .all()
        .stream()
        .<Map<String, Tensor>>map(Outcomes::values)
        .toList();
  }

  private static Map<String, Tensor> values(World<?> world) {
    Map<String, Tensor> values = new LinkedHashMap<>();
    world.trace().latents().forEach(entry -> values.put(entry.name(), entry.value()));
    return values;
  }

  private Trace guided(Tensor at, Map<String, Tensor> values) {
    return Trace.run(KEY, new Substitute(values).on(UNMARKED.on(guide.apply(at)))).trace();
  }

  /** q of the values, neither scaled nor masked. */
  private Tensor probability(Tensor at, Map<String, Tensor> values) {
    Tensor sum = Tensor.scalar(0);
    for (Entry.Sampled entry : guided(at, values).latents()) {
      sum = sum.plus(entry.site().distribution().logProb(entry.value()).sum());
    }
    return sum.exp();
  }

  private Tensor bound(Tensor at, Map<String, Tensor> values) {
    Model<?> known = new Substitute(values).on(model.apply(at));
    int depth = Trace.run(KEY, Laid.out(known)).trace().depth();
    Tensor joint = FactorGraph.of(Trace.run(KEY, Laid.out(known, depth)).trace()).logDensity();
    return joint.minus(guided(at, values).logProbSum());
  }
}
