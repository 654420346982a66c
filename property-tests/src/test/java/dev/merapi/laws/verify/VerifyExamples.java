package dev.merapi.laws.verify;

import static dev.merapi.distributions.Distributions.*;
import static dev.merapi.effects.Models.*;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How a verification is put together, and what it says. */
class VerifyExamples {
  private static final Tensor Y = Tensor.of(1.2, -0.3, 0.8, 2.1);

  private static Model<?> line() {
    return let(
        sample("mu", normal(0, 1)), mu -> plate("row", 4, _ -> observe("y", normal(mu, 1), Y)));
  }

  private static Outcome outcome(Verdict verdict, String check) {
    return verdict.lines().stream()
        .filter(line -> line.check().name().equals(check))
        .findFirst()
        .orElseThrow()
        .outcome();
  }

  @Test
  void aFailureSaysHowToRunItAgain() {
    Simulator other = (x, key) -> Map.of("y", normal(x.get("mu"), 3).expand(Y.shape()).sample(key));
    Verify verify = Verify.that(line()).simulator(other).seed(7);
    String said = assertThrows(AssertionError.class, verify::assertHolds).getMessage();
    assertTrue(said.contains(".only(\"sites\").seed(7L)"), said);
    Verdict again = verify.only("sites").verdict();
    assertEquals(outcome(verify.verdict(), "sites"), outcome(again, "sites"));
  }

  @Test
  void aProfileDecidesWhatRuns() {
    Verify verify = Verify.that(line());
    List<String> instant = names(verify.profile(Profile.INSTANT));
    assertFalse(instant.contains("ranks"));
    assertTrue(names(verify).containsAll(instant));
    assertTrue(names(verify.profile(Profile.NIGHTLY)).contains("calibration"));
  }

  private static List<String> names(Verify verify) {
    return verify.checks().stream().map(Check::name).toList();
  }

  @Test
  void aCheckOfOnesOwnSeesTheModel() {
    Check shrinks =
        new Check(
            "more data",
            "",
            "",
            0,
            Profile.INSTANT,
            (subject, key) ->
                subject.draws(key, 3).size() == 3 && subject.density().dimension() == 1
                    ? new Outcome.Passed("three draws")
                    : new Outcome.Failed("no draws"));
    assertEquals(
        new Outcome.Passed("three draws"),
        outcome(Verify.that(line()).check(shrinks).only("more data").verdict(), "more data"));
  }

  @Test
  void discreteSitesAreSummedAsByBruteForce() {
    Model<?> mixture =
        let(
            sample("m", normal(0, 1)),
            m ->
                plate(
                    "row",
                    4,
                    _ ->
                        let(
                            sample("z", bernoulli(0.3)),
                            z -> observe("y", normal(m.times(z), 1), Y))));
    Verdict verdict = Verify.that(mixture).profile(Profile.INSTANT).verdict();
    assertTrue(verdict.holds(), verdict::toString);
    assertEquals(new Outcome.Passed("16 worlds"), outcome(verdict, "sums"));
  }

  @Test
  void aProgramThatLooksAtNumbersIsVerifiedToo() {
    Model<?> dynamic =
        let(
            sample("mu", normal(0, 1)),
            mu -> plate("row", 4, _ -> observe("y", normal(mu, mu.item() > 0 ? 1.0 : 2.0), Y)));
    Verdict verdict = Verify.that(dynamic).profile(Profile.INSTANT).verdict();
    assertTrue(verdict.holds(), verdict::toString);
  }

  @Test
  void aModelThatIsNoneIsOneSentence() {
    Model<?> twice = sample("x", normal(0, 1)).andThen(sample("x", normal(0, 1)));
    Verdict verdict = Verify.that(twice).verdict();
    assertEquals(1, verdict.lines().size());
    assertTrue(verdict.failures().getFirst().outcome().sentence().contains("'x'"));
  }

  @Test
  void aQuickLookFindsAModelByItsName() throws ReflectiveOperationException {
    assertTrue(
        Verify.look(VerifyExamples.class.getName() + "#line").only("starts").verdict().holds());
  }

  @Test
  void aSimulatorOfAnotherShapeIsRefused() {
    Simulator wrong = (_, key) -> Map.of("y", normal(0, 1).sample(Key.of(key.k0())));
    String said = outcome(Verify.that(line()).simulator(wrong).verdict(), "sites").sentence();
    assertTrue(said.contains("The simulator gives 'y' the shape []"), said);
  }
}
