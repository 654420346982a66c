package dev.merapi.report.plot;

import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** Pictures that hold a model against its data, and a posterior against its prior. */
public final class Checks {
  private static final int SHOWN = 40;

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
