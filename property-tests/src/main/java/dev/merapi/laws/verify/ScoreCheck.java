package dev.merapi.laws.verify;

import dev.merapi.distributions.Distributions;
import dev.merapi.infer.LogDensity;
import dev.merapi.infer.mcmc.Coordinate;
import dev.merapi.infer.mcmc.Potential;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Joint draws (x, y) against the joint density p, by integrals over x that vanish (integration by
 * parts): with s = ∂ ln p/∂x, E s = 0; E[h s + h'] = 0 for h a bounded function of one coordinate;
 * E[(v·s)² + v·H v] = 0, the equality of the two forms of information, along a direction v. No fit
 * is needed. A quantity whose mean may not exist is left out.
 */
final class ScoreCheck {
  private static final double STEP = 1e-4;

  private ScoreCheck() {}

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
    double[][] pilot = positions(subject, subject.stage(-1));
    return Staged.run(
        labels.size() + " coordinates",
        (draws, at) -> findings(subject, labels, pilot, draws, at),
        subject,
        key);
  }

  private static double[][] positions(Subject subject, List<Draw> draws) {
    return draws.stream().map(subject::position).toArray(double[][]::new);
  }

  private static List<Staged.Finding> findings(
      Subject subject, List<Label> labels, double[][] pilot, List<Draw> draws, Key key) {
    int n = draws.size();
    double[][] x = positions(subject, draws);
    double[][] s = new double[n][];
    double[] information = new double[n];
    int d = x[0].length;
    for (int i = 0; i < n; i++) {
      Potential potential = subject.potential(draws.get(i).data());
      s[i] = new double[d];
      double value = potential.logDensityAndGradient(x[i], s[i]);
      if (!Double.isFinite(value) || !Arrays.stream(s[i]).allMatch(Double::isFinite)) {
        return List.of(impossible(subject, draws.get(i), x[i], value, i));
      }
      information[i] = information(potential, x[i], s[i], key.fold(i).fold("direction"));
    }
    List<Staged.Finding> found = new ArrayList<>();
    for (Label label : labels) {
      int j = label.index();
      double[] center = Arrays.stream(pilot).mapToDouble(row -> row[j]).sorted().toArray();
      double m = center[center.length / 2];
      double width = center[center.length * 84 / 100] - center[center.length * 16 / 100] + 1e-9;
      double[] mean = new double[n];
      double[] spread = new double[n];
      for (int i = 0; i < n; i++) {
        double h = Math.tanh((x[i][j] - m) / width);
        mean[i] = s[i][j];
        spread[i] = h * s[i][j] + (1 - h * h) / width;
      }
      mean(label.name(), Mean.of(mean), n).ifPresent(found::add);
      spread(label.name(), Mean.of(spread), n).ifPresent(found::add);
    }
    information(Mean.of(information), n).ifPresent(found::add);
    return found;
  }

  private static Staged.Finding impossible(
      Subject subject, Draw draw, double[] x, double value, int i) {
    String culprit = LogDensity.of(subject.wholeAt(draw.data())).culprit(x);
    return new Staged.Finding(
        "possible",
        0,
        "Draw %d has log density %s or no finite gradient, though it was just drawn. %s"
            .formatted(i, value, culprit));
  }

  private static Optional<Staged.Finding> mean(String name, Mean mean, int n) {
    return mean.isHeavy()
        ? Optional.empty()
        : Optional.of(
            new Staged.Finding(
                "mean " + name,
                mean.p(),
                "The score of '%s' has mean %s over %d draws where 0 is right: for such data the density wants it %s."
                    .formatted(name, mean, n, mean.value() > 0 ? "larger" : "smaller")));
  }

  private static Optional<Staged.Finding> spread(String name, Mean mean, int n) {
    return mean.isHeavy()
        ? Optional.empty()
        : Optional.of(
            new Staged.Finding(
                "spread " + name,
                mean.p(),
                "The density is too %s in '%s': E[h s + h'] is %s over %d draws, not 0."
                    .formatted(mean.value() < 0 ? "narrow" : "wide", name, mean, n)));
  }

  private static Optional<Staged.Finding> information(Mean mean, int n) {
    return mean.isHeavy()
        ? Optional.empty()
        : Optional.of(
            new Staged.Finding(
                "information",
                mean.p(),
                "The squared score and the curvature differ by %s over %d draws, not 0: the density is too %s for such data."
                    .formatted(mean, n, mean.value() > 0 ? "narrow" : "wide")));
  }

  /** (v·s)² + v·H v for a random direction v, H by a central difference. */
  private static double information(Potential potential, double[] x, double[] s, Key key) {
    int d = x.length;
    double[] v = Distributions.normal(0, 1).expand(Shape.of(d)).sample(key).toArray();
    double norm = Math.sqrt(Arrays.stream(v).map(a -> a * a).sum());
    double[] up = x.clone();
    double[] down = x.clone();
    double[] slopeUp = new double[d];
    double[] slopeDown = new double[d];
    double slope = 0;
    for (int i = 0; i < d; i++) {
      v[i] /= norm;
      up[i] += STEP * v[i];
      down[i] -= STEP * v[i];
      slope += v[i] * s[i];
    }
    potential.logDensityAndGradient(up, slopeUp);
    potential.logDensityAndGradient(down, slopeDown);
    double curvature = 0;
    for (int i = 0; i < d; i++) {
      curvature += v[i] * (slopeUp[i] - slopeDown[i]) / (2 * STEP);
    }
    return slope * slope + curvature;
  }
}
