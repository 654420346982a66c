package dev.merapi.report.plot;

import dev.merapi.infer.diagnose.EcdfBand;
import dev.merapi.infer.diagnose.Quantiles;
import dev.merapi.infer.diagnose.Sbc;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Pictures that hold a model against its data, and a posterior against its prior. */
public final class Checks {
  private static final int SHOWN = 40;
  private static final int MOST = 10_000;
  private static final int PARTS = 50;
  private static final double BAND = 0.95;

  private Checks() {}

  /**
   * Data that the model would make, and the data.
   *
   * @param name the observed site
   * @param replicated [draws, S..]
   * @param observed [S..]
   */
  public static Plot predictive(String name, Tensor replicated, Tensor observed) {
    check(name, replicated, observed);
    List<Mark> densities = new ArrayList<>();
    List<Mark> steps = new ArrayList<>();
    double[] all = replicated.toArray();
    int count = observed.shape().count();
    int draws = replicated.size(0);
    int shown = Math.min(SHOWN, draws);
    for (int s = 0; s < shown; s++) {
      int from = (int) ((long) s * draws / shown) * count;
      double[] one = Arrays.copyOfRange(all, from, from + count);
      Density.of("replicated", Ink.FAINT, one).ifPresent(densities::add);
      steps.add(ecdf("replicated", Ink.FAINT, one));
    }
    Density.of("data", Ink.DATA, observed.toArray()).ifPresent(densities::add);
    steps.add(ecdf("data", Ink.DATA, observed.toArray()));
    return new Plot(
        "Would the model make such data? " + name,
        "Data drawn from the posterior (thin), and the data that were observed (dark): as densities,"
            + " and as the share of values up to each. Good: the data could be one of the drawn ones."
            + " Where they leave the bundle, the model is wrong about them.",
        List.of(
            new Panel("density of " + name, Ruler.of(name), Ruler.of("density"), densities),
            new Panel("share of " + name + " up to", Ruler.of(name), Ruler.of("share"), steps)));
  }

  private static void check(String name, Tensor replicated, Tensor observed) {
    Shape shape = replicated.shape();
    if (shape.rank() == 0 || !shape.dropLeft(1).equals(observed.shape()) || shape.count() == 0) {
      throw new ArgumentException(
          "Draws of '%s' have shape %s, but its data have %s; draws have the shape [draws, …] of the data."
              .formatted(name, shape, observed.shape()));
    }
  }

  private static Mark ecdf(String name, Ink ink, double[] values) {
    double[] x = Arrays.stream(values).filter(Double::isFinite).sorted().toArray();
    double[] y = IntStream.range(0, x.length).mapToDouble(i -> (i + 1.0) / x.length).toArray();
    return new Mark.Steps(name, ink, Tensor.of(x), Tensor.of(y));
  }

  /**
   * Counts that the model would make, and those that were observed: how often each value occurs, on
   * the scale of square roots, on which all bars vary alike.
   *
   * @param name the observed site
   * @param replicated [draws, S..], whole numbers from 0
   * @param observed [S..]
   * @throws ArgumentException if a value is no count, or too large to show
   */
  public static Plot rootogram(String name, Tensor replicated, Tensor observed) {
    check(name, replicated, observed);
    double[] all = replicated.toArray();
    double[] data = observed.toArray();
    double most = DoubleStream.concat(Arrays.stream(all), Arrays.stream(data)).max().orElse(0);
    if (DoubleStream.concat(Arrays.stream(all), Arrays.stream(data))
            .anyMatch(x -> x < 0 || x != Math.rint(x))
        || most > MOST) {
      throw new ArgumentException(
          "A rootogram shows counts, whole numbers from 0 to %d, but '%s' has others; use predictive."
              .formatted(MOST, name));
    }
    int values = (int) most + 1;
    int draws = replicated.size(0);
    double[][] frequencies = new double[values][draws];
    for (int i = 0; i < all.length; i++) {
      frequencies[(int) all[i]][i / data.length]++;
    }
    double[] seen = new double[values];
    Arrays.stream(data).forEach(x -> seen[(int) x]++);
    double[] edges = IntStream.rangeClosed(0, values).mapToDouble(v -> v - 0.5).toArray();
    Tensor centres = Tensor.arange(values);
    return new Plot(
        "How often each count occurs: " + name,
        "Square roots of frequencies: what was observed (points), and what the model makes: its median"
            + " (line) and nine tenths of its draws (thin lines). Good: points between the thin lines."
            + " Too many zeros, or a tail that is too heavy, show at the ends.",
        List.of(
            new Panel(
                "",
                Ruler.of(name),
                Ruler.of("√ frequency"),
                List.of(
                    steps("5 %", Ink.FAINT, edges, frequencies, 0.05),
                    steps("95 %", Ink.FAINT, edges, frequencies, 0.95),
                    steps("model", Ink.FIRST, edges, frequencies, 0.5),
                    new Mark.Points(
                        "data",
                        Ink.DATA,
                        centres,
                        Tensor.of(Arrays.stream(seen).map(Math::sqrt).toArray()))))));
  }

  private static Mark steps(
      String name, Ink ink, double[] edges, double[][] frequencies, double p) {
    double[] heights = new double[edges.length];
    for (int v = 0; v < frequencies.length; v++) {
      heights[v] = Math.sqrt(Quantiles.of(new double[][] {frequencies[v]}, p));
    }
    heights[frequencies.length] = heights[frequencies.length - 1];
    return new Mark.Steps(name, ink, Tensor.of(edges), Tensor.of(heights));
  }

  /**
   * Whether ranks of simulation-based calibration are uniform.
   *
   * @param name the scalar
   */
  public static Plot calibration(String name, Sbc sbc) {
    return new Plot(
        "Calibration of " + name,
        "The ranks of the truth among posterior draws, over many simulated data sets: the share of ranks"
            + " up to each, less what it should be. Good: the line stays between the thin ones, which all"
            + " of a right inference does 95 times in 100. Above first and below later: the posterior"
            + " is too narrow; the other way: too wide; on one side: biased.",
        List.of(uniform("", "rank / most", sbc.band(BAND), sbc.uniform())));
  }

  /** The same for each of many scalars, by name. */
  public static List<Plot> calibrations(Map<String, Sbc> ranks) {
    return ranks.entrySet().stream().map(one -> calibration(one.getKey(), one.getValue())).toList();
  }

  /**
   * Whether observations are where the model without each of them would put them.
   *
   * @param name the observed site
   * @param pit their probability integral transforms, as of {@link
   *     dev.merapi.infer.diagnose.Loo#pit}
   */
  public static Plot pit(String name, List<Double> pit) {
    double[] numbers = pit.stream().mapToDouble(Double::doubleValue).toArray();
    return new Plot(
        "Where the model expects each observation: " + name,
        "The share of its own predictions below each observation, with the observation left out: how many"
            + " observations have at most such a share, less what it should be. Good: the line stays"
            + " between the thin ones, as it does 95 times in 100 if the model is right. Above first and"
            + " below later: predictions are too narrow; the other way: too wide.",
        List.of(
            uniform(
                "",
                "share of predictions below",
                EcdfBand.of(numbers.length, PARTS, BAND),
                numbers)));
  }

  private static Panel uniform(String title, String x, EcdfBand band, double[] numbers) {
    return new Panel(
        title,
        Ruler.of(x),
        Ruler.of("more than expected"),
        List.of(
            less("95 %, low", Ink.FAINT, band, band.low()),
            less("95 %, high", Ink.FAINT, band, band.high()),
            new Mark.Rule("", Ink.FAINT, 0),
            less("found", Ink.FIRST, band, band.counts(numbers))));
  }

  /** Counts at the ends of parts as shares, less the shares that are expected. */
  private static Mark less(String name, Ink ink, EcdfBand band, List<Integer> counts) {
    double[] x = new double[band.parts() + 1];
    double[] y = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = (double) i / band.parts();
      y[i] = i == 0 || i == band.parts() ? 0 : (double) counts.get(i - 1) / band.size() - x[i];
    }
    return new Mark.Line(name, ink, Tensor.of(x), Tensor.of(y));
  }

  /**
   * What was known before the data and what is known after them.
   *
   * @param name the scalar
   * @param prior draws from its prior
   * @param posterior draws from its posterior
   */
  public static Plot priorAndPosterior(String name, Tensor prior, Tensor posterior) {
    List<Mark> marks = new ArrayList<>();
    Density.of("prior", Ink.FAINT, prior.toArray()).ifPresent(marks::add);
    Density.of("posterior", Ink.FIRST, posterior.toArray()).ifPresent(marks::add);
    return new Plot(
        "Prior and posterior of " + name,
        "Draws from the prior and from the posterior. Alike: the data say nothing about it. A posterior"
            + " at the edge of the prior: the prior holds it back.",
        List.of(new Panel(name, Ruler.of(name), Ruler.of("density"), marks)));
  }
}
