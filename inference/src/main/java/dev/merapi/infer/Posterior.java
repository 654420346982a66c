package dev.merapi.infer;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.infer.chain.Chain;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.chain.Progress;
import dev.merapi.infer.chain.Start;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * Draws from the posterior of a model, on the scale and under the names of its sites: latent
 * values, and the computed ones, which are computed from the latent values of each draw. Discrete
 * sites, which are summed out while sampling, are drawn jointly given the other values of the draw.
 */
public final class Posterior {
  private final Chains chains;
  private final List<Quantity> quantities;
  private final double[][][] rows;

  private Posterior(Chains chains, List<Quantity> quantities, double[][][] rows) {
    this.chains = chains;
    this.quantities = List.copyOf(quantities);
    this.rows = rows;
  }

  /** Samples a model from random starts. */
  public static Posterior sample(Sampler sampler, Model<?> model, Key key) {
    return sample(sampler, model, key, Progress.NONE);
  }

  /** Samples a model from random starts, watched. */
  public static Posterior sample(Sampler sampler, Model<?> model, Key key, Progress progress) {
    LogDensity target = LogDensity.of(model);
    return of(
        target, sampler.run(target.potential(), key, Start.uniform(target::culprit), progress));
  }

  /** The posterior that chains on the unconstrained scale of a model stand for. */
  public static Posterior of(LogDensity target, Chains chains) {
    List<Quantity> quantities = new ArrayList<>();
    double[][][] rows = new double[chains.size()][][];
    BiFunction<double[], Key, Map<String, Dense>> constrainer = target.constrainer();
    for (int c = 0; c < rows.length; c++) {
      Chain chain = chains.chains().get(c);
      double[][] draws = chain.draws();
      Key key = chain.last().key().fold("discrete");
      rows[c] = new double[draws.length][];
      for (int i = 0; i < draws.length; i++) {
        Map<String, Dense> values = constrainer.apply(draws[i], key.fold(i));
        if (quantities.isEmpty()) {
          quantities.addAll(layout(values));
        }
        rows[c][i] = row(quantities, values);
      }
    }
    return new Posterior(chains, quantities, rows);
  }

  private static List<Quantity> layout(Map<String, Dense> values) {
    List<Quantity> quantities = new ArrayList<>();
    int offset = 0;
    for (Map.Entry<String, Dense> value : values.entrySet()) {
      quantities.add(new Quantity(value.getKey(), value.getValue().shape(), offset));
      offset += value.getValue().shape().count();
    }
    return quantities;
  }

  private static double[] row(List<Quantity> quantities, Map<String, Dense> values) {
    Quantity last = quantities.getLast();
    double[] row = new double[last.offset() + last.shape().count()];
    for (Quantity quantity : quantities) {
      double[] numbers =
          values.getOrDefault(quantity.name(), Tensor.scalar(0).dense()).rowMajorArray();
      System.arraycopy(numbers, 0, row, quantity.offset(), numbers.length);
    }
    return row;
  }

  /** The chains on the unconstrained scale, with their statistics. */
  public Chains chains() {
    return chains;
  }

  /** The sites, in the order of the program. */
  public List<Quantity> quantities() {
    return quantities;
  }

  /** The names of all scalars, as {@code theta[1]}. */
  public List<String> names() {
    return quantities.stream().flatMap(quantity -> quantity.scalars().stream()).toList();
  }

  /** The scalars of every draw, [chain][draw][scalar], in the order of {@link #names}. */
  public double[][][] rows() {
    double[][][] copy = new double[rows.length][][];
    for (int c = 0; c < rows.length; c++) {
      copy[c] = new double[rows[c].length][];
      for (int i = 0; i < rows[c].length; i++) {
        copy[c][i] = rows[c][i].clone();
      }
    }
    return copy;
  }

  /** The number of draws of all chains together. */
  public int size() {
    int total = 0;
    for (double[][] chain : rows) {
      total += chain.length;
    }
    return total;
  }

  /** The values of one draw, counted through all chains, by site. */
  public Map<String, Tensor> draw(int index) {
    double[] row = row(index);
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Quantity quantity : quantities) {
      double[] part = new double[quantity.shape().count()];
      System.arraycopy(row, quantity.offset(), part, 0, part.length);
      values.put(quantity.name(), Tensor.of(part, quantity.shape()));
    }
    return values;
  }

  private double[] row(int index) {
    int rest = index;
    for (double[][] chain : rows) {
      if (rest < chain.length) {
        return chain[rest];
      }
      rest -= chain.length;
    }
    throw new IndexOutOfBoundsException("Draw %d of %d".formatted(index, size()));
  }

  /** All draws of a site, chain after chain: shape [draws, B.. E..]. */
  public Tensor get(String site) {
    Quantity quantity =
        quantities.stream()
            .filter(known -> known.name().equals(site))
            .findFirst()
            .orElseThrow(
                () ->
                    new ModelException(
                        "The posterior has no site '%s'; it has %s"
                            .formatted(site, quantities.stream().map(Quantity::name).toList())));
    int count = quantity.shape().count();
    double[] values = new double[size() * count];
    for (int i = 0; i < size(); i++) {
      System.arraycopy(row(i), quantity.offset(), values, i * count, count);
    }
    return new Dense(values, Shape.of(size()).append(quantity.shape()));
  }

  /** Mean, deviation, quantiles, effective sample sizes and R-hat of every scalar. */
  public Summary summary() {
    return Summary.of(names(), rows);
  }
}
