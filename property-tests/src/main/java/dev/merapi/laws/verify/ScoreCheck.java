package dev.merapi.laws.verify;

import dev.merapi.infer.LogDensity;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.laws.internal.verify.Draw;
import dev.merapi.laws.internal.verify.Label;
import dev.merapi.laws.internal.verify.Mean;
import dev.merapi.laws.internal.verify.Points;
import dev.merapi.tensor.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/**
 * Joint draws (x, y) against the joint density p, by means that vanish by integration by parts: for
 * one number x of a position, given all others v and the data, E[w(f s + ∂f/∂x)] = 0 with s = ∂ ln
 * p/∂x and any weight w of v and the data. For f = 1 the score has mean 0; for f = tanh of x,
 * centred and scaled, draws and density are as wide; f = tanh(s/c) is the equality of information,
 * E s² = −E ∂s/∂x. No fit is needed.
 *
 * <p>Without weights these means often do not exist: given a width τ of a group the score of its
 * members is as large as 1/τ and the curvature as 1/τ². The weight is 1/(1 + S/S₀), where S is the
 * largest |s| at two places of x that do not depend on the draw, and S₀ its median: it is as small
 * as the curvature is large. What still has heavy tails among pilot draws is left out.
 */
final class ScoreCheck {
  private static final double STEP = 1e-4;

  /** A pilot draw farther than √40 standard deviations says that a mean may not exist. */
  private static final double FAR = 40;

  private ScoreCheck() {}

  /** A draw's position, its score, and ∂s/∂x and a weight for each number that is looked at. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Scored(double[] x, double[] s, double[] curvature, double[] weight) {
    boolean isFinite() {
      return s.length > 0 && Arrays.stream(s).allMatch(Double::isFinite);
    }
  }

  /**
   * What the pilot draws say of one number: its middle and width, and what is usual for its score
   * at the two places, and where it is.
   */
  private record Scale(Label label, double middle, double width, double usual, double steep) {
    int index() {
      return label.index();
    }

    double spread(Scored one) {
      double h = Math.tanh((one.x()[index()] - middle) / width);
      return h * one.s()[index()] + (1 - h * h) / width;
    }

    double information(Scored one, double curvature) {
      double a = Math.tanh(one.s()[index()] / steep);
      return a * one.s()[index()] + (1 - a * a) / steep * curvature;
    }
  }

  static Outcome run(Subject subject, Key key) {
    Optional<String> obstacle = Simulation.obstacleToMoves(subject);
    if (obstacle.isPresent()) {
      return new Outcome.Idle(obstacle.get());
    }
    List<Coordinate> sites = subject.density().coordinates();
    return Staged.run(Label.of(sites).size() + " coordinates", experiment(subject), subject, key);
  }

  static Staged.Experiment experiment(Subject subject) {
    List<Draw> pilot = subject.stage(-1);
    List<Scale> scales = scales(subject, Label.of(subject.density().coordinates()), pilot);
    Set<String> heavy = heavy(subject, scales, pilot);
    return (draws, _) -> findings(subject, scales, heavy, draws);
  }

  private static List<Scale> scales(Subject subject, List<Label> labels, List<Draw> pilot) {
    int n = pilot.size();
    double[][] x = new double[n][];
    double[][] s = new double[n][];
    List<Potential> potentials = new ArrayList<>(n);
    for (int i = 0; i < n; i++) {
      potentials.add(subject.potential(pilot.get(i).data()));
      x[i] = subject.position(pilot.get(i));
      s[i] = new double[x[i].length];
      var _ = potentials.get(i).logDensityAndGradient(x[i], s[i]);
    }
    List<Scale> scales = new ArrayList<>();
    for (Label label : labels) {
      int j = label.index();
      double[] places = Arrays.stream(x).mapToDouble(at -> at[j]).sorted().toArray();
      double[] steep = Arrays.stream(s).mapToDouble(at -> Math.abs(at[j])).sorted().toArray();
      double middle = places[n / 2];
      double width = places[n * 84 / 100] - places[n * 16 / 100] + 1e-9;
      double[] usual = new double[n];
      for (int i = 0; i < n; i++) {
        usual[i] = steepest(potentials.get(i), x[i], j, middle, width);
      }
      Arrays.sort(usual);
      scales.add(new Scale(label, middle, width, usual[n / 2] + 1e-9, steep[n / 2] + 1e-9));
    }
    return scales;
  }

  /** The larger |s| of a number at its middle less its width, and plus its width. */
  private static double steepest(
      Potential potential, double[] x, int j, double middle, double width) {
    double[] moved = x.clone();
    double[] slope = new double[x.length];
    moved[j] = middle - width;
    var _ = potential.logDensityAndGradient(moved, slope);
    double low = Math.abs(slope[j]);
    moved[j] = middle + width;
    var _ = potential.logDensityAndGradient(moved, slope);
    double most = Math.max(low, Math.abs(slope[j]));
    return Double.isNaN(most) ? Double.POSITIVE_INFINITY : most;
  }

  private static Scored scored(Subject subject, Draw draw, List<Scale> scales) {
    Potential potential = subject.potential(draw.data());
    double[] x = subject.position(draw);
    double[] s = new double[x.length];
    double value = potential.logDensityAndGradient(x, s);
    if (!Double.isFinite(value)) {
      return new Scored(x, new double[0], new double[0], new double[0]);
    }
    double[] curvature = new double[scales.size()];
    double[] weight = new double[scales.size()];
    double[] slope = new double[x.length];
    for (int k = 0; k < curvature.length; k++) {
      Scale scale = scales.get(k);
      int j = scale.index();
      double[] moved = x.clone();
      moved[j] = x[j] + STEP;
      var _ = potential.logDensityAndGradient(moved, slope);
      double up = slope[j];
      moved[j] = x[j] - STEP;
      var _ = potential.logDensityAndGradient(moved, slope);
      curvature[k] = (up - slope[j]) / (2 * STEP);
      double most = steepest(potential, x, j, scale.middle(), scale.width());
      weight[k] = 1 / (1 + most / scale.usual());
    }
    return new Scored(x, s, curvature, weight);
  }

  /** The quantities whose mean one pilot draw decides. */
  private static Set<String> heavy(Subject subject, List<Scale> scales, List<Draw> pilot) {
    List<Scored> scores =
        pilot.stream().map(draw -> scored(subject, draw, scales)).filter(Scored::isFinite).toList();
    return quantities(scales, scores).stream()
        .filter(quantity -> quantity.mean().heaviest() > FAR / scores.size())
        .map(Quantity::name)
        .collect(Collectors.toSet());
  }

  private static List<Staged.Finding> findings(
      Subject subject, List<Scale> scales, Set<String> heavy, List<Draw> draws) {
    List<Scored> scores = new ArrayList<>(draws.size());
    for (Draw draw : draws) {
      Scored scored = scored(subject, draw, scales);
      if (!scored.isFinite()) {
        return List.of(impossible(subject, draw, scored.x()));
      }
      scores.add(scored);
    }
    return quantities(scales, scores).stream()
        .filter(quantity -> !heavy.contains(quantity.name()))
        .map(Quantity::finding)
        .toList();
  }

  /** A mean that should be 0. */
  private record Quantity(String name, Mean mean, String sentence) {
    Staged.Finding finding() {
      return new Staged.Finding(name, mean.p(), (int) Math.signum(mean.value()), sentence);
    }
  }

  private static List<Quantity> quantities(List<Scale> scales, List<Scored> scores) {
    List<Quantity> all = new ArrayList<>();
    for (int k = 0; k < scales.size(); k++) {
      int at = k;
      Scale scale = scales.get(k);
      String name = scale.label().name();
      int n = scores.size();
      all.add(mean(name, of(scores, one -> one.weight()[at] * one.s()[scale.index()]), n));
      all.add(spread(name, of(scores, one -> one.weight()[at] * scale.spread(one)), n));
      all.add(
          information(
              name,
              of(scores, one -> one.weight()[at] * scale.information(one, one.curvature()[at])),
              n));
    }
    return all;
  }

  private static Mean of(List<Scored> scores, ToDoubleFunction<Scored> number) {
    return Mean.of(scores.stream().mapToDouble(number).toArray());
  }

  private static Staged.Finding impossible(Subject subject, Draw draw, double[] x) {
    return new Staged.Finding(
        "possible",
        0,
        0,
        "A value that was just drawn, at %s, has no finite log density and gradient. %s"
            .formatted(Points.text(x), LogDensity.of(subject.wholeAt(draw.data())).culprit(x)));
  }

  private static Quantity mean(String name, Mean mean, int n) {
    return new Quantity(
        "mean " + name,
        mean,
        "The score of '%s', weighted, has mean %s over %d draws where 0 is right: for such data the density wants it %s."
            .formatted(name, mean, n, mean.value() > 0 ? "larger" : "smaller"));
  }

  private static Quantity spread(String name, Mean mean, int n) {
    return new Quantity(
        "spread " + name,
        mean,
        "The density is too %s in '%s': E[w(f s + f')] is %s over %d draws, not 0."
            .formatted(mean.value() < 0 ? "narrow" : "wide", name, mean, n));
  }

  private static Quantity information(String name, Mean mean, int n) {
    return new Quantity(
        "information " + name,
        mean,
        "Score and curvature of '%s' do not match, by %s over %d draws: data like these vary %s than the density says, as if they were counted too %s."
            .formatted(
                name,
                mean,
                n,
                mean.value() > 0 ? "more" : "less",
                mean.value() > 0 ? "often" : "rarely"));
  }
}
