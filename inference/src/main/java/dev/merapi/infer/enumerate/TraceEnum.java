package dev.merapi.infer.enumerate;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.handler.Entry;
import dev.merapi.effects.handler.EnumerateParallel;
import dev.merapi.effects.handler.Replay;
import dev.merapi.effects.handler.Trace;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.random.Key;
import io.vavr.collection.Map;
import io.vavr.collection.Vector;

/**
 * The evidence lower bound of a model and a guide whose marked sites are enumerated.
 *
 * <p>E over the guide of ln p(x, values) − ln q(values). Sites that are enumerated in the model
 * only are summed out: their sum replaces the densities that depend on them, so the guide need not
 * know them, and a guide without sites gives ln p(x). Sites that are enumerated in the guide are
 * weighted by their exact probabilities under it. Other sites of the guide are drawn once, and
 * gradients flow through the draws.
 *
 * @param scaling what to do with scales around sites enumerated in the model
 */
public record TraceEnum(Scaling scaling) {
  /** Exact sums only. */
  public static final TraceEnum EXACT = new TraceEnum(Scaling.COMMON);

  /** The bound for one draw of what is not enumerated, shape []. */
  public Tensor elbo(Model<?> model, Model<?> guide, Key key) {
    EnumerateParallel lay = EnumerateParallel.leftOf(depth(model, guide, key));
    Trace guideTrace = Trace.run(key, lay.on(guide)).trace();
    Trace modelTrace = Trace.run(key, lay.on(new Replay(guideTrace).on(model))).trace();
    requirePathwise(guideTrace);
    requireKnown(modelTrace, guideTrace);
    Map<String, Axis.Variable> kept = Variables.of(guideTrace);
    FactorGraph graph = FactorGraph.of(modelTrace, kept, scaling);
    Vector<Factor> gains =
        graph.plain().map(entry -> new SiteFactor(entry, kept).outside()).appendAll(graph.sums());
    Vector<Entry.Sampled> proposals = FactorGraph.densities(guideTrace);
    Vector<Factor> losses = proposals.map(entry -> new SiteFactor(entry, kept).outside());
    Expectation expectation =
        new Expectation(
            proposals
                .filter(entry -> kept.containsKey(entry.name()))
                .toLinkedMap(Entry.Sampled::name, entry -> new SiteFactor(entry, kept).inside()),
            kept);
    Tensor gain = gains.map(expectation::of).fold(Tensor.scalar(0), Tensor::plus);
    return losses.map(expectation::of).fold(gain, Tensor::minus);
  }

  /** What is minimised: −elbo. */
  public Tensor loss(Model<?> model, Model<?> guide, Key key) {
    return elbo(model, guide, key).unaryMinus();
  }

  private static int depth(Model<?> model, Model<?> guide, Key key) {
    Trace guideTrace = Trace.run(key, guide).trace();
    Trace modelTrace = Trace.run(key, new Replay(guideTrace).on(model)).trace();
    return Math.max(guideTrace.depth(), modelTrace.depth());
  }

  private static void requirePathwise(Trace guide) {
    for (Entry.Sampled entry : guide.latents()) {
      boolean flows =
          entry.site().infer().pathwise().getOrElse(entry.site().distribution().reparametrised());
      if (!flows && Variables.dim(entry.site()).isEmpty()) {
        throw new ModelException(
            ("Site '%s' of the guide is drawn from %s, through which no gradient flows. Mark it for"
                    + " enumeration, or use an objective with score-function gradients.")
                .formatted(entry.name(), entry.site().distribution().getClass().getSimpleName()));
      }
    }
  }

  private static void requireKnown(Trace model, Trace guide) {
    for (Entry.Sampled entry : model.latents()) {
      if (guide.sampled(entry.name()).isEmpty() && Variables.dim(entry.site()).isEmpty()) {
        throw new ModelException(
            "Site '%s' is latent in the model, but neither enumerated nor in the guide, so the bound does not cover it. Add it to the guide, mark it for enumeration, or observe it."
                .formatted(entry.name()));
      }
    }
  }
}
