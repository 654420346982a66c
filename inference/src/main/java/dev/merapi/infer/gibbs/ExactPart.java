package dev.merapi.infer.gibbs;

import static java.util.Objects.requireNonNull;

import dev.merapi.effects.Model;
import dev.merapi.effects.handler.Condition;
import dev.merapi.infer.discrete.InferDiscrete;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.compile.Jit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Discrete sites drawn exactly given the rest: by one compiled graph, or by running the model where
 * it decides by numbers.
 */
final class ExactPart implements Part {
  private final Model<?> model;
  private final List<String> sites;
  private final List<String> others;
  private final Jit draw;
  private boolean traced = true;

  /**
   * For one chain.
   *
   * @param draw the graph of the others' values and the key
   */
  ExactPart(Model<?> model, List<String> sites, List<String> others, Jit draw) {
    this.model = model;
    this.sites = sites;
    this.others = others;
    this.draw = draw;
  }

  /** The graph that draws. */
  static Jit graph(Model<?> model, List<String> sites, List<String> others) {
    return Jit.keepingBits(
        arguments -> {
          Map<String, Tensor> values = new LinkedHashMap<>();
          others.forEach(name -> values.put(name, arguments.get(values.size())));
          Map<String, Tensor> drawn =
              InferDiscrete.draw(new Condition(values).on(model), Key.ofWords(arguments.getLast()));
          return sites.stream().map(site -> requireNonNull(drawn.get(site))).toList();
        });
  }

  @Override
  public Move move(Key key, Map<String, Tensor> values, Object learnt) {
    Map<String, Tensor> given = new LinkedHashMap<>(values);
    given.keySet().retainAll(others);
    if (traced) {
      try {
        List<Tensor> arguments =
            new ArrayList<>(others.stream().map(name -> requireNonNull(given.get(name))).toList());
        arguments.add(key.words());
        List<Tensor> drawn = draw.apply(arguments);
        Map<String, Tensor> next = new LinkedHashMap<>();
        sites.forEach(site -> next.put(site, drawn.get(next.size())));
        return new Move(next, NOTHING);
      } catch (SymbolicValueException looks) {
        traced = false;
      }
    }
    return new Move(InferDiscrete.draw(new Condition(given).on(model), key), NOTHING);
  }
}
