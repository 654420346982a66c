package dev.merapi.infer.internal.discrete;

import dev.merapi.distributions.definition.Distribution;
import dev.merapi.infer.internal.worlds.Hidden;
import dev.merapi.infer.internal.worlds.Limit;
import dev.merapi.infer.internal.worlds.Mapped;
import dev.merapi.infer.internal.worlds.Worlds;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Symbolic;
import dev.merapi.tensor.SymbolicValueException;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.Dependencies;
import dev.merapi.tensor.internal.op.KeyedNoise;
import dev.merapi.tensor.internal.op.Primitive;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A draw from a distribution that is another one in each world: with noise of its own in each, as
 * long as the noise has the batch dims of the distribution on its left; else with the same noise.
 *
 * @param distribution as it is in one world
 * @param key the key of the draw
 */
record WorldDraw(Distribution distribution, Key key) {
  private static final Shape WORDS = Shape.of(4);

  /** The draw in all worlds of these variables, [B.. E..]. */
  Mapped in(Map<? extends Tensor, Mapped> variables, Limit limit) {
    Symbolic.Input words = Symbolic.Input.of("the key of a draw", WORDS);
    Tensor draw;
    try {
      draw = distribution.sample(Key.ofWords(words), Shape.SCALAR);
    } catch (SymbolicValueException looks) {
      return new Worlds(variables).of(distribution.sample(key, Shape.SCALAR), limit);
    }
    IdentityHashMap<Tensor, Mapped> known = new IdentityHashMap<>();
    variables.forEach(known::put);
    known.put(words, Worlds.plain(key.words()));
    List<Hidden> hidden = new Worlds(known).of(draw, limit).hidden();
    if (!hidden.isEmpty()) {
      Tensor keys = keys(worlds(hidden));
      for (Tensor node : Dependencies.inOrder(draw, Set.of())) {
        if (node instanceof Symbolic.Apply apply
            && Primitive.of(apply) instanceof KeyedNoise
            && isAligned(node.shape(), draw.rank())) {
          known.put(node, noise(node, words, keys, hidden, draw.rank()));
        }
      }
    }
    return new Worlds(known).of(draw, limit);
  }

  /** A key for each world, [worlds, 4]: in the first world the key itself. */
  private Tensor keys(int worlds) {
    Tensor first = key.words().reshape(1, 4);
    Tensor others = Tensor.arange(worlds - 1).plus(1);
    return worlds == 1 ? first : Tensor.concat(0, first, key.fold(others).words());
  }

  private boolean isAligned(Shape noise, int rank) {
    int batch = distribution.batchShape().rank();
    return noise.rank() >= batch
        && rank >= batch
        && noise.takeLeft(batch).equals(distribution.batchShape());
  }

  private static int worlds(List<Hidden> hidden) {
    return hidden.stream().mapToInt(Hidden::values).reduce(1, (a, b) -> a * b);
  }

  /** Noise under a key of its own in each world. */
  private static Mapped noise(
      Tensor node, Symbolic.Input words, Tensor keys, List<Hidden> hidden, int rank) {
    Hidden world = new Hidden("world", worlds(hidden), List.of());
    IdentityHashMap<Tensor, Mapped> known = new IdentityHashMap<>();
    known.put(words, new Mapped(List.of(world), WORDS, keys));
    Tensor rows = new Worlds(known).of(node, Limit.joint(Double.MAX_VALUE)).stored();
    int[] sizes = hidden.stream().mapToInt(Hidden::values).toArray();
    int more = node.rank() - rank;
    return new Mapped(
        hidden.stream().map(h -> moved(h, more)).toList(),
        node.shape(),
        rows.reshape(Shape.of(sizes).append(node.shape())));
  }

  /** With axes counted from the right of a tensor that has so many more of them there. */
  private static Hidden moved(Hidden hidden, int more) {
    return new Hidden(
        hidden.site(),
        hidden.values(),
        IntStream.range(0, hidden.at().size())
            .mapToObj(i -> hidden.at().get(i) < 0 ? hidden.at().get(i) - more : hidden.at().get(i))
            .toList());
  }
}
