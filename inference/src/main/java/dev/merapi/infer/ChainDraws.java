package dev.merapi.infer;

import dev.merapi.infer.chain.Chain;
import dev.merapi.infer.chain.Chains;
import dev.merapi.infer.dims.Dims;
import dev.merapi.infer.mcmc.Point;
import dev.merapi.tensor.Dense;
import dev.merapi.tensor.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * What chains have drawn, as rows of scalars.
 *
 * @param draws the draws
 * @param divergent where divergent transitions began
 * @param elsewhere likely places that searches for a start have found
 */
record ChainDraws(Draws draws, List<double[]> divergent, List<Place> elsewhere) {
  /** On the scale of the sites of a model. */
  static ChainDraws of(LogDensity target, Chains chains) {
    Dims dims = target.dims();
    List<Quantity> quantities = new ArrayList<>();
    BiFunction<double[], Key, Map<String, Dense>> constrainer = target.constrainer();
    return of(
        quantities,
        (position, key) -> {
          Map<String, Dense> values = constrainer.apply(position, key);
          if (quantities.isEmpty()) {
            quantities.addAll(Draws.layout(values, dims));
          }
          return Draws.row(quantities, values);
        },
        chains);
  }

  /** On the scale of rows, which are computed from positions. */
  static ChainDraws of(
      List<Quantity> quantities, BiFunction<double[], Key, double[]> row, Chains chains) {
    double[][][] rows = new double[chains.size()][][];
    List<double[]> divergent = new ArrayList<>();
    List<Place> elsewhere = new ArrayList<>();
    for (int c = 0; c < rows.length; c++) {
      Chain chain = chains.chains().get(c);
      double[][] positions = chain.draws();
      Key key = chain.last().key().fold("discrete");
      rows[c] = new double[positions.length][];
      for (int i = 0; i < positions.length; i++) {
        rows[c][i] = row.apply(positions[i], chain.key(i));
      }
      chain.divergences().stream()
          .map(where -> where.divergence().from())
          .filter(from -> Arrays.stream(from).allMatch(Double::isFinite))
          .limit(Advice.LOCATED)
          .forEach(from -> divergent.add(row.apply(from, key.fold("divergent"))));
      for (Point place : chain.warmUp().others()) {
        double[] values = row.apply(place.position(), key.fold("elsewhere"));
        elsewhere.add(new Place(values, place.logDensity()));
      }
    }
    return new ChainDraws(new Draws(List.copyOf(quantities), rows), divergent, elsewhere);
  }

  /** On the scale on which they ran, under these names. */
  static ChainDraws named(List<String> names, Chains chains) {
    List<double[]> divergent =
        chains.chains().stream()
            .flatMap(chain -> chain.divergences().stream().limit(Advice.LOCATED))
            .map(where -> where.divergence().from())
            .toList();
    List<Place> elsewhere =
        chains.chains().stream()
            .flatMap(chain -> chain.warmUp().others().stream())
            .map(place -> new Place(place.position(), place.logDensity()))
            .toList();
    return new ChainDraws(new Draws(Draws.scalars(names), chains.draws()), divergent, elsewhere);
  }
}
