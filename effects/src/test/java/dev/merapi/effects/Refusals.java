package dev.merapi.effects;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.merapi.effects.check.Finding;
import dev.merapi.effects.trace.Trace;
import dev.merapi.tensor.ArgumentException;
import dev.merapi.tensor.Key;
import java.util.List;
import org.junit.jupiter.api.function.Executable;

/** Assertions on the sentences of errors and findings. */
final class Refusals {
  private Refusals() {}

  /** Running the model fails with a message that contains all fragments. */
  static void refused(Model<?> model, String... fragments) {
    refused(() -> Trace.run(Key.of(1), model), fragments);
  }

  /** The action fails with a message that contains all fragments. */
  static void refused(Executable action, String... fragments) {
    contains(assertThrows(ArgumentException.class, action).toString(), fragments);
  }

  /** One of the findings contains all fragments. */
  static void found(Iterable<Finding> findings, String... fragments) {
    for (Finding finding : findings) {
      if (List.of(fragments).stream().allMatch(finding.message()::contains)) {
        return;
      }
    }
    throw new AssertionError("No finding has " + List.of(fragments) + " among " + findings);
  }

  private static void contains(String message, String... fragments) {
    for (String fragment : fragments) {
      assertTrue(
          message.contains(fragment), () -> "'%s' is not in: %s".formatted(fragment, message));
    }
  }
}
