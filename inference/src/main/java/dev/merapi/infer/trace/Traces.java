package dev.merapi.infer.trace;

import dev.merapi.infer.Posterior;
import dev.merapi.infer.internal.chained.Table;
import dev.merapi.infer.internal.given.Counts;
import dev.merapi.infer.internal.given.Interrupts;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The draws of chains on runs whose sites may change: of each chain the values by site of each
 * draw.
 */
public final class Traces {
  /** One step in so many is left out at the beginning. */
  private static final int LEFT_OUT = 5;

  /** Of the values of a draw, at least. */
  private static final long BYTES = 64;

  private final List<List<Map<String, Tensor>>> chains;

  private Traces(List<List<Map<String, Tensor>>> chains) {
    this.chains = chains;
  }

  /**
   * So many draws of each chain, after a fifth as many that are left out.
   *
   * @param kernel on values by site: moves, particle Gibbs, and what is composed of them
   * @param init the first state of a chain
   */
  public static Traces of(
      Kernel<Map<String, Tensor>, ?> kernel,
      Function<Key, Map<String, Tensor>> init,
      Key key,
      int chains,
      int draws) {
    int length = Counts.of(draws, "draws", BYTES);
    int many = Counts.of(chains, "chains", BYTES * length);
    List<List<Map<String, Tensor>>> all = new ArrayList<>();
    for (int c = 0; c < many; c++) {
      Key own = key.fold(c);
      Map<String, Tensor> at = init.apply(own.fold("init"));
      List<Map<String, Tensor>> kept = new ArrayList<>();
      for (int i = -length / LEFT_OUT; i < length; i++) {
        Interrupts.require("The run was interrupted: its traces are lost.");
        at = kernel.step(own.fold("step").fold(i), at).state();
        if (i >= 0) {
          kept.add(Collections.unmodifiableMap(new LinkedHashMap<>(at)));
        }
      }
      all.add(Collections.unmodifiableList(kept));
    }
    return new Traces(Collections.unmodifiableList(all));
  }

  /** The draws of each chain, of equal numbers. */
  public List<List<Map<String, Tensor>>> chains() {
    return chains;
  }

  /** All draws, chain after chain. */
  public List<Map<String, Tensor>> draws() {
    return chains.stream().flatMap(List::stream).toList();
  }

  /** The mean of a function over all draws. */
  public double mean(ToDoubleFunction<Map<String, Tensor>> function) {
    return draws().stream().mapToDouble(function).average().orElseThrow();
  }

  /**
   * The sites that all draws have with one shape.
   *
   * @throws dev.merapi.effects.ModelException if there is none
   */
  public Posterior posterior() {
    return Table.of(chains);
  }

  /** Quantities that are computed from each draw, with their diagnostics. */
  public Posterior posterior(Map<String, ToDoubleFunction<Map<String, Tensor>>> quantities) {
    return Table.of(
        chains.stream()
            .map(
                chain ->
                    chain.stream()
                        .map(
                            draw -> {
                              Map<String, Tensor> computed = new LinkedHashMap<>();
                              quantities.forEach(
                                  (name, of) ->
                                      computed.put(name, Tensor.scalar(of.applyAsDouble(draw))));
                              return computed;
                            })
                        .toList())
            .toList());
  }
}
