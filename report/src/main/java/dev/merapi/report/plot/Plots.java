package dev.merapi.report.plot;

import dev.merapi.infer.Posterior;
import dev.merapi.infer.diagnose.Ebfmi;
import dev.merapi.infer.diagnose.Ess;
import dev.merapi.infer.diagnose.Loo;
import dev.merapi.infer.diagnose.Quantiles;
import dev.merapi.infer.mcmc.Column;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Pictures of draws and of what they predict. Scalars are named as {@code theta[1]}. */
public final class Plots {
  private static final int RANKS = 20;
  private static final int LAGS = 40;
  private static final int STEPS = 10;
  private static final int POINTS = 500;

  private Plots() {}

  /** Draws in their order, a line a chain. */
  public static Plot trace(Posterior posterior, List<String> scalars) {
    return new Plot(
        "Traces",
        "The value of each draw, one colour for each chain. Good: all chains look like the same"
            + " grassy band. Bad: a chain that drifts, sticks, or lives apart from the others.",
        panels(posterior, scalars, "draw", "", Plots::traces));
  }

  private static List<Mark> traces(Chained scalar) {
    List<Mark> marks = new ArrayList<>();
    for (int c = 0; c < scalar.chains().length; c++) {
      double[] chain = scalar.chains()[c];
      int[] at = spread(chain.length, POINTS);
      marks.add(
          new Mark.Line(
              "chain " + (c + 1),
              Ink.chain(c),
              Tensor.of(IntStream.of(at).mapToDouble(i -> i + 1).toArray()),
              Tensor.of(IntStream.of(at).mapToDouble(i -> chain[i]).toArray())));
    }
    return marks;
  }

  /** How often draws of each chain have each rank among all draws. */
  public static Plot rank(Posterior posterior, List<String> scalars) {
    return new Plot(
        "Ranks",
        "How many draws of each chain fall into each twentieth of all draws, from the smallest to"
            + " the largest. Good: all lines are near the level one. Bad: a chain that is high at one"
            + " end, or in the middle, sees another distribution than the rest.",
        panels(posterior, scalars, "rank among all draws", "draws", Plots::ranks));
  }

  private static List<Mark> ranks(Chained scalar) {
    double[] all = scalar.pooled();
    Integer[] order = IntStream.range(0, all.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> all[i]));
    int[] bin = new int[all.length];
    for (int r = 0; r < order.length; r++) {
      bin[order[r]] = (int) ((long) r * RANKS / order.length);
    }
    List<Mark> marks = new ArrayList<>();
    int at = 0;
    for (int c = 0; c < scalar.chains().length; c++) {
      double[] counts = new double[RANKS + 1];
      for (int i = 0; i < scalar.chains()[c].length; i++) {
        counts[bin[at++]]++;
      }
      counts[RANKS] = counts[RANKS - 1];
      double width = (double) all.length / RANKS;
      Tensor edges =
          Tensor.of(IntStream.rangeClosed(0, RANKS).mapToDouble(b -> b * width).toArray());
      marks.add(new Mark.Steps("chain " + (c + 1), Ink.chain(c), edges, Tensor.of(counts)));
    }
    marks.add(
        new Mark.Rule("even", Ink.FAINT, (double) all.length / scalar.chains().length / RANKS));
    return marks;
  }

  /** Medians with the middle half and nine tenths of the draws. */
  public static Plot forest(Posterior posterior, List<String> scalars) {
    List<Chained> chosen = Chained.of(posterior, scalars);
    double[] y = IntStream.range(0, chosen.size()).asDoubleStream().toArray();
    return new Plot(
        "Where the parameters are",
        "For each parameter the median (point), the middle half (thick) and the middle nine tenths"
            + " (thin) of all draws.",
        List.of(
            new Panel(
                "",
                Ruler.of(""),
                new Ruler("", scalars),
                List.of(
                    new Mark.Intervals(
                        "5 % to 95 %",
                        Ink.FIRST,
                        quantile(chosen, 0.05),
                        quantile(chosen, 0.95),
                        Tensor.of(y),
                        1.5),
                    new Mark.Intervals(
                        "25 % to 75 %",
                        Ink.FIRST, quantile(chosen, 0.25), quantile(chosen, 0.75), Tensor.of(y), 5),
                    new Mark.Points("median", Ink.SECOND, quantile(chosen, 0.5), Tensor.of(y))))));
  }

  private static Tensor quantile(List<Chained> scalars, double p) {
    return Tensor.of(scalars.stream().mapToDouble(s -> Quantiles.of(s.chains(), p)).toArray());
  }

  /** Densities of the draws, a line a chain. */
  public static Plot density(Posterior posterior, List<String> scalars) {
    return new Plot(
        "Densities",
        "The distribution of the draws, one line for each chain. Good: the lines lie on each other."
            + " Several peaks, or lines apart, mean that chains found different places.",
        panels(
            posterior,
            scalars,
            "",
            "density",
            scalar ->
                IntStream.range(0, scalar.chains().length)
                    .boxed()
                    .flatMap(
                        c ->
                            Density.of("chain " + (c + 1), Ink.chain(c), scalar.chains()[c])
                                .stream())
                    .toList()));
  }

  /** Two scalars against each other; draws whose trajectory diverged are marked. */
  public static Plot pair(Posterior posterior, String first, String second) {
    List<Chained> both = Chained.of(posterior, List.of(first, second));
    double[] x = both.get(0).pooled();
    double[] y = both.get(1).pooled();
    boolean known = posterior.statistics().contains(Column.DIVERGING);
    double[] diverging =
        known
            ? Arrays.stream(posterior.statistic(Column.DIVERGING))
                .flatMapToDouble(Arrays::stream)
                .toArray()
            : new double[0];
    int[] good =
        IntStream.range(0, x.length)
            .filter(i -> i >= diverging.length || diverging[i] == 0)
            .toArray();
    int[] some = IntStream.of(spread(good.length, 2 * POINTS)).map(i -> good[i]).toArray();
    int[] bad =
        IntStream.range(0, Math.min(x.length, diverging.length))
            .filter(i -> diverging[i] != 0)
            .toArray();
    return new Plot(
        "Pairs and divergences",
        "Draws of two parameters against each other; draws after a divergence are marked. Marks that"
            + " gather in a corner or a neck show where the sampler cannot go: reparametrise there.",
        List.of(
            new Panel(
                first + " and " + second,
                Ruler.of(first),
                Ruler.of(second),
                List.of(
                    new Mark.Points("draw", Ink.FIRST, at(x, some), at(y, some)),
                    new Mark.Points("diverged", Ink.WARNING, at(x, bad), at(y, bad))))));
  }

  private static Tensor at(double[] values, int[] positions) {
    return Tensor.of(IntStream.of(positions).mapToDouble(i -> values[i]).toArray());
  }

  /** The energies of draws and the changes between them. */
  public static Plot energy(Posterior posterior) {
    double[][] energies = posterior.statistic(Column.ENERGY);
    double[] all = Arrays.stream(energies).flatMapToDouble(Arrays::stream).toArray();
    double mean = Arrays.stream(all).average().orElse(0);
    double[] changes =
        Arrays.stream(energies)
            .flatMapToDouble(
                chain -> IntStream.range(1, chain.length).mapToDouble(i -> chain[i] - chain[i - 1]))
            .toArray();
    List<Mark> marks = new ArrayList<>();
    Density.of("energies", Ink.FIRST, Arrays.stream(all).map(e -> e - mean).toArray())
        .ifPresent(marks::add);
    Density.of("changes", Ink.SECOND, changes).ifPresent(marks::add);
    double least = Arrays.stream(energies).mapToDouble(Ebfmi::of).min().orElse(Double.NaN);
    return new Plot(
        "Energy",
        String.format(
            Locale.ROOT,
            "Energies around their mean, and how much they change from draw to draw. Good: the two"
                + " are about as wide. Changes much narrower than energies mean that the sampler walks"
                + " slowly into the tails; E-BFMI says so by a value below 0.3. Here it is at least %.2f.",
            least),
        List.of(new Panel("", Ruler.of("energy"), Ruler.of("density"), marks)));
  }

  /** Correlations of draws with those some steps before. */
  public static Plot autocorrelation(Posterior posterior, List<String> scalars) {
    return new Plot(
        "Autocorrelation",
        "How much a draw says about the one so many steps later. Good: near zero after a few steps."
            + " The longer it stays high, the fewer draws the run is worth.",
        panels(
            posterior,
            scalars,
            "lag",
            "correlation",
            scalar ->
                IntStream.range(0, scalar.chains().length)
                    .<Mark>mapToObj(
                        c ->
                            new Mark.Line(
                                "chain " + (c + 1),
                                Ink.chain(c),
                                Tensor.arange(Math.min(LAGS, scalar.length())),
                                Tensor.of(scalar.correlations(c, LAGS))))
                    .toList()));
  }

  /** Effective sample sizes of the first draws, more and more of them. */
  public static Plot essEvolution(Posterior posterior, List<String> scalars) {
    return new Plot(
        "Effective sample size, as draws are added",
        "Effective draws among the first so many of all chains. Good: both lines rise steadily. A line"
            + " that bends down or stays flat says that more draws do not help.",
        panels(posterior, scalars, "draws", "effective draws", Plots::evolution));
  }

  private static List<Mark> evolution(Chained scalar) {
    double[] at = new double[STEPS];
    double[] bulk = new double[STEPS];
    double[] tail = new double[STEPS];
    for (int step = 0; step < STEPS; step++) {
      int length = (step + 1) * scalar.length() / STEPS;
      double[][] first = scalar.first(length);
      at[step] = (double) length * first.length;
      bulk[step] = Ess.bulk(first);
      tail[step] = Ess.tail(first);
    }
    return List.of(
        new Mark.Line("bulk", Ink.FIRST, Tensor.of(at), Tensor.of(bulk)),
        new Mark.Line("tail", Ink.SECOND, Tensor.of(at), Tensor.of(tail)));
  }

  /** The tail index k̂ of each observation left out. */
  public static Plot khat(Loo loo) {
    double[] k = loo.paretoK().stream().mapToDouble(Double::doubleValue).toArray();
    int[] all = IntStream.range(0, k.length).toArray();
    int[] good = IntStream.of(all).filter(i -> k[i] <= Loo.UNRELIABLE).toArray();
    int[] bad = IntStream.of(all).filter(i -> !(k[i] <= Loo.UNRELIABLE)).toArray();
    double[] number = IntStream.of(all).mapToDouble(i -> i + 1).toArray();
    return new Plot(
        "Observations that are hard to predict",
        "The tail index k of the weights for leaving out each observation. Above 0.7 (marked) the"
            + " observation moves the posterior so much that its prediction cannot be estimated: look at"
            + " it, or fit again without it.",
        List.of(
            new Panel(
                "",
                Ruler.of("observation"),
                Ruler.of("k"),
                List.of(
                    new Mark.Points("reliable", Ink.FIRST, at(number, good), at(k, good)),
                    new Mark.Points("unreliable", Ink.WARNING, at(number, bad), at(k, bad)),
                    new Mark.Rule("0.7", Ink.FAINT, Loo.UNRELIABLE)))));
  }

  private static List<Panel> panels(
      Posterior posterior,
      List<String> scalars,
      String x,
      String y,
      java.util.function.Function<Chained, List<Mark>> marks) {
    return Chained.of(posterior, scalars).stream()
        .map(scalar -> new Panel(scalar.name(), Ruler.of(x), Ruler.of(y), marks.apply(scalar)))
        .toList();
  }

  /** So many positions at most, evenly over all. */
  private static int[] spread(int length, int most) {
    int step = Math.max(1, (length + most - 1) / most);
    return IntStream.iterate(0, i -> i < length, i -> i + step).toArray();
  }
}
