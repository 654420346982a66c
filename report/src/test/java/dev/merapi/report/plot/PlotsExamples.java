package dev.merapi.report.plot;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.infer.Posterior;
import dev.merapi.infer.diagnose.Loo;
import dev.merapi.infer.diagnose.Sbc;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Shape;
import dev.merapi.tensor.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlotsExamples {
  private static final int DRAWS = 200;

  private static Posterior posterior() {
    Random random = new Random(1);
    double[] mu = random.doubles(2 * DRAWS, -1, 1).toArray();
    double[] stuck = new double[2 * DRAWS];
    Arrays.fill(stuck, 3);
    double[] diverging = new double[2 * DRAWS];
    diverging[7] = 1;
    Shape shape = Shape.of(2, DRAWS);
    return Posterior.of(
        Map.of("mu", Tensor.of(mu, shape), "stuck", Tensor.of(stuck, shape)),
        Map.of(
            "diverging", Tensor.of(diverging, shape),
            "energy", Tensor.of(random.doubles(2 * DRAWS).toArray(), shape)));
  }

  /** Every draw has a rank, and the even line is their mean. */
  @Test
  void ranksCountEveryDrawOnce() {
    List<Mark> marks = Plots.rank(posterior(), List.of("mu")).panels().getFirst().marks();
    double total = 0;
    for (Mark mark : marks.subList(0, 2)) {
      double[] counts = ((Mark.Steps) mark).y().toArray();
      total += Arrays.stream(counts, 0, counts.length - 1).sum();
    }
    assertEquals(2 * DRAWS, total);
    assertEquals(DRAWS / 20.0, ((Mark.Rule) marks.getLast()).y());
  }

  /** A density has the integral 1; what is constant has none. */
  @Test
  void densitiesIntegrateToOne() {
    Posterior posterior = posterior();
    for (Mark mark : Plots.density(posterior, List.of("mu")).panels().getFirst().marks()) {
      double[] x = ((Mark.Line) mark).x().toArray();
      double sum = Arrays.stream(((Mark.Line) mark).y().toArray()).sum() * (x[1] - x[0]);
      assertEquals(1, sum, 2e-3);
    }
    assertEquals(List.of(), Plots.density(posterior, List.of("stuck")).panels().getFirst().marks());
  }

  @Test
  void divergencesAreMarkedAmongAllDraws() {
    List<Mark> marks = Plots.pair(posterior(), "mu", "stuck").panels().getFirst().marks();
    Mark.Points bad = (Mark.Points) marks.getLast();
    assertEquals(Ink.WARNING, bad.ink());
    assertArrayEquals(new double[] {posterior().get("mu").toArray()[7]}, bad.x().toArray());
  }

  @Test
  void autocorrelationBeginsAtOne() {
    Panel panel = Plots.autocorrelation(posterior(), List.of("mu")).panels().getFirst();
    Mark.Line line = (Mark.Line) panel.marks().getFirst();
    assertEquals(1, line.y().toArray()[0], 1e-12);
    assertTrue(Math.abs(line.y().toArray()[5]) < 0.3);
  }

  @Test
  void effectiveDrawsAreCountedAlongTheRun() {
    Panel panel = Plots.essEvolution(posterior(), List.of("mu")).panels().getFirst();
    double[] at = ((Mark.Line) panel.marks().getFirst()).x().toArray();
    assertEquals(2 * DRAWS, at[at.length - 1]);
  }

  @Test
  void observationsThatCannotBePredictedAreMarked() {
    Loo loo = new Loo(-3, 1, 1, List.of(-1.0, -1.0, -1.0), List.of(0.1, 0.9, Double.NaN));
    List<Mark> marks = Plots.khat(loo).panels().getFirst().marks();
    assertArrayEquals(new double[] {2, 3}, ((Mark.Points) marks.get(1)).x().toArray());
  }

  @Test
  void aPredictiveCheckHasTheDataOnTop() {
    Tensor replicated = Tensor.of(new Random(2).doubles(60).toArray(), Shape.of(20, 3));
    Plot plot = Checks.predictive("y", replicated, Tensor.of(0.1, 0.5, 0.2));
    Mark.Steps data = (Mark.Steps) plot.panels().getLast().marks().getLast();
    assertArrayEquals(new double[] {0.1, 0.2, 0.5}, data.x().toArray());
    assertEquals(21, plot.panels().getLast().marks().size());
    assertThrows(
        ArgumentException.class, () -> Checks.predictive("y", replicated, Tensor.of(0.1, 0.5)));
  }

  @Test
  void everyPictureSaysHowToReadIt() {
    Posterior posterior = posterior();
    List<String> both = List.of("mu", "stuck");
    for (Plot plot :
        List.of(
            Plots.trace(posterior, both),
            Plots.forest(posterior, both),
            Plots.energy(posterior),
            Checks.priorAndPosterior("mu", posterior.get("mu"), posterior.get("stuck")))) {
      assertTrue(plot.caption().length() > 40, plot.title());
    }
    assertThrows(ArgumentException.class, () -> Plots.trace(posterior, List.of("nu")));
  }

  /** Two zeros, one 2: √2, 0, 1; the model makes a 0, a 1 and a 1 in each draw. */
  @Test
  void aRootogramHasRootsOfFrequencies() {
    Plot plot =
        Checks.rootogram(
            "y",
            Tensor.of(new double[] {0, 1, 1, 0, 1, 1}, Shape.of(2, 3)),
            Tensor.of(new double[] {0, 0, 2}, Shape.of(3)));
    List<Mark> marks = plot.panels().getFirst().marks();
    assertArrayEquals(
        new double[] {Math.sqrt(2), 0, 1}, ((Mark.Points) marks.get(3)).y().toArray(), 1e-15);
    assertArrayEquals(
        new double[] {1, Math.sqrt(2), 0, 0}, ((Mark.Steps) marks.get(2)).y().toArray(), 1e-15);
    assertThrows(
        ArgumentException.class,
        () -> Checks.rootogram("y", Tensor.of(new double[] {0.5}, Shape.of(1, 1)), Tensor.of(1.0)));
  }

  /** The line of uniform ranks stays inside of its band, that of narrow posteriors leaves it. */
  @Test
  void calibrationIsSeenAgainstItsBand() {
    List<Integer> even = IntStream.range(0, 200).mapToObj(i -> i % 20).toList();
    List<Integer> ends = IntStream.range(0, 200).mapToObj(i -> i % 2 * 19).toList();
    assertTrue(inside(Checks.calibration("mu", new Sbc(19, even))));
    assertTrue(!inside(Checks.calibration("mu", new Sbc(19, ends))));
    assertTrue(
        inside(Checks.pit("y", IntStream.range(0, 99).mapToObj(i -> (i + 0.5) / 99).toList())));
  }

  private static boolean inside(Plot plot) {
    List<Mark> marks = plot.panels().getFirst().marks();
    double[] low = ((Mark.Line) marks.get(0)).y().toArray();
    double[] high = ((Mark.Line) marks.get(1)).y().toArray();
    double[] found = ((Mark.Line) marks.get(3)).y().toArray();
    return IntStream.range(0, found.length)
        .allMatch(i -> low[i] <= found[i] && found[i] <= high[i]);
  }
}
