package dev.merapi.infer.gibbs;

import dev.merapi.infer.codec.Codec;
import dev.merapi.infer.internal.chained.Flat;
import dev.merapi.infer.mcmc.Kernel;
import dev.merapi.infer.mcmc.Transition;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** All blocks, one after the other. For one thread. */
final class Sweep implements Kernel<Sweep.State, Boolean> {
  private final List<Part> parts;

  /**
   * Where a chain is.
   *
   * @param values those of all latent sites
   * @param learnt what each block has learnt, if it learns
   */
  record State(Map<String, Tensor> values, List<Object> learnt) {
    State {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      learnt = List.copyOf(learnt);
    }
  }

  Sweep(List<Part> parts) {
    this.parts = List.copyOf(parts);
  }

  /** The state before the first step. */
  State begin(Key key, Map<String, Tensor> values) {
    List<Object> learnt = new ArrayList<>();
    for (int k = 0; k < parts.size(); k++) {
      learnt.add(parts.get(k).begin(key.fold(k), values));
    }
    return new State(values, learnt);
  }

  @Override
  public Transition<State, Boolean> step(Key key, State state) {
    Map<String, Tensor> values = new LinkedHashMap<>(state.values());
    List<Object> learnt = new ArrayList<>();
    for (int k = 0; k < parts.size(); k++) {
      Part.Move move = parts.get(k).move(key.fold(k), values, state.learnt().get(k));
      values.putAll(move.values());
      learnt.add(move.learnt());
    }
    return new Transition<>(new State(values, learnt), !values.equals(state.values()));
  }

  @Override
  public long warmUpLeft(State state) {
    long most = 0;
    for (int k = 0; k < parts.size(); k++) {
      most = Math.max(most, parts.get(k).warmUpLeft(state.learnt().get(k)));
    }
    return most;
  }

  @Override
  public double[] position(State state) {
    return Flat.row(state.values());
  }

  @Override
  public Codec<State> codec() {
    return Codec.of(
        (state, out) -> {
          Flat.CODEC.write(state.values(), out);
          for (int k = 0; k < parts.size(); k++) {
            parts.get(k).write(state.learnt().get(k), out);
          }
        },
        in -> {
          Map<String, Tensor> values = Flat.CODEC.read(in);
          List<Object> learnt = new ArrayList<>();
          for (Part part : parts) {
            learnt.add(part.read(in));
          }
          return new State(values, learnt);
        });
  }
}
