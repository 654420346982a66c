package dev.merapi.infer.internal.chained;

import dev.merapi.effects.ModelException;
import dev.merapi.infer.Posterior;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Runs of equal weight as a posterior. */
public final class Table {
  private Table() {}

  /** The sites that all runs of all chains have with one shape; chains are of one length. */
  public static Posterior of(List<? extends List<? extends Map<String, Tensor>>> chains) {
    List<Map<String, Tensor>> runs =
        chains.stream().<Map<String, Tensor>>flatMap(List::stream).toList();
    Map<String, Tensor> columns = new LinkedHashMap<>();
    runs.getFirst()
        .forEach(
            (name, first) -> {
              if (runs.stream().allMatch(run -> has(run, name, first.shape()))) {
                columns.put(name, column(runs, name, first.shape(), chains.size()));
              }
            });
    if (columns.isEmpty()) {
      throw new ModelException(
          "There is no latent or computed site that all runs have with one shape; one of them has %s. Name one alike in all runs, by deterministic for example, or use the values of each run."
              .formatted(runs.getFirst().keySet()));
    }
    return Posterior.of(columns);
  }

  private static boolean has(Map<String, Tensor> run, String name, Shape shape) {
    Tensor value = run.get(name);
    return value != null && value.shape().equals(shape);
  }

  private static Tensor column(
      List<Map<String, Tensor>> runs, String name, Shape shape, int chains) {
    int count = shape.count();
    double[] numbers = new double[Math.multiplyExact(runs.size(), count)];
    for (int i = 0; i < runs.size(); i++) {
      Tensor value = runs.get(i).getOrDefault(name, Tensor.scalar(0));
      System.arraycopy(value.toArray(), 0, numbers, i * count, count);
    }
    return new Dense(numbers, Shape.of(chains, runs.size() / chains).append(shape));
  }
}
