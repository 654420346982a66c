package dev.merapi.laws.internal;

import dev.merapi.effects.Model;
import dev.merapi.effects.Run;
import dev.merapi.effects.enumerate.EnumerateSequential;
import dev.merapi.effects.enumerate.World;
import dev.merapi.effects.handler.Scale;
import dev.merapi.effects.handler.Substitute;
import dev.merapi.effects.trace.Entry;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.vi.TraceEnum;
import dev.merapi.tensor.Gradient;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What the bound and its gradient are, in the mean over all that a guide may draw. */
public final class ScoreEquations {
  private static final Key KEY = Key.of(1);
  private static final Tensor AT = Tensor.scalar(0.8);

  private ScoreEquations() {}

  /**
   * The greater difference, in value or in slope along a stretch of all parameters, between the
   * bound of a guide that draws, averaged over its outcomes with their probabilities, and Σ q (ln p
   * − ln q), all under a scale.
   */
  public static double biasDefect(PlatedSpec spec, double scale) {
    double[] defect = new double[2];
    for (World<?> world : Run.run(KEY, EnumerateSequential.all(spec.toGuide(AT))).all()) {
      Map<String, Tensor> values = new LinkedHashMap<>();
      world.trace().latents().forEach(entry -> values.put(entry.name(), entry.value()));
      double[] drawn = slope(at -> drawn(spec, scale, values, at));
      double[] exact = slope(at -> exact(spec, scale, values, at));
      double probability = probability(guided(spec, scale, values, AT)).item();
      defect[0] += probability * drawn[0] - exact[0];
      defect[1] += probability * drawn[1] - exact[1];
    }
    return Math.max(Math.abs(defect[0]), Math.abs(defect[1]));
  }

  /** A value and its derivative. */
  private static double[] slope(Function<Tensor, Tensor> function) {
    Symbolic.Input at = Symbolic.Input.recorded("stretch", AT.dense());
    Tensor result = function.apply(at);
    return new double[] {result.item(), Gradient.ofRecorded(result, List.of(at)).getFirst().item()};
  }

  /** The bound where the guide draws these values. */
  private static Tensor drawn(
      PlatedSpec spec, double scale, Map<String, Tensor> values, Tensor at) {
    Model<?> guide = new Scale(scale).on(spec.toGuide(at));
    return TraceEnum.EXACT.elbo(
        new Scale(scale).on(PlatedEquations.known(spec, at)), Forced.all(values).on(guide), KEY);
  }

  /** The term of these values in the exact bound. */
  private static Tensor exact(
      PlatedSpec spec, double scale, Map<String, Tensor> values, Tensor at) {
    Trace guide = guided(spec, scale, values, at);
    Model<?> model = new Scale(scale).on(PlatedEquations.known(spec, at));
    Trace follows = Trace.run(KEY, new Substitute(values).on(model)).trace();
    return probability(guide).times(follows.logProbSum().minus(guide.logProbSum()));
  }

  private static Trace guided(
      PlatedSpec spec, double scale, Map<String, Tensor> values, Tensor at) {
    Model<?> guide = new Scale(scale).on(spec.toGuide(at));
    return Trace.run(KEY, new Substitute(values).on(guide)).trace();
  }

  /** Of the values of a run, neither scaled nor masked. */
  private static Tensor probability(Trace guide) {
    Tensor sum = Tensor.scalar(0);
    for (Entry.Sampled entry : guide.latents()) {
      sum = sum.plus(entry.site().distribution().logProb(entry.value()).sum());
    }
    return sum.exp();
  }
}
