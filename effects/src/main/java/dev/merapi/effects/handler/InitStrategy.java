package dev.merapi.effects.handler;

import dev.merapi.distributions.bijector.Bijector;
import dev.merapi.distributions.definition.Distribution;
import dev.merapi.distributions.definition.NoClosedFormException;
import dev.merapi.distributions.transform.BijectTo;
import dev.merapi.effects.Site;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import dev.merapi.tensor.internal.op.KeyedNoise;
import dev.merapi.tensor.internal.random.NoiseDraw;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/** How a latent site gets its first value. */
@FunctionalInterface
public interface InitStrategy {

  /** The value, of the site's shape. */
  Tensor value(Key key, Site site);

  /** The names that it was given, if any. */
  default Set<String> names() {
    return Set.of();
  }

  /**
   * A point inside the support, the same in each run: the image of 0 among unconstrained numbers.
   */
  static InitStrategy feasible() {
    return uniform(0);
  }

  /** A draw from the site's distribution. */
  static InitStrategy sample() {
    return (key, site) -> site.distribution().sample(key);
  }

  /**
   * The median of {@code draws} draws, element by element, for numbers; a feasible point for
   * vectors.
   *
   * @throws ArgumentException if there are no draws
   */
  static InitStrategy median(int draws) {
    if (draws < 1) {
      throw new ArgumentException("The median is of at least one draw, but got " + draws);
    }
    return (key, site) ->
        site.distribution().eventDim() > 0
            ? feasible().value(key, site)
            : medianOf(site.distribution().sample(key, Shape.of(draws)));
  }

  /** The mean of the site's distribution; a feasible point where it has none in closed form. */
  static InitStrategy mean() {
    return (key, site) -> {
      try {
        return site.distribution().mean();
      } catch (NoClosedFormException absent) {
        return feasible().value(key, site);
      }
    };
  }

  /** Unconstrained numbers uniform between ±radius, mapped onto the support. Stan's radius is 2. */
  static InitStrategy uniform(double radius) {
    return (key, site) -> {
      Distribution law = site.distribution();
      Bijector onto = BijectTo.of(law.support());
      Shape free = onto.inverseShape(law.shape(Shape.SCALAR));
      Tensor noise = KeyedNoise.of(NoiseDraw.Kind.UNIFORM, key, free);
      return onto.forward(noise.times(2 * radius).minus(radius));
    };
  }

  /** Given values by name; another strategy for the other sites. */
  static InitStrategy value(Map<String, Tensor> values, InitStrategy others) {
    return new GivenValues(values, others);
  }

  private static Tensor medianOf(Tensor draws) {
    int n = draws.size(0);
    int m = draws.shape().dropLeft(1).count();
    double[] all = draws.toArray();
    double[] medians = new double[m];
    for (int i = 0; i < m; i++) {
      double[] column = new double[n];
      for (int j = 0; j < n; j++) {
        column[j] = all[j * m + i];
      }
      Arrays.sort(column);
      medians[i] = (column[(n - 1) / 2] + column[n / 2]) / 2;
    }
    return Tensor.of(medians, draws.shape().dropLeft(1));
  }
}
