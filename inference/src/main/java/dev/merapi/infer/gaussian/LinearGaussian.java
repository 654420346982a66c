package dev.merapi.infer.gaussian;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Settings;
import dev.merapi.infer.Posterior;
import dev.merapi.infer.internal.given.Counts;
import dev.merapi.infer.internal.program.NothingHidden;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.random.Draws;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A program whose sites are normal, with means that are linear in other sites and known scales:
 * chains, trees, regressions, any such graph. It is run once, with symbols, and read as equations;
 * then evidence, means, variances and draws come from messages, exactly and in time proportional to
 * the number of sites where it is a chain or a tree. Other data go through the same equations.
 * Sites of other kinds may be there if they are known and no unknown bears on them: their densities
 * count.
 *
 * {@snippet :
 * LinearGaussian walk = LinearGaussian.of(model);
 * walk.logEvidence();
 * walk.observing(Map.of("y_3", Tensor.scalar(0.4))).mean();
 * }
 */
public final class LinearGaussian {
  private static final double LOG_TWO_PI = Math.log(2 * Math.PI);

  private final Rows rows;
  private final List<Reading.Part> unknowns;
  private final List<Reading.Part> parts;
  private final double[] data;
  private final Cliques cliques;
  private final Assembly assembly;

  private LinearGaussian(
      Rows rows,
      List<Reading.Part> unknowns,
      List<Reading.Part> parts,
      double[] data,
      Cliques cliques,
      Assembly assembly) {
    this.rows = rows;
    this.unknowns = unknowns;
    this.parts = parts;
    this.data = data;
    this.cliques = cliques;
    this.assembly = assembly;
  }

  /**
   * Reads a program.
   *
   * @throws ModelException if a site is not normal, its mean not linear, its scale not known, or it
   *     is scaled or masked, or the program looks at a number
   */
  public static LinearGaussian of(Model<?> model) {
    Reading reading = new Reading();
    boolean _ =
        Settings.current()
            .validation(false)
            .in(
                () -> {
                  reading.run(NothingHidden.in(model));
                  return true;
                });
    Cliques cliques = Cliques.of(Reading.size(reading.unknowns()), reading.rows());
    return new LinearGaussian(
        reading.rows(),
        List.copyOf(reading.unknowns()),
        List.copyOf(reading.data()),
        reading.numbers(),
        cliques,
        Assembly.of(reading.rows(), cliques));
  }

  /**
   * The same equations with other data at some sites.
   *
   * @throws ModelException if a site is not observed, or has another shape
   */
  public LinearGaussian observing(Map<String, Tensor> other) {
    double[] changed = data.clone();
    Map<String, Tensor> left = new LinkedHashMap<>(other);
    for (Reading.Part part : parts) {
      Tensor value = left.remove(part.site());
      if (value != null) {
        if (!value.shape().equals(part.shape())) {
          throw new ModelException(
              "Site '%s' is observed with shape %s, but data of shape %s were given."
                  .formatted(part.site(), part.shape(), value.shape()));
        }
        System.arraycopy(value.toArray(), 0, changed, part.first(), part.shape().count());
      }
    }
    if (!left.isEmpty()) {
      throw new ModelException(
          "The sites %s are not observed; those that are: %s."
              .formatted(left.keySet(), parts.stream().map(Reading.Part::site).toList()));
    }
    return new LinearGaussian(rows, unknowns, parts, changed, cliques, assembly);
  }

  private Messages messages() {
    return Messages.of(assembly, cliques, rows.offsets(data));
  }

  /** ln p(data). */
  public double logEvidence() {
    Messages messages = messages();
    return -0.5 * (messages.energy() + messages.logDet())
        - rows.logScale()
        - 0.5 * (rows.size() - cliques.size()) * LOG_TWO_PI;
  }

  /** The posterior mean of each latent site. */
  public Map<String, Tensor> mean() {
    return named(messages().solved(new double[cliques.size()]));
  }

  /** The posterior variance of each element of each latent site. */
  public Map<String, Tensor> variance() {
    return named(messages().variances());
  }

  /** Independent draws of the posterior, as one chain. */
  public Posterior posterior(Key key, int draws) {
    Messages messages = messages();
    int n = cliques.size();
    double[][] all = new double[Counts.of(draws, "draws", 100 + 2L * n * Double.BYTES)][];
    for (int i = 0; i < draws; i++) {
      double[] noise = new double[n];
      Draws.normal(key.fold(i), noise, 0, n);
      all[i] = messages.solved(noise);
    }
    Map<String, Tensor> columns = new LinkedHashMap<>();
    for (Reading.Part part : unknowns) {
      int count = part.shape().count();
      double[] numbers = new double[Math.multiplyExact(draws, count)];
      for (int i = 0; i < draws; i++) {
        for (int j = 0; j < count; j++) {
          numbers[i * count + j] = all[i][n - 1 - part.first() - j];
        }
      }
      columns.put(part.site(), new Dense(numbers, Shape.of(1, draws).append(part.shape())));
    }
    return Posterior.of(columns);
  }

  private Map<String, Tensor> named(double[] fromLast) {
    int n = fromLast.length;
    double[] x = new double[n];
    Arrays.setAll(x, i -> fromLast[n - 1 - i]);
    Map<String, Tensor> values = new LinkedHashMap<>();
    for (Reading.Part part : unknowns) {
      values.put(
          part.site(), Tensor.of(Arrays.copyOfRange(x, part.first(), part.end()), part.shape()));
    }
    return values;
  }

  /** What is integrated out, in what order, and how far apart what it ties together is. */
  public String explain() {
    return "%d numbers of %d sites are integrated out, from the last to the first, each leaving at most %d neighbours; %d messages in all, %d data"
        .formatted(cliques.size(), unknowns.size(), cliques.width(), cliques.places(), data.length);
  }
}
