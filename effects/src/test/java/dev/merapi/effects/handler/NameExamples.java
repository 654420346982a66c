package dev.merapi.effects.handler;

import static dev.merapi.distributions.Distributions.categorical;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.observe;
import static dev.merapi.effects.Models.param;
import static dev.merapi.effects.Models.plate;
import static dev.merapi.effects.Models.pure;
import static dev.merapi.effects.Models.sample;
import static dev.merapi.effects.reparam.Reparametrisation.locScale;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Enumeration;
import dev.merapi.effects.Handler;
import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.Run;
import dev.merapi.effects.Scope;
import dev.merapi.effects.Settings;
import dev.merapi.effects.check.Finding;
import dev.merapi.effects.enumerate.EnumerateSequential;
import dev.merapi.effects.reparam.Reparam;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A handler that was given a name which the program does not have says so. */
class NameExamples {
  private static final Key KEY = Key.of(1);
  private static final Tensor ONE = Tensor.scalar(1);
  private static final Model<Tensor> MODEL =
      param("scale", ONE)
          .flatMap(s -> sample("theta", normal(0, s)))
          .flatMap(theta -> plate("data", 3, _ -> observe("y", normal(theta, 1), 2)));

  private static List<String> said(Runnable run) {
    List<String> messages = new ArrayList<>();
    java.util.logging.Handler ear =
        new java.util.logging.Handler() {
          @Override
          public void publish(LogRecord line) {
            messages.add(line.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    List<Logger> loggers =
        List.of(
            Logger.getLogger(Handler.class.getName()), Logger.getLogger(Finding.class.getName()));
    loggers.forEach(logger -> logger.addHandler(ear));
    try {
      run.run();
    } finally {
      loggers.forEach(logger -> logger.removeHandler(ear));
    }
    return messages;
  }

  private static List<String> said(Handler handler) {
    return said(() -> assertTrue(Run.run(KEY, handler.on(MODEL)) != null));
  }

  @TestFactory
  List<DynamicTest> anUnknownNameIsTold() {
    return List.of(
            Condition.of("thetta", 1),
            Do.of("thetta", 1),
            Substitute.of("thetta", 1),
            Block.hide("thetta"),
            Block.expose("thetta"),
            Lift.of(Map.of("scael", normal(0, 1))),
            Reparam.of(Map.of("thetta", locScale())),
            new Init(KEY, InitStrategy.value(Map.of("thetta", ONE), InitStrategy.sample())))
        .stream()
        .map(handler -> DynamicTest.dynamicTest(handler.label(), () -> told(handler)))
        .toList();
  }

  private static void told(Handler handler) {
    String name = handler.names().iterator().next();
    String nearest = name.equals("scael") ? "scale" : "theta";
    assertEquals(
        List.of(
            "%s was given the name '%s', but no site or parameter that it sees in this run has it; did you mean '%s'? The run has 'scale', 'theta', 'data', 'y'."
                .formatted(handler.label(), name, nearest)),
        said(handler));
  }

  @Test
  void aPatternThatFitsNothingIsTold() {
    assertEquals(
        List.of("Equalize was given the names 'z_.*', but no site that it sees in this run fits."),
        said(Equalize.matching("z_.*", false)));
  }

  @TestFactory
  List<DynamicTest> aKnownNameIsNot() {
    return List.of(
            Condition.of("theta", 1),
            Do.of("theta", 1),
            Substitute.of("scale", 2),
            Block.hide("y"),
            Block.expose("scale", "theta", "data", "y"),
            Lift.of(Map.of("scale", normal(5, 0.1))),
            Equalize.matching("th.*", false),
            Reparam.of(Map.of("theta", locScale())))
        .stream()
        .map(
            handler ->
                DynamicTest.dynamicTest(
                    handler.label(), () -> assertEquals(List.of(), said(handler))))
        .toList();
  }

  @Test
  void namesInsideAPlateAreMet() {
    assertEquals(List.of(), said(Condition.of("y", Tensor.of(1, 2, 3))));
  }

  /** What a block further in hides is not seen. */
  @Test
  void aHiddenNameIsTold() {
    List<String> said =
        said(
            () ->
                assertTrue(
                    Run.run(KEY, Condition.of("theta", 1).on(Block.hide("theta").on(MODEL)))
                        != null));
    assertEquals(1, said.size());
  }

  @Test
  void rewritesInTurnSeeTheNamesThatTheyMake() {
    assertEquals(List.of(), said(new Scope("a").then(Condition.of("a/theta", 1))));
    assertEquals(1, said(new Scope("a").then(Condition.of("theta", 1))).size());
  }

  /** Once for a program, though its end is reached in every world and in every run. */
  @Test
  void itIsToldOnce() {
    Model<Tensor> coin = sample("z", categorical(.2, .3, .5));
    Model<Tensor> handled = Condition.of("zz", 1).on(coin);
    List<String> said =
        said(
            () -> {
              assertEquals(3, Run.run(KEY, EnumerateSequential.all(handled)).all().size());
              assertTrue(Run.run(KEY, handled) != null);
            });
    assertEquals(1, said.size());
  }

  @Test
  void aRunWithoutChecksIsSilent() {
    Model<Tensor> handled = Condition.of("thetta", 1).on(MODEL);
    assertEquals(
        List.of(),
        said(() -> assertTrue(Run.run(KEY, handled, Settings.DEFAULT.validation(false)) != null)));
  }

  @Test
  void aSiteThatCannotBeEnumeratedIsNamed() {
    Model<Tensor> marked =
        new InferConfig(site -> site.infer().enumerate(new Enumeration.Sequential()))
            .on(sample("x", normal(0, 1)));
    String message =
        assertThrows(ModelException.class, () -> Run.run(KEY, EnumerateSequential.worlds(marked)))
            .getMessage();
    assertTrue(message.contains("Site 'x' in no plate"), message);
    assertTrue(message.contains("marked for enumeration"), message);
  }

  @Test
  void nothingIsSaidOfAProgramWithoutSitesByAHandlerWithoutNames() {
    assertEquals(List.of(), said(() -> assertEquals(1, Run.run(KEY, Block.all().on(pure(1))))));
  }
}
