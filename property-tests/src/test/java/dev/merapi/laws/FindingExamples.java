package dev.merapi.laws;

import static dev.merapi.distributions.Distributions.gamma;
import static dev.merapi.distributions.Distributions.normal;
import static dev.merapi.effects.Models.factor;
import static dev.merapi.effects.Models.sample;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.Model;
import dev.merapi.effects.ModelException;
import dev.merapi.effects.check.Finding;
import dev.merapi.effects.trace.Trace;
import dev.merapi.infer.LogDensity;
import dev.merapi.tensor.Key;
import dev.merapi.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Where findings go: failures to the caller, warnings to the log. */
class FindingExamples {
  private static List<String> warnings(Runnable action) {
    List<String> messages = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord record) {
            messages.add(record.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    Logger logger = Logger.getLogger(Finding.class.getName());
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try {
      action.run();
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    return messages;
  }

  @Test
  void failuresAreThrownTogether() {
    List<Finding> findings =
        List.of(
            new Finding.Failure("one"), new Finding.Warning("two"), new Finding.Failure("three"));
    String message =
        String.valueOf(
            assertThrows(ModelException.class, () -> Finding.raise(findings)).getMessage());
    assertEquals(List.of("one", "three"), message.lines().toList());
  }

  @Test
  void v33TheFirstRunWarnsOfADensityThatIsNoNumber() {
    Model<Tensor> model =
        sample("x", normal(0, 1)).flatMap(x -> factor("f", x.times(Double.POSITIVE_INFINITY)));
    List<String> warnings = warnings(() -> LogDensity.of(model));
    assertEquals(1, warnings.size());
    assertTrue(warnings.getFirst().startsWith("Site 'f' in no plate at FindingExamples.java:"));
    assertTrue(warnings.getFirst().contains("NaN"));
  }

  @Test
  void v35AValueForANameThatTheModelDoesNotHave() {
    LogDensity density = LogDensity.of(sample("theta", normal(0, 1)));
    Map<String, Tensor> values = Map.of("theta", Tensor.scalar(1), "thta", Tensor.scalar(2));
    List<String> warnings = warnings(() -> assertEquals(1, density.unconstrain(values)[0]));
    assertTrue(warnings.getFirst().contains("'thta'; did you mean 'theta'"), warnings.toString());
  }

  /** The line is that of the distribution whose parameter is wrong, not of the run. */
  @Test
  void anErrorOnTheWayHasTheLineThatItCameThrough() {
    int line = StackWalker.getInstance().walk(f -> f.findFirst()).orElseThrow().getLineNumber() + 2;
    Model<Tensor> model =
        sample("s", gamma(1, 1)).flatMap(s -> sample("x", normal(0, s.unaryMinus())));
    String message =
        String.valueOf(
            assertThrows(ModelException.class, () -> Trace.run(Key.of(1), model)).getMessage());
    assertTrue(message.contains("(FindingExamples.java:" + line + ")"), message);
  }
}
