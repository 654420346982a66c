package dev.merapi.infer.mcmc;

import dev.merapi.infer.codec.Codec;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.internal.random.Draws;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One of several kernels, chosen by fixed weights, whatever the state is. The report is the number
 * of the kernel.
 */
record Mix<S>(List<Double> weights, List<Kernel<S, ?>> parts) implements Kernel<S, Integer> {
  private static final long CHOICE = 0;
  private static final long STEP = 1;

  Mix {
    weights = List.copyOf(weights);
    parts = List.copyOf(parts);
    if (parts.isEmpty() || weights.size() != parts.size()) {
      throw new ArgumentException(
          "A mixture has a weight for each kernel, but there are %d weights and %d kernels."
              .formatted(weights.size(), parts.size()));
    }
    if (weights.stream().anyMatch(w -> !(w >= 0 && w < Double.POSITIVE_INFINITY))
        || weights.stream().allMatch(w -> w == 0)) {
      throw new ArgumentException(
          "The weights of a mixture are finite, not negative and not all 0, but they are %s."
              .formatted(weights));
    }
  }

  @Override
  public Transition<S, Integer> step(Key key, S state) {
    double total = weights.stream().mapToDouble(w -> w).sum();
    double left = Draws.uniform(key.fold(CHOICE)) * total;
    int k = 0;
    while (k < parts.size() - 1 && (left >= weights.get(k) || weights.get(k) == 0)) {
      left -= weights.get(k++);
    }
    return new Transition<>(parts.get(k).step(key.fold(STEP), state).state(), k);
  }

  @Override
  public Codec<S> codec() {
    return parts.getFirst().codec();
  }

  @Override
  public double[] position(S state) {
    return parts.getFirst().position(state);
  }

  @Override
  public List<Column<S, Integer>> columns() {
    return List.of(new Column<>("kernel", (_, k) -> k));
  }

  @Override
  public String identity() {
    return weights
        + parts.stream().map(Kernel::identity).collect(Collectors.joining(", ", " mix(", ")"));
  }
}
