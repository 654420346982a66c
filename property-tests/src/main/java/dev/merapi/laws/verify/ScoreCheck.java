package dev.merapi.laws.verify;

import dev.merapi.infer.LogDensity;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.laws.internal.verify.Label;
import dev.merapi.laws.internal.verify.Points;
import dev.merapi.tensor.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Joint draws (x, y) against the joint density p, by means that vanish by integration by parts, E[f
 * s + ∂f/∂x] = 0 with s = ∂ ln p/∂x for one number x of a position: for f = 1 the score has mean 0;
 * for f = tanh of x, centred and scaled, draws and density are as wide; f = tanh(s/c) is the
 * equality of information, E s² = −E ∂s/∂x, bounded so that its mean exists more often. No fit is
 * needed. A quantity whose mean may not exist is left out.
 */
final class ScoreCheck {
  private static final double STEP = 1e-4;

  private ScoreCheck() {}

  /** A draw's position, its score, and ∂s/∂x for each number that is looked at. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Scored(double[] x, double[] s, double[] curvature) {}

  static Outcome run(Subject subject, Key key) {
    Optional<String> obstacle = Simulation.obstacle(subject);
    if (obstacle.isPresent()) {
      return new Outcome.Idle(obstacle.get());
    }
    List<Coordinate> sites = subject.density().coordinates();
    if (sites.isEmpty()) {
      return new Outcome.Idle("there is no continuous latent site");
    }
    List<Label> labels = Label.of(sites);
    List<Scored> pilot =
        subject.stage(-1).stream().map(draw -> scored(subject, draw, List.of())).toList();
    return Staged.run(
        labels.size() + " coordinates",
        (draws, _) -> findings(subject, labels, pilot, draws),
        subject,
        key);
  }

  private static Scored scored(Subject subject, Draw draw, List<Label> labels) {
    Potential potential = subject.potential(draw.data());
    double[] x = subject.position(draw);
    double[] s = new double[x.length];
    double value = potential.logDensityAndGradient(x, s);
    if (!Double.isFinite(value)) {
      return new Scored(x, new double[0], new double[0]);
    }
    double[] curvature = new double[labels.size()];
    double[] slope = new double[x.length];
    for (int k = 0; k < curvature.length; k++) {
      int j = labels.get(k).index();
      double[] moved = x.clone();
      moved[j] = x[j] + STEP;
      potential.logDensityAndGradient(moved, slope);
      double up = slope[j];
      moved[j] = x[j] - STEP;
      potential.logDensityAndGradient(moved, slope);
      curvature[k] = (up - slope[j]) / (2 * STEP);
    }
    return new Scored(x, s, curvature);
  }

  private static List<Staged.Finding> findings(
      Subject subject, List<Label> labels, List<Scored> pilot, List<Draw> draws) {
    List<Scored> scores = new ArrayList<>(draws.size());
    for (Draw draw : draws) {
      Scored scored = scored(subject, draw, labels);
      if (scored.s().length == 0 || !Arrays.stream(scored.s()).allMatch(Double::isFinite)) {
        return List.of(impossible(subject, draw, scored.x()));
      }
      scores.add(scored);
    }
    List<Staged.Finding> found = new ArrayList<>();
    for (int k = 0; k < labels.size(); k++) {
      int j = labels.get(k).index();
      String name = labels.get(k).name();
      double[] places = pilot.stream().mapToDouble(one -> one.x()[j]).sorted().toArray();
      double[] steep =
          pilot.stream()
              .filter(one -> one.s().length > 0)
              .mapToDouble(one -> Math.abs(one.s()[j]))
              .sorted()
              .toArray();
      double m = places[places.length / 2];
      double width = places[places.length * 84 / 100] - places[places.length * 16 / 100] + 1e-9;
      double c = (steep.length == 0 ? 1 : steep[steep.length / 2]) + 1e-9;
      int at = k;
      int n = draws.size();
      mean(name, Mean.of(scores.stream().mapToDouble(one -> one.s()[j]).toArray()), n)
          .ifPresent(found::add);
      spread(
              name,
              Mean.of(scores.stream().mapToDouble(one -> spread(one, j, m, width)).toArray()),
              n)
          .ifPresent(found::add);
      information(
              name,
              Mean.of(scores.stream().mapToDouble(one -> information(one, j, at, c)).toArray()),
              n)
          .ifPresent(found::add);
    }
    return found;
  }

  private static double spread(Scored one, int j, double m, double width) {
    double h = Math.tanh((one.x()[j] - m) / width);
    return h * one.s()[j] + (1 - h * h) / width;
  }

  private static double information(Scored one, int j, int k, double c) {
    double a = Math.tanh(one.s()[j] / c);
    return a * one.s()[j] + (1 - a * a) / c * one.curvature()[k];
  }

  private static Staged.Finding impossible(Subject subject, Draw draw, double[] x) {
    return new Staged.Finding(
        "possible",
        0,
        "A value that was just drawn, at %s, has no finite log density and gradient. %s"
            .formatted(Points.text(x), LogDensity.of(subject.wholeAt(draw.data())).culprit(x)));
  }

  private static Optional<Staged.Finding> mean(String name, Mean mean, int n) {
    return finding(
        "mean " + name,
        mean,
        "The score of '%s' has mean %s over %d draws where 0 is right: for such data the density wants it %s."
            .formatted(name, mean, n, mean.value() > 0 ? "larger" : "smaller"));
  }

  private static Optional<Staged.Finding> spread(String name, Mean mean, int n) {
    return finding(
        "spread " + name,
        mean,
        "The density is too %s in '%s': E[f s + f'] is %s over %d draws, not 0."
            .formatted(mean.value() < 0 ? "narrow" : "wide", name, mean, n));
  }

  private static Optional<Staged.Finding> information(String name, Mean mean, int n) {
    return finding(
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

  private static Optional<Staged.Finding> finding(String quantity, Mean mean, String sentence) {
    return mean.isHeavy()
        ? Optional.empty()
        : Optional.of(new Staged.Finding(quantity, mean.p(), sentence));
  }
}
