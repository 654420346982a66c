package dev.merapi.report.store;

import dev.merapi.infer.dims.Axis;
import dev.merapi.report.result.Group;
import dev.merapi.report.result.Kind;
import dev.merapi.report.result.Results;
import dev.merapi.report.result.Variable;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Results of random shapes, with the numbers that formats lose. */
final class Generated {
  private static final double[] EDGES = {
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    -0.0,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    0.1,
    1.0 / 3
  };

  private Generated() {}

  static Results results(Random random) {
    int chains = 1 + random.nextInt(3);
    int draws = 1 + random.nextInt(5);
    Axis[] dims = {
      Axis.labelled("school", List.of("Choate", "Exeter \"the\", 2nd", "Überlingen")),
      Axis.counted("row", 1 + random.nextInt(4)),
      Axis.labelled("year", List.of("1990", "1992"))
    };
    Group posterior = Group.EMPTY.attribute("inference_library", "merapi");
    int sites = 1 + random.nextInt(4);
    for (int i = 0; i < sites; i++) {
      List<Axis> own = List.of(dims).subList(0, random.nextInt(4));
      String name = random.nextBoolean() ? "b" + i : "a/" + i;
      posterior = posterior.with(name, drawn(random, Kind.REAL, chains, draws, own));
    }
    Group statistics =
        Group.EMPTY
            .with("lp", drawn(random, Kind.REAL, chains, draws, List.of()))
            .with("diverging", drawn(random, Kind.FLAG, chains, draws, List.of()))
            .with("n_steps", drawn(random, Kind.WHOLE, chains, draws, List.of()));
    Group observed = Group.EMPTY.with("y", array(random, Kind.REAL, List.of(dims[0])));
    return new Results(java.util.Map.of("posterior", posterior))
        .with("sample_stats", statistics)
        .with("observed_data", observed);
  }

  private static Variable drawn(Random random, Kind kind, int chains, int draws, List<Axis> own) {
    List<Axis> axes =
        new java.util.ArrayList<>(
            List.of(Axis.counted(Axis.CHAIN, chains), Axis.counted(Axis.DRAW, draws)));
    axes.addAll(own);
    return array(random, kind, axes);
  }

  private static Variable array(Random random, Kind kind, List<Axis> axes) {
    Shape shape = Shape.of(axes.stream().mapToInt(Axis::size).toArray());
    double[] values =
        IntStream.range(0, shape.count())
            .mapToDouble(
                _ ->
                    switch (kind) {
                      case REAL ->
                          random.nextInt(4) == 0
                              ? EDGES[random.nextInt(EDGES.length)]
                              : random.nextGaussian();
                      case WHOLE -> random.nextInt(1000);
                      case FLAG -> random.nextInt(2);
                    })
            .toArray();
    return new Variable(axes, kind, Tensor.of(values, shape));
  }
}
