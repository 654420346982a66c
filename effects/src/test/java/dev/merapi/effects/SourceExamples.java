package dev.merapi.effects;

import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.sample;
import static dev.merapi.effects.Refusals.refused;
import static dev.merapi.effects.reparam.Reparametrisation.locScale;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.merapi.distributions.constraint.Constraints;
import dev.merapi.effects.reparam.Reparam;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Messages name the line of the user's program. */
class SourceExamples {
  private static final Key KEY = Key.of(1);

  private static int line() {
    return StackWalker.getInstance().walk(f -> f.skip(1).findFirst()).orElseThrow().getLineNumber();
  }

  private static String here(int line) {
    return "SourceExamples.java:" + line;
  }

  @Test
  void aSiteKnowsTheLineThatWroteIt() {
    int line = line() + 1;
    Model<Tensor> model = plate("a", 2, _ -> sample("x", normal(Tensor.arange(3), 1)));
    refused(model, "Site 'x'", "plate 'a' (size 2, dim -1) at " + here(line));
  }

  @Test
  void aReparametrisedSiteKnowsTheLineOfTheOriginal() {
    int line = line() + 1;
    Model<Tensor> model = sample("x", normal(0, 1));
    Trace trace = Trace.run(KEY, Reparam.of(Map.of("x", locScale())).on(model)).trace();
    String found = trace.sampled("x_decentered").get().site().place().source().get().toString();
    assertEquals(here(line), found);
  }

  @Test
  void aParameterKnowsItsLine() {
    int line = line() + 1;
    Model<Tensor> model = param("p", Tensor.scalar(1), Constraints.positive());
    Trace trace = Trace.run(KEY, model).trace();
    Optional<Source> found = trace.declared("p").get().parameter().place().source();
    assertEquals(Optional.of(here(line)), found.map(Source::toString));
  }

  @Test
  void collidingPlatesSayWhereTheInnerOneIs() {
    int line = line() + 1;
    Model<Tensor> b = plate("b", 3).dim(-1).each(_ -> sample("x", normal(0, 1)));
    refused(plate("a", 2).dim(-1).each(_ -> b), "'b' (size 3, at " + here(line) + ")");
  }

  @Test
  void nobodyLooksForLinesWhereNothingIsChecked() {
    Trace trace =
        Settings.DEFAULT
            .validation(false)
            .in(() -> Trace.run(KEY, sample("x", normal(0, 1))))
            .trace();
    assertEquals(Optional.empty(), trace.sampled("x").get().site().place().source());
  }
}
