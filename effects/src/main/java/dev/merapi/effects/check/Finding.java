package dev.merapi.effects.check;

import dev.merapi.effects.ModelException;
import io.vavr.collection.Vector;
import java.lang.System.Logger.Level;

/** What a check has found; the message is a sentence with names, shapes and a remedy. */
public sealed interface Finding {

  /** The sentence. */
  String message();

  /** The program means nothing, or not what was wanted. */
  record Failure(String message) implements Finding {}

  /** The program runs, but probably does not what was wanted. */
  record Warning(String message) implements Finding {}

  /**
   * Fails with all failures, if there are any; else writes each warning to the log.
   *
   * @throws dev.merapi.effects.ModelException if one of them is a failure
   */
  static void raise(Iterable<? extends Finding> findings) {
    Vector<String> failures =
        Vector.ofAll(findings).filter(Failure.class::isInstance).map(Finding::message);
    if (failures.nonEmpty()) {
      throw new ModelException(failures.mkString(System.lineSeparator()));
    }
    for (Finding finding : findings) {
      System.getLogger(Finding.class.getName()).log(Level.WARNING, finding.message());
    }
  }
}
