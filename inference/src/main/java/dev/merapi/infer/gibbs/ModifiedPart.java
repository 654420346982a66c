package dev.merapi.infer.gibbs;

import static dev.merapi.distributions.Distributions.uniform;
import static java.util.Objects.requireNonNull;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.handler.Condition;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.internal.discrete.Drawn;
import dev.merapi.infer.internal.discrete.FactorGraph;
import dev.merapi.infer.internal.discrete.Laid;
import dev.merapi.infer.internal.discrete.Undrawn;
import dev.merapi.infer.internal.discrete.WorldChecks;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.compile.Jit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * A discrete site, each element of which proposes another value than it has, k with probability
 * pₖ/(1 − p), where p is the probability of the present one given everything else, and takes it
 * with probability min(1, (1 − p)/(1 − pₖ)). All elements at once: they are independent given the
 * rest.
 *
 * <p>Source: Liu, "Peskun's theorem and a modified discrete-state Gibbs sampler" (1996), section 2.
 */
final class ModifiedPart implements Part {
  private static final Key FIXED = Key.of(0);

  private final List<String> inputs;
  private final Function<List<Tensor>, List<Tensor>> change;
  private final Jit draw;
  private boolean traced = true;

  private ModifiedPart(List<String> inputs, Function<List<Tensor>, List<Tensor>> change, Jit draw) {
    this.inputs = inputs;
    this.change = change;
    this.draw = draw;
  }

  /** Parts that share a graph of the others' values, the present ones and the key. */
  static Supplier<Part> of(Model<?> model, String site, List<String> others) {
    Function<List<Tensor>, List<Tensor>> change =
        arguments -> {
          Map<String, Tensor> given = new LinkedHashMap<>();
          others.forEach(name -> given.put(name, arguments.get(given.size())));
          FactorGraph graph = graph(new Condition(given).on(model));
          Key key = Key.ofWords(arguments.getLast());
          return List.of(changed(graph, site, arguments.get(others.size()), key));
        };
    Jit draw = Jit.keepingBits(change);
    List<String> inputs = new ArrayList<>(others);
    inputs.add(site);
    return () -> new ModifiedPart(inputs, change, draw);
  }

  private static FactorGraph graph(Model<?> model) {
    Trace trace =
        WorldChecks.checked(() -> Trace.run(FIXED, new Undrawn().on(Laid.out(model))).trace());
    return FactorGraph.of(trace);
  }

  /** Values for all elements. */
  private static Tensor changed(FactorGraph graph, String site, Tensor present, Key key) {
    Drawn drawn =
        graph
            .enumerated()
            .get(site)
            .getOrElseThrow(
                () ->
                    new ModelException(
                        "Site '%s' is not gone through. Draw it by exact(…).".formatted(site)));
    if (!drawn.split().isEmpty() || drawn.support().rank() != 1) {
      throw new ModelException(
          "The elements of site '%s' hang together, or are vectors, so they cannot all be changed at once. Draw it by exact(…)."
              .formatted(site));
    }
    Tensor support = drawn.support();
    Tensor table = requireNonNull(graph.marginals().get(site).getOrNull());
    Tensor own = Tensor.where(present.unsqueeze(-1).eq(support), table, Tensor.scalar(0));
    Tensor left = table.minus(own);
    Tensor total = left.sum(-1);
    Tensor level = uniform(0, 1).expand(present.shape()).sample(key.fold(0)).times(total);
    Tensor position = left.cumsum(-1).le(level.unsqueeze(-1)).sum(-1);
    int last = support.size(0) - 1;
    Tensor proposed =
        support.take(0, Tensor.where(position.gt(last), Tensor.scalar(last), position));
    Tensor chance =
        Tensor.where(proposed.unsqueeze(-1).eq(support), table, Tensor.scalar(0)).sum(-1);
    Tensor accepted = uniform(0, 1).expand(present.shape()).sample(key.fold(1));
    Tensor goes =
        accepted
            .times(chance.unaryMinus().plus(1))
            .le(own.sum(-1).unaryMinus().plus(1))
            .times(total.gt(0));
    return Tensor.where(goes, proposed, present);
  }

  /** By the graph, or by running the model where it decides by numbers. */
  @Override
  public Move move(Key key, Map<String, Tensor> values, Object learnt) {
    List<Tensor> arguments =
        new ArrayList<>(inputs.stream().map(name -> requireNonNull(values.get(name))).toList());
    arguments.add(key.words());
    if (traced) {
      try {
        return moved(draw.apply(arguments));
      } catch (SymbolicValueException looks) {
        traced = false;
      }
    }
    return moved(change.apply(arguments));
  }

  private Move moved(List<Tensor> drawn) {
    return new Move(Map.of(inputs.getLast(), drawn.getFirst()), NOTHING);
  }
}
