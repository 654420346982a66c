package dev.merapi.infer.chain;

import java.util.function.BooleanSupplier;

/**
 * Who looks on while chains run.
 *
 * @param progress is told of every iteration
 * @param saver is offered what has been made
 * @param stop asked whether chains are to end before their time
 */
record Watch(Progress progress, Saver saver, BooleanSupplier stop) {
  boolean isTold() {
    return !Progress.NONE.equals(progress);
  }
}
