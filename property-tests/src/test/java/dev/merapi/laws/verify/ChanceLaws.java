package dev.merapi.laws.verify;

import static dev.merapi.distributions.Distributions.*;
import static dev.merapi.effects.Models.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/**
 * P-values of right models are uniform, as far as the stages of a test ask them to be: each is
 * below α with probability α at most. The groups of the model are as narrow as their prior allows,
 * where scores are heavy-tailed.
 */
class ChanceLaws {
  private static final Tensor Y = Tensor.of(1, -0.5, 2);

  private static Model<?> groups() {
    return let(
        sample("mu", normal(0, 1)),
        mu ->
            let(
                sample("tau", halfNormal(1)),
                tau ->
                    plate(
                        "group",
                        3,
                        _ ->
                            let(
                                sample("theta", normal(mu, tau)),
                                theta -> observe("y", normal(theta, 1), Y)))));
  }

  private static Subject subject(Key key) {
    Subject.Said said = new Subject.Said(Optional.empty(), Set.of(), Profile.INSTANT, Set.of());
    return Subject.of(groups(), said, key);
  }

  private static void areUniform(
      BiFunction<Subject, Key, Staged.Experiment> check, int seeds, String rare) {
    Map<String, List<Double>> all = new TreeMap<>();
    for (int seed = 0; seed < seeds; seed++) {
      Key key = Key.of(seed);
      Subject subject = subject(key);
      check
          .apply(subject, key)
          .at(subject.stage(0), key)
          .forEach(
              found ->
                  all.computeIfAbsent(found.quantity(), _ -> new ArrayList<>()).add(found.p()));
    }
    all.forEach(
        (quantity, p) -> {
          assertTrue(
              p.size() > seeds * 0.9 || quantity.startsWith(rare),
              () -> "%s has a mean in %d of %d runs".formatted(quantity, p.size(), seeds));
          for (double level : new double[] {0.2, 0.05, 0.01}) {
            double most = level + 3.7 * Math.sqrt(level * (1 - level) / p.size()) + 1.0 / p.size();
            double share = p.stream().filter(each -> each < level).count() / (double) p.size();
            assertTrue(
                share <= most,
                () -> "%s is below %s in a share of %s".formatted(quantity, level, share));
          }
        });
    double[] pooled =
        all.values().stream().flatMap(List::stream).mapToDouble(Double::doubleValue).toArray();
    assertEquals(0.5, Tensor.of(pooled).mean().item(), 0.06);
  }

  @Test
  void ofTheScore() {
    areUniform((subject, _) -> ScoreCheck.experiment(subject), 100, "spread");
  }

  @Test
  void ofSites() {
    areUniform((subject, _) -> SiteCheck.experiment(subject, new TreeSet<>()), 60, "none");
  }

  @Test
  void ofRanks() {
    areUniform((subject, key) -> RankCheck.experiment(subject, Optional.empty(), key), 30, "none");
  }

  @Test
  void ofGeweke() {
    areUniform(
        (subject, key) -> GewekeCheck.experiment(subject, Optional.empty(), key), 20, "none");
  }

  /** What is off to one side once and to the other side next is chance. */
  @Test
  void aWrongModelIsWrongToOneSide() {
    Subject subject = subject(Key.of(1));
    int[] stage = {0};
    Staged.Experiment swings =
        (_, _) -> List.of(new Staged.Finding("x", 1e-9, stage[0]++ % 2 == 0 ? 1 : -1, "off"));
    Staged.Experiment stays = (_, _) -> List.of(new Staged.Finding("x", 1e-9, 1, "off"));
    assertInstanceOf(Outcome.Passed.class, Staged.run("x", swings, subject, Key.of(1)));
    assertEquals(new Outcome.Failed("off"), Staged.run("x", stays, subject, Key.of(1)));
  }
}
