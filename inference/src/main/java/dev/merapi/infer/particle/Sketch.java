package dev.merapi.infer.particle;

import dev.merapi.effects.Site;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.graph.Graph;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * One stretch of a program with symbols in place of numbers: each draw is a new symbol, so that
 * what comes after depends on its value and not on how it was drawn.
 */
final class Sketch implements Ground {
  private final Symbolic.Input words = Symbolic.Input.of("the key", Shape.of(4));
  private final List<Symbolic.Input> symbols = new ArrayList<>();
  private final List<Tensor> draws = new ArrayList<>();
  private final List<Term> terms = new ArrayList<>();

  /** A term of the log-weight. */
  record Term(Site site, Tensor value, Tensor logWeight) {}

  /** The key of the stretch. */
  Key key() {
    return Key.ofWords(words);
  }

  List<Symbolic.Input> symbols() {
    return symbols;
  }

  List<Term> terms() {
    return terms;
  }

  @Override
  public Tensor draw(Site site, Key key) {
    Tensor draw = site.distribution().sample(key);
    Symbolic.Input symbol = Symbolic.Input.of(site.name(), draw.shape());
    symbols.add(symbol);
    draws.add(draw);
    return symbol;
  }

  @Override
  public void weigh(Site site, Tensor value, Tensor logWeight) {
    terms.add(new Term(site, value, logWeight));
  }

  @Override
  public boolean isDead() {
    return false;
  }

  /**
   * The stretch as one graph.
   *
   * @param live receives the symbols of stretches before that it depends on, in the order of the
   *     arguments, which come after the key
   * @return the draws, the terms of the log-weight, and the other expressions
   */
  Graph graph(List<Tensor> others, List<Symbolic.Input> live) {
    List<Tensor> all = new ArrayList<>(draws);
    terms.forEach(term -> all.add(term.logWeight()));
    all.addAll(others);
    IdentityHashMap<Symbolic.Input, Tensor> values = new IdentityHashMap<>();
    values.put(words, words);
    for (Symbolic.Input input : Lines.inputs(all)) {
      if (input != words && !symbols.contains(input)) {
        live.add(input);
        values.put(input, input);
      }
    }
    for (int i = 0; i < symbols.size(); i++) {
      values.put(symbols.get(i), at(values, List.of(draws.get(i))).getFirst());
    }
    List<Tensor> outputs = new ArrayList<>();
    symbols.forEach(symbol -> outputs.add(values.getOrDefault(symbol, symbol)));
    outputs.addAll(at(values, all.subList(draws.size(), all.size())));
    List<Symbolic.Input> inputs = new ArrayList<>(List.of(words));
    inputs.addAll(live);
    return Graph.of(inputs, outputs);
  }

  private static List<Tensor> at(
      Map<Symbolic.Input, Tensor> values, List<? extends Tensor> expressions) {
    List<Symbolic.Input> inputs = List.copyOf(Lines.inputs(expressions));
    return Graph.of(inputs, expressions)
        .apply(inputs.stream().map(input -> values.getOrDefault(input, input)).toList());
  }
}
