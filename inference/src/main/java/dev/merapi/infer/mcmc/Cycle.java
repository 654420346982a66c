package dev.merapi.infer.mcmc;

import dev.merapi.infer.codec.Codec;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Kernels one after the other, each under a key of its own; the last one says what a draw is. The
 * report is that of each.
 */
record Cycle<S>(List<Kernel<S, ?>> parts) implements Kernel<S, List<Object>> {
  Cycle {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw new ArgumentException("A cycle has at least one kernel.");
    }
  }

  @Override
  public Transition<S, List<Object>> step(Key key, S state) {
    S at = state;
    List<Object> infos = new ArrayList<>();
    for (int k = 0; k < parts.size(); k++) {
      Transition<S, ?> next = parts.get(k).step(key.fold(k), at);
      at = next.state();
      infos.add(next.info());
    }
    return new Transition<>(at, infos);
  }

  @Override
  public Codec<S> codec() {
    return parts.getLast().codec();
  }

  @Override
  public double[] position(S state) {
    return parts.getLast().position(state);
  }

  /** Those of each part; from the second on with the number of the part behind their names. */
  @Override
  public List<Column<S, List<Object>>> columns() {
    List<Column<S, List<Object>>> columns = new ArrayList<>();
    for (int k = 0; k < parts.size(); k++) {
      columns.addAll(of(k, parts.get(k)));
    }
    return columns;
  }

  private static <S, I> List<Column<S, List<Object>>> of(int k, Kernel<S, I> part) {
    return part.columns().stream()
        .map(
            column ->
                new Column<S, List<Object>>(
                    k == 0 ? column.name() : column.name() + "_" + (k + 1),
                    (state, infos) -> column.value().applyAsDouble(state, own(infos.get(k)))))
        .toList();
  }

  @SuppressWarnings({
    "unchecked",
    "TypeParameterUnusedInFormals"
  }) // the report of part k, by the kernel itself
  private static <I> I own(Object info) {
    return (I) info;
  }

  @Override
  public String identity() {
    return parts.stream().map(Kernel::identity).collect(Collectors.joining(", ", "cycle(", ")"));
  }
}
